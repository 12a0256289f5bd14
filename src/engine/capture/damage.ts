/** Why a part of a capture could not be read. */
export type DamageReason =
  | 'empty-file'
  | 'not-a-capture'
  | 'big-endian'
  | 'unsupported-version'
  | 'truncated-block'
  | 'bad-block-length'
  | 'bad-block-trailer'
  | 'bad-list-entry'
  | 'bad-event'
  | 'unknown-block'
  | 'unknown-event'
  | 'truncated-gzip'
  | 'damaged-gzip'
  | 'trailing-bytes'
  | 'too-large';

/** One thing that a capture lacks: what, at which byte, what was skipped and what is still shown. */
export interface Damage {
  readonly reason: DamageReason;
  /** What tells it from others of the same reason, such as the type of an unknown block; often empty. */
  readonly detail: string;
  /** Position in the uncompressed capture of the first occurrence. */
  readonly offset: number;
  readonly message: string;
  /** How often it occurred. */
  readonly count: number;
  /** Nothing after `offset` could be read. */
  readonly fatal: boolean;
}

/** More kinds of harmless damage than a reader wants to see. */
const MAX_KINDS = 100;

/** Collects damage: the same kind of harmless damage is one entry with a count, so a hostile file cannot fill memory. */
export class DamageReport {
  private readonly entries = new Map<string, { -readonly [K in keyof Damage]: Damage[K] }>();

  /** Adds one occurrence; `detail` tells kinds of the same reason apart, such as a block type. */
  add(reason: DamageReason, offset: number, message: string, detail = '', fatal = false): void {
    const key = `${reason} ${detail}`;
    const known = this.entries.get(key);
    if (known) known.count++;
    else if (fatal || this.entries.size < MAX_KINDS)
      this.entries.set(key, { reason, detail, offset, message, count: 1, fatal });
  }

  /** In the order of their first occurrence. */
  list(): Damage[] {
    return [...this.entries.values()];
  }
}
