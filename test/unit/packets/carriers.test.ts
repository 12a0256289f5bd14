import { describe, expect, it } from 'vitest';
import type { Dissection } from '../../../src/engine/packets/dissection';
import { summaryText } from '../../../src/engine/packets/dissection';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';
import { fieldValue, printedPacket, summarisedFrames } from '../../support/packetFixtures';
import { packetsIn } from '../../support/packetTraces';

const quoted = (bytes: Iterable<number>): string =>
  `"${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;

/** The packets of calls on one fd, `name` each with its data. */
function dissected(fd: string, ...calls: readonly (readonly [name: string, data: Iterable<number>])[]): Dissection[] {
  const lines = calls.map(([name, data]) => {
    const bytes = [...data];
    return `agent (1) > ${name} fd=7 size=${bytes.length}
      agent (1) < ${name} res=${bytes.length} data=${quoted(bytes)}`;
  });
  const packets = packetsIn(openTrace(drawnCapture([fd, ...lines].join('\n'))));
  return Array.from({ length: packets.list.count }, (_, packet) => packets.dissect(packet));
}

const socket = (domain: number, type: number, protocol: number): string =>
  `agent (1) > socket domain=${domain} type=${type} proto=${protocol}
   agent (1) < socket fd=7 domain=${domain} type=${type} proto=${protocol} flags=0`;

const frame = summarisedFrames()[0].frame;
const echo = [8, 0, 0xf7, 0xff, 0, 0, 0, 0];

describe('data that is packets', () => {
  it('is a frame behind eight bytes on a socket of VXLAN, on its own port and on that of Linux', () => {
    for (const port of [4789, 8472]) {
      const [packet] = dissected(`fd 1 7 ipv4 10.0.0.1:${port}->10.0.0.2:${port} udp`, [
        'sendto',
        [8, 0, 0, 0, 0, 0, 42, 0, ...frame],
      ]);
      expect(packet.summary).toMatchObject({ protocol: 'ARP', length: frame.length });
      expect(packet.layers[1]).toMatchObject({ name: 'Ethernet', start: 8 });
    }
  });

  it('is what Geneve says that it carries', () => {
    const [packet] = dissected('fd 1 7 ipv4 10.0.0.1:6081->10.0.0.2:6081 udp', [
      'recvfrom',
      [0, 0, 0x08, 0, 0, 0, 42, 0, ...printedPacket('DNS query')],
    ]);
    expect(packet.summary.info).toBe('Standard query 0x9317 A www.google.com');
  });

  it('is named on a socket of WireGuard, and not read', () => {
    const [packet] = dissected('fd 1 7 ipv4 10.0.0.1:51820->10.0.0.2:51820 udp', [
      'sendto',
      [1, 0, 0, 0, 0x11, 0x22, 0x33, 0x44, ...Array(140).fill(0)],
    ]);
    expect(summaryText(packet.summary)).toBe(
      '10.0.0.1 → 10.0.0.2 WireGuard 176 Handshake Initiation, sender=0x44332211',
    );
  });

  it('is a frame on a packet socket', () => {
    const [packet] = dissected(socket(17, 3, 0x300), ['recvfrom', frame]);
    expect(packet.summary.protocol).toBe('ARP');
  });

  it('has its IP header on a raw socket when it is read, and has none when it is written', () => {
    const [read, written] = dissected(
      socket(2, 3, 1),
      ['recvfrom', printedPacket('Network unreachable')],
      ['sendto', echo],
    );
    expect(read.summary).toMatchObject({ protocol: 'ICMP', length: 56 });
    expect(written.summary).toMatchObject({ protocol: 'ICMP', length: 28 });
    expect(fieldValue(written.layers, 'Checksum')).toBe('0xf7ff, correct');
  });

  it('is what GRE (47) and IP in IP (4) carry on a raw socket', () => {
    const syn = printedPacket('SYN');
    for (const [protocol, header] of [
      [47, [0, 0, 0x08, 0]],
      [4, []],
    ] as const) {
      const [packet] = dissected(socket(2, 3, protocol), ['sendto', [...header, ...syn]]);
      expect(packet.summary).toMatchObject({ protocol: 'TCP', source: '192.168.69.0', destination: '192.168.13.2' });
      expect(packet.summary.info).toContain('52279 → 80 [SYN]');
    }
  });

  it('is an ICMP message on the socket of an unprivileged ping', () => {
    const [packet] = dissected(socket(2, 2, 1), ['sendto', echo]);
    expect(packet.summary.info).toMatch(/^Echo \(ping\) request/);
  });

  it('is messages of the family that a netlink socket was made for', () => {
    const getLinks = [20, 0, 0, 0, 18, 0, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const [packet] = dissected(socket(16, 3, 0), ['sendto', getLinks]);
    expect(packet.summary).toMatchObject({ protocol: 'Netlink route', detail: 'RTM_GETLINK' });
  });

  it('is the texts of a kernel event on a socket of that family', () => {
    const [packet] = dissected(socket(16, 3, 15), ['recvfrom', Buffer.from('add@/devices/x\0ACTION=add\0')]);
    expect(packet.summary.detail).toBe('add@/devices/x');
    expect(packet.layers[0].children.map(({ value }) => value)).toEqual(['add@/devices/x', 'ACTION=add']);
  });

  it('is not the data of other sockets', () => {
    expect(dissected('fd 1 7 ipv4 10.0.0.1:1000->10.0.0.2:9999 udp', ['sendto', printedPacket('SYN')])).toEqual([]);
    expect(dissected('fd 1 7 ipv4 10.0.0.1:1000->10.0.0.2:8285 tcp', ['write', printedPacket('SYN')])).toEqual([]);
    expect(dissected('fd 1 7 ipv4 10.0.0.1:8285->10.0.0.2:8285 udp', ['sendto', Buffer.from('hello')])).toEqual([]);
  });
});
