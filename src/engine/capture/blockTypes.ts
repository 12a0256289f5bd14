/** What a block holds. Source: facts/scap-format.md §3. */
export type BlockKind = 'section' | 'machine' | 'processes' | 'fds' | 'interfaces' | 'users' | 'event';

export interface BlockType {
  readonly kind: BlockKind;
  /** Version of the list's layout (processes: 1–9), or of the event header (2 carries the parameter count). */
  readonly version: number;
  /** Event blocks: 32 flag bits follow the CPU number. */
  readonly hasFlags: boolean;
}

/** The first block of every capture, and of each one appended to it. */
export const SECTION_BLOCK = 0x0a0d0d0a;

const BLOCK_TYPES: ReadonlyMap<number, BlockType> = new Map([
  [SECTION_BLOCK, block('section')],
  [0x201, block('machine')],
  [0x8002abcd, block('machine')],
  [0x202, block('processes', 1)],
  [0x8000abcd, block('processes', 1)],
  [0x207, block('processes', 2)],
  [0x8013abcd, block('processes', 2)],
  [0x209, block('processes', 3)],
  [0x8014abcd, block('processes', 3)],
  [0x210, block('processes', 4)],
  [0x211, block('processes', 5)],
  [0x212, block('processes', 6)],
  [0x213, block('processes', 7)],
  [0x214, block('processes', 8)],
  [0x215, block('processes', 9)],
  [0x203, block('fds', 1)],
  [0x8001abcd, block('fds', 1)],
  [0x218, block('fds', 2)],
  [0x205, block('interfaces', 1)],
  [0x8011abcd, block('interfaces', 1)],
  [0x219, block('interfaces', 2)],
  [0x206, block('users', 1)],
  [0x8012abcd, block('users', 1)],
  [0x220, block('users', 2)],
  [0x204, block('event', 1)],
  [0x8010abcd, block('event', 1)],
  [0x208, block('event', 1, true)],
  [0x216, block('event', 2)],
  [0x217, block('event', 2, true)],
  [0x221, block('event', 2)],
  [0x222, block('event', 2, true)],
]);

/** The meaning of a block's type number, or undefined for one that this format does not know. */
export function blockType(code: number): BlockType | undefined {
  return BLOCK_TYPES.get(code);
}

function block(kind: BlockKind, version = 1, hasFlags = false): BlockType {
  return { kind, version, hasFlags };
}
