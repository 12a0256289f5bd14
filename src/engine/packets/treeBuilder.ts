import type { DissectionNode } from './dissection';

/** A packet's tree has at most so many nodes for each byte captured, and so many more. */
export const NODES_PER_BYTE = 4;
export const NODES_ALWAYS = 32;

interface OpenNode {
  name: string;
  value: string;
  start: number;
  end: number;
  children: OpenNode[];
  problem?: string;
}

/** No value: the field lies behind the end of what was captured. */
export const CUT = -1;

/**
 * Builds the tree of a packet while its bytes `[0, end)` are read. Reading behind the end never fails: it gives `CUT` and
 * makes the enclosing layer say so. When the tree has grown too large for its bytes, nodes are no longer added.
 */
export class TreeBuilder {
  readonly layers: OpenNode[] = [];
  readonly view: DataView;
  /** Some field could not be read. */
  isCut = false;
  private readonly stack: OpenNode[] = [];
  private nodesLeft: number;

  /**
   * `end`: no byte from there on is read. `isWhole`: nothing was cut off there, so that what should lie behind it was never
   * sent.
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly end: number = bytes.length,
    private readonly isWhole = false,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.nodesLeft = NODES_ALWAYS + NODES_PER_BYTE * end;
  }

  /** Begins a node to which everything belongs that is added until `close`. It ends where its last field ends, or at `end`. */
  open(name: string, value: string, start: number, end = start): void {
    const node = this.node(name, value, start, end);
    this.attach(node);
    this.stack.push(node);
  }

  /** Ends the innermost open node; `value` and `problem` may be known only now. */
  close(end?: number, value?: string, problem?: string): void {
    const node = this.stack.pop();
    if (!node) return;
    if (end !== undefined) node.end = Math.max(node.start, Math.min(end, this.end));
    if (value !== undefined) node.value = value;
    if (problem !== undefined) node.problem = problem;
    const parent = this.stack.at(-1);
    if (parent && parent.end < node.end) parent.end = node.end;
  }

  /** Adds a field whose value is known. */
  add(name: string, value: string, start: number, end: number, problem?: string): void {
    const node = this.node(name, value, start, end);
    if (problem !== undefined) node.problem = problem;
    this.attach(node);
    const parent = this.stack.at(-1);
    if (parent && parent.end < node.end) parent.end = node.end;
  }

  /** Says what is wrong with the innermost open node; what was said first stays. */
  problem(text: string): void {
    const node = this.stack.at(-1);
    if (node && node.problem === undefined) node.problem = text;
  }

  /** What is to be said of a field behind the end. */
  get endText(): string {
    return this.isWhole ? 'The packet ends here.' : 'The capture ends here.';
  }

  /** Whether `[at, at + length)` was captured; if not, the innermost open node says that it is cut. */
  has(at: number, length: number): boolean {
    if (at >= 0 && length >= 0 && at + length <= this.end) return true;
    this.isCut = true;
    this.problem(this.endText);
    return false;
  }

  /** Adds a big-endian field of 1, 2 or 4 bytes and returns its value, or `CUT` where it was not captured. */
  number(name: string, at: number, width: 1 | 2 | 4, text: (value: number) => string = String): number {
    if (!this.has(at, width)) return CUT;
    const value = this.peek(at, width);
    this.add(name, text(value), at, at + width);
    return value;
  }

  /** The big-endian number at `at`, or `CUT`; nothing is added. */
  peek(at: number, width: 1 | 2 | 4): number {
    if (at < 0 || at + width > this.end) return CUT;
    if (width === 1) return this.bytes[at];
    return width === 2 ? this.view.getUint16(at) : this.view.getUint32(at);
  }

  /** A node within the bytes: what lies behind their end is an empty range there. */
  private node(name: string, value: string, start: number, end: number): OpenNode {
    const from = Math.min(start, this.end);
    return { name, value, start: from, end: Math.max(from, Math.min(end, this.end)), children: [] };
  }

  private attach(node: OpenNode): void {
    if (this.nodesLeft <= 0) return;
    this.nodesLeft--;
    (this.stack.at(-1)?.children ?? this.layers).push(node);
  }

  /** What was built for use on its own. */
  get nodes(): readonly DissectionNode[] {
    return this.layers;
  }
}
