import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DissectionNode, PacketSummary } from '../../src/engine/packets/dissection';

const FOLDER = path.resolve(__dirname, '../fixtures/packets');

/** Packets that were printed in hexadecimal, by what they are called there. */
export function printedPackets(): ReadonlyMap<string, Uint8Array> {
  const packets = new Map<string, Uint8Array>();
  for (const part of readFileSync(path.join(FOLDER, 'printed.txt'), 'utf8').split('\n\n').slice(1)) {
    const [name, ...rows] = part.trim().split('\n');
    packets.set(name.replace('# ', ''), bytesOf(rows.join('').replaceAll(' ', '')));
  }
  return packets;
}

/** A packet of those that were printed. */
export function printedPacket(name: string): Uint8Array {
  const packet = printedPackets().get(name);
  if (!packet) throw new Error(`There is no packet "${name}"`);
  return packet;
}

/** An Ethernet frame, and the columns that tshark printed for it. */
export interface SummarisedFrame {
  readonly frame: Uint8Array;
  readonly columns: readonly string[];
}

export function summarisedFrames(): SummarisedFrame[] {
  const lines = readFileSync(path.join(FOLDER, 'summaries.tsv'), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const columns = line.split('\t').map((column) => column.trim());
      return { frame: bytesOf(columns[5]), columns: columns.slice(0, 5) };
    });
}

/** A summary as columns, as tshark prints them: source, destination, protocol, length, info. */
export function columnsOf({ source, destination, protocol, length, info }: PacketSummary): string[] {
  return [source, destination, protocol, `${length}`, info.trim()];
}

/** The value of the first node of a name, in the order of the tree; undefined where there is none. */
export function fieldValue(nodes: readonly DissectionNode[], name: string): string | undefined {
  return fieldNode(nodes, name)?.value;
}

/** The first node of a name. */
export function fieldNode(nodes: readonly DissectionNode[], name: string): DissectionNode | undefined {
  for (const node of nodes) {
    const found = node.name === name ? node : fieldNode(node.children, name);
    if (found) return found;
  }
  return undefined;
}

/** All nodes of a tree. */
export function* allNodes(nodes: readonly DissectionNode[]): Generator<DissectionNode> {
  for (const node of nodes) {
    yield node;
    yield* allNodes(node.children);
  }
}

function bytesOf(hexadecimal: string): Uint8Array {
  return Uint8Array.from(hexadecimal.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
