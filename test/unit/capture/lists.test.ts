import { describe, expect, it } from 'vitest';
import { FdKind, Protocol } from '../../../src/engine/capture/fdList';
import { addressBytes } from '../../support/addresses';
import { concatBytes } from '../../support/byteWriter';
import { readCapture } from '../../support/captureContents';
import { CaptureWriter } from '../../support/captureWriter';
import type { FdInput, ProcessInput } from '../../support/listEntries';

const PROCESS: ProcessInput = {
  tid: 101,
  pid: 100,
  ptid: 1,
  sid: 90,
  vpgid: 95,
  comm: 'nginx',
  exe: 'nginx: master',
  exepath: '/usr/sbin/nginx',
  args: '-g\0daemon off;\0',
  cwd: '/var/www',
  fdLimit: 65536,
  flags: 0x80,
  uid: 33,
  gid: 34,
  environment: 'A=1\0B=2\0',
  vtid: 11,
  vpid: 10,
  cgroups: 'cpu=/x\0memory=/y\0',
  root: '/srv/root',
  loginuid: 1000,
  resources: { vmSize: 5000, vmRss: 400, vmSwap: 30, majorFaults: 2, minorFaults: 1 },
  execution: {
    namespaceStart: 1699999999000000001n,
    tty: 34816,
    isWritable: true,
    capInheritable: 1n,
    capPermitted: 0xffff_ffff_ffff_ffffn,
    capEffective: 1n << 40n,
    isUpperLayer: true,
    inode: 123_456,
    changed: 1_700_000_000_000_000_001n,
    modified: 1_700_000_000_000_000_000n,
    isFromMemfd: false,
    isLowerLayer: true,
    pgid: 99,
  },
};

/** The list version in which each field came. */
const SINCE: readonly (readonly [keyof ProcessInput, number, missing: string | number | undefined])[] = [
  ['resources', 2, undefined],
  ['environment', 3, ''],
  ['vtid', 4, -1],
  ['vpid', 4, -1],
  ['cgroups', 4, ''],
  ['root', 5, ''],
  ['sid', 6, -1],
  ['exepath', 7, ''],
  ['vpgid', 8, -1],
  ['loginuid', 9, 0xffffffff],
  ['execution', 9, undefined],
];

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('a process list of version %i', (version) => {
  const second: ProcessInput = { tid: 5, comm: 'sh' };
  const contents = readCapture(new CaptureWriter().section().processes(version, [PROCESS, second]).bytes);

  it('gives every field that it has, and says which it lacks', () => {
    const expected = { ...PROCESS };
    const missing = SINCE.filter(([, since]) => version < since).map(([field, , value]) => [field, value]);
    expect(contents.processes[0]).toEqual({ ...expected, ...Object.fromEntries(missing) });
  });

  it('goes on to the next entry', () => {
    expect(contents.processes.map(({ tid }) => tid)).toEqual([101, 5]);
    expect(contents.damage).toEqual([]);
  });
});

describe('a process list of version 9', () => {
  const read = (entry: Partial<ProcessInput>): readonly (string | number)[] => {
    const list = new CaptureWriter().section().processes(9, [
      { ...PROCESS, ...entry },
      { tid: 5, comm: 'sh' },
    ]);
    const { processes } = readCapture(list.bytes);
    return [processes[0].loginuid, processes[1].comm];
  };

  it('has the loginuid right after the root directory where an older writer left out the start time', () => {
    expect(read({ withStartTime: false })).toEqual([1000, 'sh']);
  });

  it('lacks what an older writer did not know', () => {
    const list = new CaptureWriter().section().processes(9, [{ ...PROCESS, withStartTime: false }]);
    const { execution } = readCapture(list.bytes).processes[0];
    expect(new Set(Object.values(execution ?? { none: 1 }))).toEqual(new Set([undefined]));
  });

  it('skips fields at the end of an entry that it does not know', () => {
    expect(read({ trailing: new Uint8Array(40).fill(7) })).toEqual([1000, 'sh']);
  });

  it('is used up to an entry whose length reaches beyond the block', () => {
    const list = new CaptureWriter().section();
    const start = list.length;
    list.processes(9, [{ tid: 5, comm: 'sh' }, PROCESS]);
    const bytes = list.bytes;
    const view = new DataView(bytes.buffer);
    const secondEntry = start + 8 + view.getUint32(start + 8, true);
    view.setUint32(secondEntry, 0xfffffff0, true);
    const { processes, damage } = readCapture(bytes);
    expect(processes.map(({ comm }) => comm)).toEqual(['sh']);
    expect(damage.map(({ reason, offset, fatal }) => [reason, offset, fatal])).toEqual([
      ['bad-list-entry', start, false],
    ]);
  });
});

