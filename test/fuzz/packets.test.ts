import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissect } from '../../src/engine/packets/dissect';
import { dissectDns } from '../../src/engine/packets/dissectors/dns';
import { readHttpHead } from '../../src/engine/packets/dissectors/httpHead';
import { LinkType } from '../../src/engine/packets/linkType';
import { packetFacts } from '../../src/engine/packets/packetFacts';
import { NODES_ALWAYS, NODES_PER_BYTE } from '../../src/engine/packets/treeBuilder';
import { conversationFileOf } from '../support/conversationFiles';
import { drawnCapture } from '../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../support/expectations';
import { breathe, FUZZ_RUNS, sharesOf } from '../support/fuzzRuns';
import { DNS_ANSWER, fragments4, fragments6, tunCapture } from '../support/ipFragments';
import { withBytesChanged } from '../support/mutations';
import { OpenedStreams } from '../support/openedStreams';
import { openTrace } from '../support/openedTrace';
import { allNodes, printedPackets, summarisedFrames } from '../support/packetFixtures';
import { packetsIn, pcapngOf } from '../support/packetTraces';

const frames = summarisedFrames().map(({ frame }) => frame);
const packets = [...printedPackets().values()];

/** A real packet with some bytes changed, and cut somewhere. */
const mutated = (from: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...from),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
      fc.nat({ max: 2000 }),
    )
    .map(([bytes, changes, cut]) => {
      const copy = bytes.slice(0, Math.max(1, cut < 1500 ? bytes.length : cut % bytes.length));
      for (const [at, value] of changes) copy[at % copy.length] = value;
      return copy;
    });

const input = fc.oneof(
  mutated(frames).map((bytes) => ({ bytes, link: LinkType.ETHERNET })),
  mutated(packets).map((bytes) => ({ bytes, link: LinkType.RAW_IP })),
  fc.record({
    bytes: fc.uint8Array({ maxLength: 300 }),
    link: fc.constantFrom(LinkType.ETHERNET, LinkType.RAW_IP, LinkType.NETLINK),
  }),
);

describe('whatever bytes are taken for a packet', () => {
  it.each(sharesOf(FUZZ_RUNS))(
    'the tree ends, lies within the bytes, and has no more nodes than is stated: $part',
    async ({ runs: numRuns }) => {
      await fc.assert(
        fc.asyncProperty(input, fc.nat({ max: 70_000 }), async ({ bytes, link }, more) => {
          await breathe();
          const { layers, summary } = dissect(bytes, link, bytes.length + (more % 3 === 0 ? more : 0));
          const nodes = [...allNodes(layers)];
          expect(nodes.length).toBeLessThanOrEqual(NODES_ALWAYS + NODES_PER_BYTE * bytes.length);
          for (const { start, end } of nodes) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(bytes.length);
          }
          expect(typeof summary.info).toBe('string');
        }),
        { numRuns },
      );
    },
  );

  it.each(sharesOf(FUZZ_RUNS))(
    'DNS alone and heads of HTTP alone are read without an error: $part',
    async ({ runs: numRuns }) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(mutated(frames), fc.uint8Array({ maxLength: 300 })), fc.nat(), async (bytes, at) => {
          await breathe();
          const start = at % (bytes.length + 1);
          const { message, nodes } = dissectDns(bytes, start, bytes.length);
          expect(message.questions.length).toBeLessThanOrEqual(bytes.length);
          expect([...allNodes(nodes)].length).toBeLessThanOrEqual(NODES_ALWAYS + NODES_PER_BYTE * bytes.length);
          const head = readHttpHead(bytes, start, bytes.length);
          if (head) expect(head.lineEnd).toBeLessThanOrEqual(bytes.length);
        }),
        { numRuns },
      );
    },
  );
});

describe('a capture with packets, some of whose bytes were changed', () => {
  const capture = loadCapture(OWN_FIXTURES, 'overlay-collision-exits');

  it.each(sharesOf(Math.ceil(FUZZ_RUNS / 50)))(
    'gives packets that can all be related, dissected and written: $part',
    async ({ runs: numRuns }) => {
      await fc.assert(
        fc.asyncProperty(withBytesChanged(capture), async (bytes) => {
          await breathe();
          const opened = openTrace(bytes);
          const packets = packetsIn(opened);
          for (let packet = 0; packet < packets.list.count; packet++) {
            packets.dissect(packet);
            packetFacts(opened.trace, packets, packet);
          }
          expect(pcapngOf(opened, packets).length).toBeGreaterThan(0);
          expect(conversationFileOf(new OpenedStreams(opened)).bytes.length).toBeGreaterThan(0);
        }),
        { numRuns },
      );
    },
  );
});

describe('fragments of IP, some of them changed', () => {
  const part = fc
    .tuple(
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
    )
    .map(([start, length, id, isVersion4]) => {
      const parts = [[8 * start, Math.min(91, 8 * (start + length)), undefined]] as const;
      const [packet] = (isVersion4 ? fragments4 : fragments6)(
        DNS_ANSWER,
        id,
        17,
        parts.map(([from, to]) => [Math.min(88, from), Math.max(to, from + 1)]),
      );
      return packet;
    });
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 });

  it.each(sharesOf(Math.ceil(FUZZ_RUNS / 20)))(
    'give packets that can all be dissected, within their bytes: $part',
    async ({ runs: numRuns }) => {
      await fc.assert(
        fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), changes, async (sent, changed) => {
          await breathe();
          const packets = sent.map((packet) => [...packet]);
          for (const [which, at, value] of changed) {
            const packet = packets[which % packets.length];
            packet[at % packet.length] = value;
          }
          const opened = openTrace(drawnCapture(tunCapture(packets)));
          const found = packetsIn(opened, 'packets');
          for (let packet = 0; packet < found.list.count; packet++) {
            const { bytes } = found.reader.read(packet);
            const nodes = [...allNodes(found.dissect(packet).layers)];
            expect(nodes.length).toBeLessThanOrEqual(NODES_ALWAYS + NODES_PER_BYTE * bytes.length);
            expect(Math.max(...nodes.map(({ end }) => end))).toBeLessThanOrEqual(bytes.length);
          }
        }),
        { numRuns },
      );
    },
  );
});
