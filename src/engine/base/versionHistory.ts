import type { Horizon } from './horizon';
import { RecordTable } from './recordTable';

/** Words of a version: the first row at which it is true, the version before it, the one that it links to, and its depth. */
const SINCE = 0;
const PREVIOUS = 1;
const JUMP = 2;
const DEPTH = 3;
const WIDTH = 4;

/**
 * What a slot held, version by version: which version replaced which, and from which event row on. Looking up the version
 * that was true at a row takes logarithmic time, however often the slot changed: besides its predecessor each version
 * links to one further back, chosen as in a skew-binary list. Version 0 stands for "none" and ends every chain.
 */
export class VersionHistory {
  private readonly versions = new RecordTable(WIDTH);

  constructor() {
    this.versions.words[WIDTH * this.versions.add() + SINCE] = -1;
  }

  /** Number of versions, the empty one included; also the id that `append` gives next. */
  get length(): number {
    return this.versions.length;
  }

  /** A new version of the slot whose latest one is `previous` (0: the slot was empty), true from `row` on. */
  append(previous: number, row: number): number {
    const version = this.versions.add();
    const { words } = this.versions;
    const before = WIDTH * previous;
    const skip = words[before + JUMP];
    const depth = words[before + DEPTH];
    const skipDepth = words[WIDTH * skip + DEPTH];
    const further = words[WIDTH * skip + JUMP];
    const balanced = depth - skipDepth === skipDepth - words[WIDTH * further + DEPTH];
    const at = WIDTH * version;
    words[at + SINCE] = row;
    words[at + PREVIOUS] = previous;
    words[at + JUMP] = balanced ? further : previous;
    words[at + DEPTH] = depth + 1;
    return version;
  }

  /** Bytes that one version takes. */
  static readonly VERSION_BYTES = 4 * WIDTH;

  sinceRow(version: number): number {
    return this.versions.words[WIDTH * version + SINCE];
  }

  previousOf(version: number): number {
    return this.versions.words[WIDTH * version + PREVIOUS];
  }

  /**
   * The version of a slot that was true at `row`, given the slot's latest version; 0 where there was none yet. `horizon` is
   * lowered to where the next one begins.
   */
  at(latest: number, row: number, horizon?: Horizon): number {
    const { words } = this.versions;
    let version = latest;
    let next = 0;
    while (version !== 0 && words[WIDTH * version + SINCE] > row) {
      const far = words[WIDTH * version + JUMP];
      next = version;
      version = words[WIDTH * far + SINCE] > row ? far : words[WIDTH * version + PREVIOUS];
    }
    if (next !== 0) horizon?.lower(words[WIDTH * next + SINCE]);
    return version;
  }
}