const ipv4 = (...texts: string[]): Uint8Array => concatBytes(texts.map(addressBytes));

const FDS: readonly FdInput[] = [
  { number: 0, kind: FdKind.FILE, inode: 11, name: '/dev/null' },
  { number: 1, kind: FdKind.DIRECTORY, name: '/etc' },
  {
    number: 2,
    kind: FdKind.IPV4,
    addresses: ipv4('10.0.0.1', '10.0.0.2'),
    sourcePort: 1000,
    destinationPort: 80,
    protocol: Protocol.TCP,
  },
  {
    number: 3,
    kind: FdKind.IPV6,
    addresses: ipv4('2001:db8::1', '::1'),
    sourcePort: 1,
    destinationPort: 65535,
    protocol: Protocol.UDP,
  },
  { number: 4, kind: FdKind.IPV4_BOUND, addresses: ipv4('0.0.0.0'), sourcePort: 80, protocol: Protocol.TCP },
  { number: 5, kind: FdKind.IPV6_BOUND, addresses: ipv4('::'), sourcePort: 53, protocol: Protocol.RAW },
  { number: 6, kind: FdKind.PIPE, inode: 77, name: 'pipe:[77]' },
  { number: 7, kind: FdKind.UNIX, name: '/run/socket', unixSource: 0xabcd, unixDestination: 0x1234 },
  { number: 8, kind: FdKind.EVENT, name: 'anon_inode:[eventfd]' },
  { number: 9, kind: FdKind.UNSUPPORTED, name: 'x' },
  { number: 10, kind: FdKind.SIGNAL, name: 's' },
  { number: 11, kind: FdKind.EPOLL, name: 'e' },
  { number: 12, kind: FdKind.INOTIFY, name: 'i' },
  { number: 13, kind: FdKind.TIMER, name: 't' },
  { number: 14, kind: FdKind.NETLINK, name: 'n' },
  { number: 15, kind: FdKind.FILE_WITH_FLAGS, name: '/etc/hosts', openFlags: 4097 },
  { number: 16, kind: FdKind.PIDFD, name: '' },
  { number: 17, kind: FdKind.UNKNOWN },
  { number: 70_000, kind: FdKind.MEMFD, name: 'm' },
];

describe.each([1, 2])('an fd list of version %i', (version) => {
  it('gives the thread and every kind of fd', () => {
    const { fds, damage } = readCapture(new CaptureWriter().section().fds(version, 100, FDS).bytes);
    const nothing = {
      inode: 0,
      name: '',
      sourcePort: 0,
      destinationPort: 0,
      protocol: 0,
      unixSource: 0,
      unixDestination: 0,
      openFlags: 0,
      device: 0,
      unlistedKind: 0,
    };
    const withoutAddresses = ({ addresses: _, ...rest }: FdInput): Omit<FdInput, 'addresses'> => rest;
    expect(fds.map(({ addresses: _, ...rest }) => rest)).toEqual(
      FDS.map((fd) => ({ tid: 100, ...nothing, ...withoutAddresses(fd) })),
    );
    expect(damage).toEqual([]);
  });
});

