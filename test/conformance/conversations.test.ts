import { describe, expect, it } from 'vitest';
import type { OpenFileId } from '../../src/engine/base/brands';
import { conversationFileOf } from '../support/conversationFiles';
import { drawnCapture } from '../support/drawnCapture';
import { type ExpectationRoot, isPresent, loadCapture, OWN_FIXTURES, SHARED } from '../support/expectations';
import { OpenedStreams } from '../support/openedStreams';
import { openTrace } from '../support/openedTrace';
import { temporaryFiles } from '../support/temporaryFiles';
import { askTshark, followedByTshark, isTsharkInstalled, type TsharkReading, tsharkRemarks } from '../support/tshark';

const files = temporaryFiles();

/** Captures with sockets; how many conversations and packets of them there are. */
const CAPTURES: readonly (readonly [root: ExpectationRoot, name: string, conversations: number, packets: number])[] = [
  [OWN_FIXTURES, 'dns-ndots-classic', 4, 30],
  [OWN_FIXTURES, 'overlay-http-exits', 12, 124],
  [OWN_FIXTURES, 'confd-template-classic', 3, 18],
  ...(isPresent(SHARED, 'conversations of the shared captures')
    ? ([
        [SHARED, 'k8s-capture', 51, 439],
        [SHARED, 'dns-ndots-exits', 9, 32],
        [SHARED, 'containers-paired', 4, 24],
        [SHARED, 'mixed-syscalls-paired', 12, 54],
        [SHARED, 'mixed-syscalls-exits', 12, 66],
        [SHARED, 'confd-template-tworings-paired', 3, 24],
      ] as const)
    : []),
];

function streamsOf(root: ExpectationRoot, name: string): OpenedStreams {
  return new OpenedStreams(openTrace(loadCapture(root, name)));
}

function drawn(lines: string): OpenedStreams {
  return new OpenedStreams(openTrace(drawnCapture(lines)));
}

/** What tshark says of conversations, and where the file is that it read. */
function readBack(
  streams: OpenedStreams,
  chosen?: readonly OpenFileId[],
): TsharkReading & { readonly file: string; readonly infos: readonly string[] } {
  const file = files.path('conversations.pcapng');
  const reading = askTshark(file, conversationFileOf(streams, chosen).bytes);
  return { ...reading, file, infos: reading.packets.map(([, , protocol, , info]) => `${protocol} ${info}`) };
}

const latin = (streams: OpenedStreams, event: number, direction: 'read' | 'written'): string => {
  const bytes = streams.directionBytes(event, direction);
  return Buffer.from(bytes.from(bytes.start, bytes.end - bytes.start)).toString('latin1');
};

