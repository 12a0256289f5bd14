import type { PacketView } from '../../../src/session/packetProtocol';

type PacketNode = PacketView['layers'][number];

/** The field that a byte is of: the innermost of the last layer that has it; undefined where none has. */
export function nodeAt(nodes: readonly PacketNode[], offset: number): PacketNode | undefined {
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at];
    const below = nodeAt(node.children, offset);
    if (below) return below;
    if (offset >= node.start && offset < node.end) return node;
  }
  return undefined;
}