describe('fd lists', () => {
  it('keep addresses in network order', () => {
    const capture = new CaptureWriter().section().fds(2, 1, [FDS[2]]).bytes;
    const at = capture.indexOf(10, 40);
    expect([...capture.subarray(at, at + 8)]).toEqual([10, 0, 0, 1, 10, 0, 0, 2]);
    expect(readCapture(capture).fds[0].addresses.length).toBe(8);
  });

  it('of version 2 give the device of a file where the writer knew it', () => {
    const file = FDS[15];
    const list = new CaptureWriter().section().fds(2, 1, [{ ...file, device: 0xfd00 }, file]);
    expect(readCapture(list.bytes).fds.map(({ device }) => device)).toEqual([0xfd00, 0]);
  });

  it('of version 2 skip what an entry has at its end, and keep an fd of an unknown kind as unsupported', () => {
    const unknown: FdInput = { number: 3, kind: 99, name: 'whatever', trailing: new Uint8Array(9) };
    const list = new CaptureWriter().section().fds(2, 1, [unknown, { ...FDS[0], trailing: new Uint8Array(5) }, FDS[1]]);
    const { fds, damage } = readCapture(list.bytes);
    expect(fds.map(({ number, kind, unlistedKind }) => [number, kind, unlistedKind])).toEqual([
      [3, FdKind.UNSUPPORTED, 99],
      [0, FdKind.FILE, 0],
      [1, FdKind.DIRECTORY, 0],
    ]);
    expect(damage).toEqual([]);
  });

  it('of version 1 end at an fd of an unknown kind, whose length nobody knows', () => {
    const list = new CaptureWriter().section().fds(1, 1, [FDS[0], { number: 3, kind: 99, name: 'x' }, FDS[1]]);
    const { fds, damage } = readCapture(list.bytes);
    expect(fds.map(({ number }) => number)).toEqual([0]);
    expect(damage.map(({ reason }) => reason)).toEqual(['bad-list-entry']);
  });

  it('accept fd numbers and inodes of 64 bits', () => {
    const list = new CaptureWriter().section().fds(2, 2 ** 40, [{ number: -1, kind: FdKind.PIPE, inode: 2 ** 50 }]);
    const [fd] = readCapture(list.bytes).fds;
    expect([fd.tid, fd.number, fd.inode]).toEqual([2 ** 40, -1, 2 ** 50]);
  });
});

describe.each([1, 2])('an interface list of version %i', (version) => {
  it('gives address and mask of IPv4 and IPv6 interfaces, with and without link speed', () => {
    const four = { address: ipv4('10.0.0.1'), mask: ipv4('255.255.255.0') };
    const six = { address: ipv4('fe80::1'), mask: ipv4('ffff:ffff:ffff:ffff::') };
    const list = new CaptureWriter().section().interfaces(version, [
      { name: 'eth0', ...four },
      { name: 'eth1', ...four, linkSpeed: 1000 },
      { name: 'eth0', ...six },
      { name: '', ...six, linkSpeed: 10 },
    ]);
    const { interfaces, damage } = readCapture(list.bytes);
    expect(interfaces).toEqual([four, four, six, six]);
    expect(damage).toEqual([]);
  });
});

describe.each([1, 2])('a user list of version %i', (version) => {
  it('gives users and groups', () => {
    const root = { uid: 0, gid: 0, name: 'root', home: '/root', shell: '/bin/bash' };
    const nobody = { uid: 65534, gid: 65533, name: 'nobody', home: '', shell: '' };
    const list = new CaptureWriter().section().users(version, [root, nobody], [{ gid: 0, name: 'wheel' }]);
    const { users, groups, damage } = readCapture(list.bytes);
    expect([users, groups, damage]).toEqual([[root, nobody], [{ gid: 0, name: 'wheel' }], []]);
  });
});

describe('machine information', () => {
  it('gives processors, memory and the host name up to its NUL', () => {
    const machine = { processors: 48, memoryBytes: 2 ** 38, hostName: 'node-7', bootTime: 1_700_000_000_000_000_001n };
    const capture = new CaptureWriter().section().machine(machine);
    expect(readCapture(capture.bytes).machines).toEqual([machine]);
  });

  it('that is too short is reported and the rest is read', () => {
    const capture = new CaptureWriter().section().block(0x201, new Uint8Array(16)).processes(9, [PROCESS]);
    const { machines, processes, damage } = readCapture(capture.bytes);
    expect([machines, processes.length, damage.map(({ reason }) => reason)]).toEqual([[], 1, ['bad-list-entry']]);
  });
});
