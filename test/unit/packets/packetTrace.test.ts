import { describe, expect, it } from 'vitest';
import { summaryText } from '../../../src/engine/packets/dissection';
import { packetFacts } from '../../../src/engine/packets/packetFacts';
import { drawnCapture } from '../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { type OpenedTrace, openTrace } from '../../support/openedTrace';
import { printedPacket } from '../../support/packetFixtures';
import { packetsIn } from '../../support/packetTraces';

const quoted = (name: string): string =>
  `"${Array.from(printedPacket(name), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;

const DEVICE = 'fd 758 5 file /dev/net/tun\n    fd 758 9 ipv4 192.168.69.8:8285->10.1.1.187:8285 udp';

function call(name: string, fd: number, packet: string): string {
  const { length } = printedPacket(packet);
  return `flanneld (758) > ${name} fd=${fd} size=8973
    flanneld (758) < ${name} res=${length} data=${quoted(packet)}`;
}

function summaries(opened: OpenedTrace): string[] {
  const packets = packetsIn(opened);
  return Array.from({ length: packets.list.count }, (_, packet) => summaryText(packets.dissect(packet).summary));
}

describe('packets that pass a flannel daemon', () => {
  const opened = openTrace(
    drawnCapture(`
    ${DEVICE}
    ${call('read', 5, 'SYN')}
    ${call('sendto', 9, 'SYN sent')}
    ${call('recvfrom', 9, 'SYN+ACK received')}
    ${call('write', 5, 'SYN+ACK')}
    ${call('read', 5, 'GET')}
    ${call('sendto', 9, 'GET sent')}`),
  );

  it('are each one packet, with the numbers of their conversation', () => {
    expect(summaries(opened)).toEqual([
      '192.168.69.0 → 192.168.13.2 TCP 60 52279 → 80 [SYN] Seq=0 Win=26799 Len=0 MSS=8933 SACK_PERM TSval=5773677 TSecr=0 WS=128',
      '192.168.13.2 → 192.168.69.0 TCP 60 80 → 52279 [SYN, ACK] Seq=0 Ack=1 Win=26763 Len=0 MSS=8933 SACK_PERM TSval=5696552 TSecr=5773677 WS=128',
      '192.168.69.0 → 192.168.13.2 HTTP 152 GET / HTTP/1.1',
    ]);
  });

  it('have a hop for each place, with what changed there', () => {
    const packets = packetsIn(opened);
    const { hops } = packetFacts(opened.trace, packets, 0);
    expect(hops.map(({ observer }) => [observer.event, observer.call, observer.fd])).toEqual([
      [2, 'read', '/dev/net/tun'],
      [4, 'sendto', '192.168.69.8:8285->10.1.1.187:8285'],
    ]);
    expect(hops[1].changes).toEqual([
      { name: 'Time to live', before: '64', after: '63' },
      { name: 'Checksum', before: '0x9319', after: '0x9419' },
    ]);
  });

  it('count as packets of their own at every place where that is asked for', () => {
    expect(packetsIn(opened, 'packets').list.count).toBe(6);
  });
});

describe('an error', () => {
  it('is linked to the packet that caused it, and the question says that nobody answered it', () => {
    const opened = openTrace(
      drawnCapture(`
      ${DEVICE}
      ${call('read', 5, 'DNS query')}
      ${call('write', 5, 'Network unreachable')}`),
    );
    const packets = packetsIn(opened);
    expect(packetFacts(opened.trace, packets, 0)).toMatchObject({ outcome: 1, question: 'unanswered' });
    expect(packetFacts(opened.trace, packets, 1)).toMatchObject({ cause: 0 });
  });

  it('is linked in a real recording, for the queries and for those that were sent again', () => {
    const opened = openTrace(loadCapture(OWN_FIXTURES, 'overlay-collision-exits'));
    const packets = packetsIn(opened);
    const links = Array.from({ length: packets.list.count }, (_, packet) => packetFacts(opened.trace, packets, packet))
      .filter(({ cause }) => cause !== undefined)
      .map(({ cause = 0, hops }) => [
        packetFacts(opened.trace, packets, cause).hops[0].observer.event,
        hops[0].observer.event,
      ]);
    expect(links).toEqual([
      [2739, 2740],
      [2742, 2743],
      [2754, 2755],
      [2757, 2758],
    ]);
  });
});

describe('one request through an overlay', () => {
  it('is seen at the four places that the recording names', () => {
    const opened = openTrace(loadCapture(OWN_FIXTURES, 'overlay-http-exits'));
    const packets = packetsIn(opened);
    const observation = packets.index.indexOf(5105 as never);
    const { hops } = packetFacts(opened.trace, packets, packets.list.packetOf.values[observation]);
    expect(hops.map(({ observer }) => observer.event)).toEqual([5106, 5107, 5110, 5111]);
  });

  it('shows the round trip of the handshake and the reset of the conversation', () => {
    const opened = openTrace(loadCapture(OWN_FIXTURES, 'overlay-http-exits'));
    const { conversations } = packetsIn(opened).list;
    expect(conversations.map(({ handshake }) => handshake)).toEqual(Array(5).fill('complete'));
    expect(conversations.map(({ roundTrip }) => roundTrip)).toEqual([291344, 303228, 212717, 221991, 478244]);
    expect(conversations.map(({ resetBy }) => resetBy >= 0)).toEqual([false, false, true, true, true]);
    const { remarks } = packetFacts(opened.trace, packetsIn(opened), conversations[2].resetBy);
    expect(remarks).toEqual(['Resets the conversation.']);
  });
});

describe('data of a tun device', () => {
  const information = '\\x00\\x00\\x08\\x00';

  it('may have four bytes of packet information before the packet', () => {
    const data = `"${information}${quoted('SYN').slice(1)}`;
    const opened = openTrace(
      drawnCapture(`${DEVICE}
      flanneld (758) > read fd=5 size=8973
      flanneld (758) < read res=64 data=${data}`),
    );
    const packets = packetsIn(opened);
    expect(packets.index.start(0)).toBe(4);
    expect(packets.dissect(0).summary).toMatchObject({ protocol: 'TCP', length: 60 });
    expect(packets.dissect(0).layers.map(({ start }) => start)).toEqual([0, 4, 24]);
  });

  it('that failed to be written is still shown, with the error', () => {
    const opened = openTrace(
      drawnCapture(`${DEVICE}
      flanneld (758) > write fd=5 size=60
      flanneld (758) < write res=-5(EIO) data=${quoted('SYN')}`),
    );
    const packets = packetsIn(opened);
    expect(packetFacts(opened.trace, packets, 0).hops[0].observer).toMatchObject({ error: -5, writes: true });
  });

  it('of other files is none', () => {
    const opened = openTrace(
      drawnCapture(`fd 758 5 file /tmp/packets
      flanneld (758) > read fd=5 size=8973
      flanneld (758) < read res=60 data=${quoted('SYN')}`),
    );
    expect(packetsIn(opened).list.count).toBe(0);
  });
});
