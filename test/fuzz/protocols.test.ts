import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupText } from '../../src/engine/streams/nameLookups';
import type { ApplicationProtocol, SpokenMessage } from '../../src/engine/streams/protocols/applicationProtocol';
import { spokenConversation } from '../../src/engine/streams/protocols/conversationCalls';
import { PROTOCOLS } from '../../src/engine/streams/protocols/protocols';
import { streamOf } from '../../src/engine/streams/stream';
import { loadCapture, OWN_FIXTURES } from '../support/expectations';
import { breathe, FUZZ_RUNS, sharesOf } from '../support/fuzzRuns';
import { withBytesChanged } from '../support/mutations';
import { OpenedStreams } from '../support/openedStreams';
import { openTrace } from '../support/openedTrace';
import { PROTOCOL_SAMPLES, sampleBytes } from '../support/protocolSamples';
import { drawnDirection } from '../support/streamContent';

const samples = PROTOCOL_SAMPLES.flatMap(({ client, server }) => [...client, ...server]).map(sampleBytes);

/** A real message with some bytes changed, and bytes that the capture lacks behind it. */
const call = fc
  .tuple(
    fc.oneof(fc.constantFrom(...samples), fc.uint8Array({ maxLength: 80 })),
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    fc.nat({ max: 40 }),
  )
  .map(([bytes, changes, missing]) => {
    const copy = bytes.slice();
    for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
    return missing > 30 ? [copy, missing] : [copy];
  });

function readAll(protocol: ApplicationProtocol, calls: readonly (Uint8Array | number)[][]): SpokenMessage[] {
  const direction = drawnDirection(...calls);
  return [...protocol.requests(direction), ...protocol.responses(direction)];
}

describe('whatever bytes are taken for a protocol of applications', () => {
  it.each(sharesOf(Math.ceil(FUZZ_RUNS / 2)))(
    'messages end, lie within the bytes, and are no more than these: $part',
    async ({ runs: numRuns }) => {
      await fc.assert(
        fc.asyncProperty(fc.array(call, { maxLength: 6 }), async (calls) => {
          await breathe();
          const length = drawnDirection(...calls).end;
          for (const protocol of PROTOCOLS) {
            const messages = readAll(protocol, calls);
            expect(messages.length).toBeLessThanOrEqual(2 * length);
            for (const { start, end, text } of messages) {
              expect(start).toBeLessThan(end);
              expect(end).toBeLessThanOrEqual(length);
              expect(text.length).toBeLessThanOrEqual(10_000);
            }
            const [first = new Uint8Array(0), second = new Uint8Array(0)] = calls.map(([bytes]) => bytes as Uint8Array);
            expect(typeof protocol.speaks(first, second)).toBe('boolean');
          }
        }),
        { numRuns },
      );
    },
  );
});

describe('a capture with streams, some of whose bytes were changed', () => {
  const capture = loadCapture(OWN_FIXTURES, 'dns-ndots-classic');

  it.each(sharesOf(Math.ceil(FUZZ_RUNS / 100)))(
    'has transactions, lookups and conversations that can all be told: $part',
    async ({ runs: numRuns }) => {
      await fc.assert(
        fc.asyncProperty(withBytesChanged(capture), async (bytes) => {
          await breathe();
          const streams = new OpenedStreams(openTrace(bytes));
          const { http, dns } = { http: streams.httpTransactions, dns: streams.dnsTransactions };
          expect(http.length + dns.length).toBeLessThanOrEqual(streams.opened.trace.events.length);
          for (const { lookup } of http) if (lookup) expect(lookupText(lookup)).toContain('of DNS');
          for (const file of streams.index.files) {
            const stream = streamOf(streams.opened.trace, streams.index, file);
            spokenConversation(streams.opened.trace, stream, streams.bytes);
          }
        }),
        { numRuns },
      );
    },
  );
});
