import { FdKind, Protocol } from '../../src/engine/capture/fdList';
import { addressBytes, endpoint } from './addresses';
import { concatBytes } from './byteWriter';
import { CaptureWriter, type EventBlock, type InterfaceInput, type UserInput } from './captureWriter';
import { DRAWN_BOOT, type DrawnEvent, readEventLine, readValues } from './drawnLines';
import { encodeParameters } from './eventParameters';
import type { FdInput, ProcessInput } from './listEntries';

/** Which generation of blocks a drawing becomes; parameters and lists follow. */
export type Generation = 1 | 2;

interface Drawing {
  readonly processes: Map<number, ProcessInput>;
  readonly unlisted: Set<number>;
  readonly fds: Map<number, FdInput[]>;
  readonly users: UserInput[];
  readonly groups: { gid: number; name: string }[];
  readonly interfaces: InterfaceInput[];
  readonly events: DrawnEvent[];
  hostName: string;
}

const KINDS: Readonly<Record<string, number>> = {
  file: FdKind.FILE_WITH_FLAGS,
  directory: FdKind.DIRECTORY,
  ipv4: FdKind.IPV4,
  ipv6: FdKind.IPV6,
  pipe: FdKind.PIPE,
  unix: FdKind.UNIX,
  event: FdKind.EVENT,
  signalfd: FdKind.SIGNAL,
  eventpoll: FdKind.EPOLL,
  inotify: FdKind.INOTIFY,
  timerfd: FdKind.TIMER,
  netlink: FdKind.NETLINK,
};

/**
 * The bytes of a capture drawn as lines that look like sysdig's own output; the language is described in README.md. Throws
 * an error that quotes the line where a line cannot be understood.
 */
export function drawnCapture(lines: string, generation: Generation = 2): Uint8Array {
  const drawing = readDrawing(lines);
  listFirstSeen(drawing);
  const writer = new CaptureWriter()
    .section({ minor: generation === 2 ? 2 : 0 })
    .machine({ bootTime: DRAWN_BOOT, hostName: drawing.hostName });
  const { processes, fds, users, groups, interfaces } = drawing;
  if (interfaces.length > 0) writer.interfaces(generation, interfaces);
  if (users.length + groups.length > 0) writer.users(generation, users, groups);
  writer.processes(generation === 2 ? 9 : 5, [...processes.values()]);
  for (const [tid, entries] of fds) writer.fds(generation, tid, entries);
  for (const event of drawing.events) {
    const block: EventBlock = `EV${event.stateOnly ? 'F' : ''}${generation}`;
    const { time, cpu, tid, type, values } = event;
    const parameters = encodeParameters(type, values);
    writer.event(block, { time, cpu, tid, type: type.id, parameters, blockFlags: event.stateOnly ? 1 : 0 });
  }
  return writer.bytes;
}