describe.skipIf(!isTsharkInstalled())('tshark reads conversations of sockets that we write as packets', () => {
  it.each(CAPTURES.map(([root, name, ...counts]) => [`${name} of the ${root.name}`, root, name, ...counts] as const))(
    'without a warning, a wrong checksum, a lost or a malformed packet: %s',
    (_what, root, name, conversations, packets) => {
      const streams = streamsOf(root, name);
      const { conversations: written, packets: count } = conversationFileOf(streams);
      const { warnings, infos, file } = readBack(streams);
      expect({ conversations: written, packets: count }).toEqual({ conversations, packets });
      expect(infos).toHaveLength(packets);
      expect(warnings).toBe('');
      expect(tsharkRemarks(file, 'warn')).toEqual([]);
      expect(infos.filter((info) => /\[TCP (?!segment)|Malformed|limited/.test(info))).toEqual([]);
    },
  );

  it('and follows each connection to the bytes that we show', () => {
    const streams = streamsOf(OWN_FIXTURES, 'overlay-http-exits');
    const clients = streams.exchanges.filter(({ side }) => side === 'client');
    expect(clients).toHaveLength(10);
    const { file } = readBack(
      streams,
      clients.map(({ file: chosen }) => chosen),
    );
    const events = clients.map(({ request }) => (request?.firstRow ?? 0) + 1).sort((a, b) => a - b);
    expect(followedByTshark(file, events.length)).toEqual(
      events.map((event) => [latin(streams, event, 'written'), latin(streams, event, 'read')]),
    );
  });

  it('and finds questions, answers and requests in them', () => {
    const { infos } = readBack(streamsOf(OWN_FIXTURES, 'dns-ndots-classic'));
    const name = 'backend.critical-app.example';
    expect(infos).toContainEqual(
      expect.stringMatching(new RegExp(`^DNS Standard query response 0x\\w+ A ${name} A 127.0.0.80$`)),
    );
    expect(infos).toContain('HTTP GET / HTTP/1.1');
    expect(infos).toContain('HTTP HTTP/1.1 200 OK  (text/html)');
  });
});

describe.skipIf(!isTsharkInstalled() || !isPresent(SHARED, 'the conversations of the investigation'))(
  'the conversation of the published investigation',
  () => {
    it("is curl's view of it, once, although the service's address was translated, and whole, although nginx sent a file", () => {
      const streams = streamsOf(SHARED, 'k8s-capture');
      const { infos, packets, comments, file } = readBack(streams, [streams.fileOf(108015)]);
      expect(infos).toEqual([
        'TCP 36404 → 80 [SYN] Seq=0 Win=65535 Len=0 MSS=65535 WS=16384',
        'TCP 80 → 36404 [SYN, ACK] Seq=0 Ack=1 Win=65535 Len=0 MSS=65535 WS=16384',
        'TCP 36404 → 80 [ACK] Seq=1 Ack=1 Win=1073725440 Len=0',
        'HTTP GET / HTTP/1.1',
        'TCP HTTP/1.1 200 OK  [TCP segment of a reassembled PDU]',
        'HTTP HTTP/1.1 200 OK  (text/html)',
        'TCP 36404 → 80 [FIN, ACK] Seq=103 Ack=851 Win=1073725440 Len=0',
        'TCP 80 → 36404 [FIN, ACK] Seq=851 Ack=104 Win=1073725440 Len=0',
        'TCP 36404 → 80 [ACK] Seq=104 Ack=852 Win=1073725440 Len=0',
      ]);
      expect(packets[3].slice(0, 4)).toEqual(['172.17.0.7', '10.3.0.214', 'HTTP', '142']);
      expect(comments[5]).toMatch(/event 108026: nginx \(\d+\) in container \w+ sendfile .*event \d+: curl \(22369\)/);
      expect(followedByTshark(file, 1)[0][1]).toBe(latin(streams, 108006, 'read'));
      expect(followedByTshark(file, 1)[0][1]).toHaveLength(850);
    });
  },
);

describe.skipIf(!isTsharkInstalled())('a conversation as packets', () => {
  const connection = (calls: string): string => `
    client (1) > socket domain=2 type=1 proto=0
    client (1) < socket fd=4 domain=2 type=1 proto=0
    client (1) > connect fd=4 addr=10.0.0.9:80
    client (1) < connect res=0 tuple=10.0.0.1:40000->10.0.0.9:80
    ${calls}`;

  it('keeps the length of what the capture lacks, and says that it was cut, not lost', () => {
    const streams = drawn(
      connection(`client (1) > write fd=4 size=300
      client (1) < write res=300 data="GET /a HTTP/1.1\\r\\nHost: a"
      client (1) > write fd=4 size=19
      client (1) < write res=19 data="GET /b HTTP/1.1\\r\\n\\r\\n"`),
    );
    const { infos, packets, warnings, file } = readBack(streams);
    expect(infos.slice(3)).toEqual([
      'HTTP GET /a HTTP/1.1 [Packet size limited during capture]',
      'HTTP GET /b HTTP/1.1',
    ]);
    expect(packets[3][3]).toBe('340');
    expect(warnings).toBe('');
    expect(tsharkRemarks(file, 'warn')).toEqual([]);
  });

  it('takes from the other end what one end lacks', () => {
    const streams = drawn(`${connection('')}
      server (2) > accept flags=0
      server (2) < accept fd=5(<4t>) tuple=10.0.0.1:40000->10.0.0.9:80 queuepct=0 queuelen=0 queuemax=0
      client (1) > write fd=4 size=8
      client (1) < write res=8 data=abcd
      server (2) > read fd=5 size=4
      server (2) < read res=4 data=abcd
      server (2) > read fd=5 size=99
      server (2) < read res=4 data=ef`);
    const { file, packets, comments } = readBack(streams);
    expect(packets.slice(3).map(([, , , length]) => length)).toEqual(['44', '44']);
    expect(followedByTshark(file, 1)[0][0]).toMatch(/^abcdef/);
    expect(comments[4]).toMatch(
      /event 8: client .*event 12: server .*These are 4 of the 8 bytes that the call moved\./,
    );
  });

  it('has no packet beyond 65,535 bytes', () => {
    const text = 'x'.repeat(60_000);
    const streams = drawn(
      connection(`client (1) > write fd=4 size=200000
      client (1) < write res=200000 data=${text}`),
    );
    const { packets, warnings, file } = readBack(streams);
    expect(packets.slice(3).map(([, , , length]) => length)).toEqual(['65535', '65535', '65535', '3555']);
    expect(warnings).toBe('');
    expect(tsharkRemarks(file, 'warn')).toEqual([]);
  });

  it('that was there before the capture has no handshake', () => {
    const streams = drawn(`fd 1 4 ipv6 2001:db8::1:40000->2001:db8::9:6379 tcp
      client (1) > write fd=4 size=14
      client (1) < write res=14 data="*1\\r\\n$4\\r\\nPING\\r\\n"
      client (1) > read fd=4 size=99
      client (1) < read res=7 data="+PONG\\r\\n"`);
    const { infos, file } = readBack(streams);
    expect(infos).toEqual(['RESP Request: PING', 'RESP Response: PONG']);
    expect(tsharkRemarks(file, 'warn')).toEqual([]);
  });

  it('has a datagram that both ends saw once, and two equal ones twice', () => {
    const question = '"\\x12\\x34\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x01a\\x00\\x00\\x01\\x00\\x01"';
    const asked = (event: number, time: string): string => `
      ${event} 10:00:${time}.000000001 0 client (1) > sendto fd=4 size=19 tuple=NULL
      ${event + 1} 10:00:${time}.000000002 0 client (1) < sendto res=19 data=${question}
      ${event + 2} 10:00:${time}.000000003 0 server (2) > recvfrom fd=5 size=512
      ${event + 3} 10:00:${time}.000000004 0 server (2) < recvfrom res=19 data=${question} tuple=10.0.0.1:40000->10.0.0.9:53`;
    const streams = drawn(`fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:53 udp
      fd 2 5 ipv4 10.0.0.1:40000->10.0.0.9:53 udp
      ${asked(1, '00')}
      ${asked(5, '05')}`);
    const { infos, comments } = readBack(streams);
    expect(infos.map((info) => info.replace(/ {2,}.*/, ''))).toEqual([
      expect.stringMatching(/^DNS Standard query 0x1234 A a/),
      expect.stringMatching(/^DNS Standard query 0x1234 A a/),
    ]);
    expect(comments[1]).toMatch(/event 6: client .*event 8: server /);
  });
});
