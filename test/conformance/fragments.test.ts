import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../support/drawnCapture';
import { DNS_ANSWER, fragments4, fragments6, HTTP_SEGMENT, type Part, tunCapture } from '../support/ipFragments';
import { openTrace } from '../support/openedTrace';
import { columnsOf } from '../support/packetFixtures';
import { packetsIn, pcapngOf } from '../support/packetTraces';
import { temporaryFiles } from '../support/temporaryFiles';
import { askTshark, isTsharkInstalled } from '../support/tshark';

const files = temporaryFiles();
const UDP = 17;
const TCP = 6;
const [A, B, C]: readonly Part[] = [
  [0, 32],
  [32, 64],
  [64, 91],
];
const OTHER = DNS_ANSWER.slice(24, 64).map((byte, at) => (at === 4 ? byte ^ 0xff : byte));

describe.skipIf(!isTsharkInstalled())('fragments of IP are put together as tshark puts them together', () => {
  it.each<readonly [what: string, packets: readonly number[][]]>([
    ['in their order', fragments4(DNS_ANSWER, 1, UDP, [A, B, C])],
    ['in another order', fragments4(DNS_ANSWER, 1, UDP, [C, A, B])],
    ['twice', fragments4(DNS_ANSWER, 1, UDP, [A, A, B, C])],
    ['overlapping', fragments4(DNS_ANSWER, 1, UDP, [A, [24, 64], C])],
    ['overlapping with other bytes', fragments4(DNS_ANSWER, 1, UDP, [A, [24, 64, OTHER], C])],
    ['of IPv6', fragments6(DNS_ANSWER, 7, UDP, [A, B, C])],
    ['without one of them', fragments4(DNS_ANSWER, 1, UDP, [A, C])],
    [
      'of a TCP segment',
      fragments4(HTTP_SEGMENT, 9, TCP, [
        [0, 24],
        [24, HTTP_SEGMENT.length],
      ]),
    ],
    [
      'of two datagrams mixed',
      [0, 1, 2].flatMap((at) => [1, 2].map((id) => fragments4(DNS_ANSWER, id, UDP, [[A, B, C][at]])[0])),
    ],
  ])('%s', (_what, sent) => {
    const opened = openTrace(drawnCapture(tunCapture(sent)));
    const packets = packetsIn(opened, 'packets');
    const own = Array.from({ length: packets.list.count }, (_, packet) => columnsOf(packets.dissect(packet).summary));
    // Only in a second pass tshark knows of a fragment where its datagram is complete.
    const theirs = askTshark(files.path('fragments.pcapng'), pcapngOf(opened, packets), ['-2']);
    expect(theirs.warnings).toBe('');
    expect(own).toEqual(theirs.packets);
  });
});
