import { describe, expect, it } from 'vitest';
import type { TcpFacts } from '../../../src/engine/packets/analysis/tcpFacts';
import { dissect } from '../../../src/engine/packets/dissect';
import { summaryText } from '../../../src/engine/packets/dissection';
import { LinkType } from '../../../src/engine/packets/linkType';
import { columnsOf, fieldNode, fieldValue, printedPacket, summarisedFrames } from '../../support/packetFixtures';

/** Each of the segments is alone, with these numbers: conversations are counted from 1, or from 0 where they begin. */
const alone = (info: string): TcpFacts => ({
  sequenceBase: info.includes('[SYN') ? 1000 : 999,
  acknowledgementBase: 1999,
  windowShift: 0,
  notes: [],
  payload: { kind: 'own' },
});

describe('a summary says what tshark says', () => {
  it.each(summarisedFrames().map(({ frame, columns }) => [columns.slice(2).join(' '), frame, columns] as const))(
    '%s',
    (_summary, frame, columns) => {
      const { summary } = dissect(frame, LinkType.ETHERNET, frame.length, { tcp: alone(columns[4]) });
      expect(columnsOf(summary)).toEqual(columns);
    },
  );
});

describe('the packets of the investigation', () => {
  const said = (name: string): string => {
    const bytes = printedPacket(name);
    return summaryText(dissect(bytes, LinkType.RAW_IP).summary);
  };

  it('gives the summary that a DNS query had there', () => {
    expect(said('DNS query')).toBe('10.1.88.0 → 10.1.0.2 DNS 60 Standard query 0x9317 A www.google.com');
  });

  it('gives the summary of the error, and the packet that it quotes in the tree', () => {
    const bytes = printedPacket('Network unreachable');
    const { summary, layers } = dissect(bytes, LinkType.RAW_IP);
    expect(summaryText(summary)).toBe('10.1.88.0 → 10.1.88.0 ICMP 56 Destination unreachable (Network unreachable)');
    const original = fieldNode(layers, 'Original packet');
    expect(original).toMatchObject({ start: 28, end: 56 });
    expect(fieldValue(original?.children ?? [], 'User Datagram Protocol')).toBe('39620 → 53');
    expect(fieldValue(original?.children ?? [], 'Destination')).toBe('10.1.0.2');
  });

  it('gives every field its bytes', () => {
    const { layers } = dissect(printedPacket('SYN'), LinkType.RAW_IP);
    expect(layers.map(({ name, start, end }) => [name, start, end])).toEqual([
      ['Internet Protocol Version 4', 0, 20],
      ['Transmission Control Protocol', 20, 60],
    ]);
    expect(fieldNode(layers, 'Window')).toMatchObject({ value: '26799', start: 34, end: 36 });
    expect(fieldNode(layers, 'Maximum segment size')).toMatchObject({ value: '8933 bytes', start: 40, end: 44 });
  });
});

describe('a hello of TLS', () => {
  it('names the server and the protocols that the client speaks', () => {
    const frame = summarisedFrames().find(({ columns }) => columns[4] === 'Client Hello')?.frame ?? new Uint8Array(0);
    const { summary, layers } = dissect(frame, LinkType.ETHERNET);
    expect(summary).toMatchObject({ protocol: 'TLSv1', info: 'Client Hello', detail: 'example.com, h2, http/1.1' });
    expect(fieldValue(layers, 'server_name')).toBe('example.com');
    expect(fieldValue(layers, 'application_layer_protocol_negotiation')).toBe('h2, http/1.1');
  });
});

describe('checksums', () => {
  it('says of a right one that it is correct', () => {
    const { layers } = dissect(printedPacket('SYN'), LinkType.RAW_IP);
    const [ip, tcp] = layers.map((layer) => fieldNode([layer], 'Checksum'));
    expect(ip).toMatchObject({ value: '0x9319, correct' });
    expect(tcp).toMatchObject({ value: '0x6356, correct' });
  });

  it('says of a wrong one which would be right', () => {
    const bytes = printedPacket('SYN');
    bytes[8] = 63;
    const { layers } = dissect(bytes, LinkType.RAW_IP);
    expect(fieldNode(layers, 'Checksum')).toMatchObject({
      value: '0x9319, wrong, 0x9419 would be right',
      problem: 'The checksum is wrong, 0x9419 would be right.',
    });
  });

  it('says of a packet that was cut that nobody can tell', () => {
    const { layers } = dissect(printedPacket('GET').subarray(0, 80), LinkType.RAW_IP, 152);
    expect(fieldNode([layers[1]], 'Checksum')).toMatchObject({ value: '0xfacc, not verifiable: the packet was cut' });
  });
});

describe('a packet that was cut by the snaplen', () => {
  it('is shown as far as it goes, with the length that it had', () => {
    const whole = printedPacket('GET');
    const { summary, layers } = dissect(whole.subarray(0, 30), LinkType.RAW_IP, whole.length);
    expect(summaryText(summary)).toBe(
      '192.168.69.0 → 192.168.13.2 TCP 152 52279 → 80[Packet size limited during capture]',
    );
    expect(layers[1].problem).toBe('The capture ends here.');
  });

  it.each([1, 5, 20, 24, 40, 59])('is shown when only %i bytes are there', (length) => {
    const { summary } = dissect(printedPacket('SYN').subarray(0, length), LinkType.RAW_IP, 60);
    expect(summary).toMatchObject({ length: 60, info: expect.stringContaining('Packet size limited during capture') });
  });
});

describe('data that would be obeyed elsewhere', () => {
  it('is text in a tree: markup stays as it was sent', () => {
    const request = 'GET /<script>alert(1)</script> HTTP/1.1\r\nX: \x1b[31m\r\n\r\n';
    const bytes = Uint8Array.from([...printedPacket('GET').subarray(0, 52), ...Buffer.from(request)]);
    bytes[3] = bytes.length;
    const { summary, layers } = dissect(bytes, LinkType.RAW_IP);
    expect(summary.info).toBe('GET /<script>alert(1)</script> HTTP/1.1 ');
    expect(fieldValue(layers, 'X')).toBe('\x1b[31m');
  });
});
