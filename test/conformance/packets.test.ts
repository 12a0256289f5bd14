import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../support/drawnCapture';
import { type ExpectationRoot, isPresent, loadCapture, OWN_FIXTURES, SHARED } from '../support/expectations';
import { openTrace } from '../support/openedTrace';
import { columnsOf } from '../support/packetFixtures';
import { packetsIn, pcapngOf } from '../support/packetTraces';
import { temporaryFiles } from '../support/temporaryFiles';
import { askTshark, isTsharkInstalled } from '../support/tshark';

/** Captures with packets, and how many. Netlink is among them; the rest went over tun devices and UDP. */
const CAPTURES: readonly (readonly [root: ExpectationRoot, name: string, packets: number])[] = [
  [OWN_FIXTURES, 'overlay-http-exits', 60],
  [OWN_FIXTURES, 'overlay-collision-exits', 17],
  [OWN_FIXTURES, 'overlay-collision-paired', 17],
  ...(isPresent(SHARED, 'packets of the shared captures')
    ? ([
        [SHARED, 'overlay-http-paired', 60],
        [SHARED, 'overlay-http-classic', 60],
      ] as const)
    : []),
];

const files = temporaryFiles();

describe.skipIf(!isTsharkInstalled())('tshark reads the packets that we write, and says of each what we say', () => {
  it.each(CAPTURES.map(([root, name, count]) => [`${name} of the ${root.name}`, root, name, count] as const))(
    '%s',
    (_what, root, name, count) => {
      const opened = openTrace(loadCapture(root, name));
      const packets = packetsIn(opened);
      const own = Array.from({ length: packets.list.count }, (_, packet) => columnsOf(packets.dissect(packet).summary));
      const theirs = askTshark(files.path(`${name}.pcapng`), pcapngOf(opened, packets));
      expect(theirs.warnings).toBe('');
      expect(theirs.packets).toHaveLength(count);
      expect(own).toEqual(theirs.packets);
    },
  );

  it('finds who saw a packet in its comment', () => {
    const opened = openTrace(loadCapture(OWN_FIXTURES, 'overlay-http-exits'));
    const packets = packetsIn(opened);
    const { comments, packets: rows } = askTshark(files.path('comments.pcapng'), pcapngOf(opened, packets));
    const request = rows.findIndex(([, , , , info]) => info.startsWith('GET /api'));
    expect(comments[request].split(/\\n|\n|,(?=event)/)).toEqual([
      'event 5106: flanneld (17565) read /dev/net/tun',
      'event 5107: flanneld (17565) sendto 192.168.77.12:8285->192.168.77.11:8285',
      'event 5110: flanneld (17566) recvfrom 192.168.77.11:8285->192.168.77.12:8285',
      'event 5111: flanneld (17566) write /dev/net/tun',
    ]);
  });
});

describe.skipIf(!isTsharkInstalled())(
  'tshark reads payloads of sockets, with the headers that we put before them',
  () => {
    const quoted = (bytes: readonly number[]): string =>
      `"${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
    const echo = quoted([8, 0, 0xf7, 0xff, 0, 0, 0, 0]);
    const initiation = quoted([1, 0, 0, 0, 0x11, 0x22, 0x33, 0x44, ...Array<number>(140).fill(0)]);

    const response = quoted([2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, ...Array<number>(80).fill(0)]);

    it('of ping, of WireGuard and of IPv6', () => {
      const opened = openTrace(
        drawnCapture(`
      fd 1 7 ipv4 10.0.0.1:0->10.0.0.2:0 icmp
      fd 1 8 ipv4 10.0.0.1:51820->10.0.0.2:51820 udp
      fd 1 9 ipv6 2001:db8::1:51820->2001:db8::2:51820 udp
      agent (1) > sendto fd=7 size=8
      agent (1) < sendto res=8 data=${echo}
      agent (1) > sendto fd=8 size=148
      agent (1) < sendto res=148 data=${initiation}
      agent (1) > recvfrom fd=9 size=1500
      agent (1) < recvfrom res=92 data=${response}`),
      );
      const packets = packetsIn(opened);
      const own = Array.from({ length: packets.list.count }, (_, packet) => columnsOf(packets.dissect(packet).summary));
      const theirs = askTshark(files.path('payloads.pcapng'), pcapngOf(opened, packets));
      expect(theirs.warnings).toBe('');
      expect(own).toHaveLength(3);
      expect(own).toEqual(theirs.packets);
    });
  },
);
