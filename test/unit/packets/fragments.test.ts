import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../../support/drawnCapture';
import { DNS_ANSWER, fragments4, fragments6, type Part, tunCapture } from '../../support/ipFragments';
import { openTrace } from '../../support/openedTrace';
import { allNodes } from '../../support/packetFixtures';
import { packetsIn } from '../../support/packetTraces';

const UDP = 17;
const PARTS: readonly Part[] = [
  [0, 32],
  [32, 64],
  [64, 91],
];

function infos(sent: readonly (readonly number[])[], second?: (at: number) => number): string[] {
  const packets = packetsIn(openTrace(drawnCapture(tunCapture(sent, second))), 'packets');
  return Array.from({ length: packets.list.count }, (_, packet) => packets.dissect(packet).summary.info);
}

describe('fragments of IP', () => {
  it.each([
    ['4', fragments4],
    ['6', fragments6],
  ] as const)('are read as one datagram in the packet that completes it: version %s', (_version, fragments) => {
    const packets = packetsIn(openTrace(drawnCapture(tunCapture(fragments(DNS_ANSWER, 1, UDP, PARTS)))));
    const { summary, layers } = packets.dissect(2);
    expect(summary).toMatchObject({ protocol: 'DNS' });
    const nodes = [...allNodes(layers)].map(({ name, value }) => `${name}: ${value}`);
    expect(nodes).toContain('Reassembled datagram: 91 bytes');
    expect(nodes).toContain('Fragment: packet 2, bytes 32 to 63');
    expect(nodes.filter((node) => node.startsWith('Checksum: none'))).toHaveLength(1);
    expect([...allNodes(packets.dissect(0).layers)].map(({ name, value }) => `${name}: ${value}`)).toContain(
      'Reassembled in: packet 3',
    );
  });

  it('belong to one datagram for thirty seconds', () => {
    const sent = fragments4(DNS_ANSWER, 1, UDP, PARTS);
    expect(infos(sent, (at) => at * 14).at(-1)).toContain('Standard query response');
    expect(infos(sent, (at) => at * 16).at(-1)).toContain('Fragmented IP protocol');
  });

  it('are told apart by their identification', () => {
    const [[first], [, second, third]] = [1, 2].map((id) => fragments4(DNS_ANSWER, id, UDP, PARTS));
    expect(infos([first, second, third]).at(-1)).toContain('Fragmented IP protocol');
  });

  it('of which one was cut by the capture are not put together', () => {
    const [first, second, third] = fragments4(DNS_ANSWER, 1, UDP, PARTS);
    const drawn = tunCapture([first, second, third]).replace(/data="(.{160})[^"]*"/, 'data="$1"');
    const packets = packetsIn(openTrace(drawnCapture(drawn)), 'packets');
    expect(packets.list.reassembledIn.values.slice(0, 3)).not.toContain(2);
  });
});