function readDrawing(lines: string): Drawing {
  const drawing: Drawing = {
    processes: new Map(),
    unlisted: new Set(),
    fds: new Map(),
    users: [],
    groups: [],
    interfaces: [],
    events: [],
    hostName: 'host',
  };
  for (const line of lines.split('\n').map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    try {
      readLine(line, drawing);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}, in the line\n  ${line}`);
    }
  }
  return drawing;
}

function readLine(line: string, drawing: Drawing): void {
  const event = readEventLine(line, drawing.events.length + 1);
  if (event) {
    // Parameters are checked here, so that an error names its line.
    encodeParameters(event.type, event.values);
    drawing.events.push(event);
    return;
  }
  const [word, ...rest] = line.split(' ');
  switch (word) {
    case 'process': {
      const process = readProcess(rest);
      drawing.processes.set(process.tid, process);
      return;
    }
    case 'machine':
      drawing.hostName = rest[0];
      return;
    case 'unlisted':
      for (const tid of rest) drawing.unlisted.add(Number(tid));
      return;
    case 'fd': {
      const tid = Number(rest[0]);
      drawing.fds.set(tid, [...(drawing.fds.get(tid) ?? []), readFd(rest.slice(1))]);
      return;
    }
    case 'user': {
      const [uid, gid, name, home, shell] = rest;
      drawing.users.push({ uid: Number(uid), gid: Number(gid), name, home, shell });
      return;
    }
    case 'group':
      drawing.groups.push({ gid: Number(rest[0]), name: rest[1] });
      return;
    case 'interface': {
      const [name, addressAndBits] = rest;
      const [text, bits] = addressAndBits.split('/');
      const address = addressBytes(text);
      drawing.interfaces.push({ name, address, mask: maskOf(Number(bits), address.length) });
      return;
    }
    default:
      throw new Error('Neither an event nor a list entry');
  }
}

/** `TID COMM name=value…`, the names being those of `ProcessInput`. */
function readProcess([tid, comm, ...rest]: string[]): ProcessInput {
  const texts = new Set(['exe', 'exepath', 'args', 'cwd', 'environment', 'cgroups', 'root']);
  const numbers = new Set([
    'pid',
    'ptid',
    'sid',
    'vpgid',
    'fdLimit',
    'flags',
    'uid',
    'gid',
    'vtid',
    'vpid',
    'loginuid',
  ]);
  const execution: Record<string, number | bigint | boolean> = {};
  const values = Object.entries(readValues(rest.join(' '))).flatMap(([name, value]) => {
    if (numbers.has(name)) return [[name, Number(value)]];
    if (texts.has(name)) return [[name, value.replaceAll('\\0', '\0')]];
    if (/^(tty|pgid|inode)$/.test(name)) execution[name] = Number(value);
    else if (/^(namespaceStart|changed|modified)$/.test(name)) execution[name] = BigInt(value);
    else if (/^cap[A-Z]/.test(name)) execution[name] = BigInt(value);
    else if (/^is[A-Z]/.test(name)) execution[name] = value === 'true';
    else throw new Error(`A process has no "${name}"`);
    return [];
  });
  return { ...Object.fromEntries(values), execution, tid: Number(tid), comm };
}

/** `NUMBER KIND NAME [name=value…]`: see README.md. */
function readFd([number, kindName, ...rest]: string[]): FdInput {
  const kind = KINDS[kindName];
  if (kind === undefined) throw new Error(`There is no fd kind "${kindName}", only ${Object.keys(KINDS).join(', ')}`);
  const firstOption = rest.findIndex((word) => /^(openFlags|inode|device)=/.test(word));
  const words = firstOption < 0 ? rest : rest.slice(0, firstOption);
  const options = firstOption < 0 ? {} : readValues(rest.slice(firstOption).join(' '));
  const numbers = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, Number(value)]));
  const base = { number: Number(number), kind, ...numbers };
  if (kind === FdKind.IPV4 || kind === FdKind.IPV6) return { ...base, ...readInternet(words) };
  if (kind !== FdKind.UNIX) return { ...base, name: words.join(' ') };
  const ends = /^([0-9a-f]+)->([0-9a-f]+)$/.exec(words[0] ?? '');
  if (!ends) return { ...base, name: words.join(' ') };
  return {
    ...base,
    unixSource: BigInt(`0x${ends[1]}`),
    unixDestination: BigInt(`0x${ends[2]}`),
    name: words.slice(1).join(' '),
  };
}

/** `SOURCE->DESTINATION PROTOCOL` for a connection, `ADDRESS PROTOCOL` for a bound socket. */
function readInternet([ends, protocolName = 'tcp']: string[]): Partial<FdInput> {
  const protocol = { tcp: Protocol.TCP, udp: Protocol.UDP, icmp: Protocol.ICMP, raw: Protocol.RAW }[protocolName];
  if (protocol === undefined) throw new Error(`There is no protocol "${protocolName}"`);
  const [source, destination] = ends.split('->').map(endpoint);
  const isIpv4 = source.address.length === 4;
  if (!destination) {
    const kind = isIpv4 ? FdKind.IPV4_BOUND : FdKind.IPV6_BOUND;
    return { kind, addresses: source.address, sourcePort: source.port, protocol };
  }
  const addresses = concatBytes([source.address, destination.address]);
  return { addresses, sourcePort: source.port, destinationPort: destination.port, protocol };
}

function maskOf(bits: number, width: number): Uint8Array {
  return Uint8Array.from(
    { length: width },
    (_, index) => 0xff & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * index))),
  );
}

/** Threads that events name are in the process list, unless the drawing shows them beginning or says otherwise. */
function listFirstSeen({ processes, unlisted, events }: Drawing): void {
  const born = new Set<number>(unlisted);
  for (const { tid, comm, type, values } of events) {
    const isClone = /^(clone3?|v?fork)$/.test(type.name) && type.direction === '<';
    if (isClone && Number(values.res) > 0) born.add(Number(values.res));
    if (isClone && Number(values.res) === 0 && !processes.has(tid)) born.add(tid);
    if (!born.has(tid) && !processes.has(tid) && comm !== '<NA>') processes.set(tid, { tid, comm });
  }
}
