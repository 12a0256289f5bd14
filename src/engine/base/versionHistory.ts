import { Int32Column } from './growingColumns';
import type { Horizon } from './horizon';

/**
 * What a slot held, version by version: which version replaced which, and from which event row on. Looking up the version
 * that was true at a row takes logarithmic time, however often the slot changed: besides its predecessor each version
 * links to one further back, chosen as in a skew-binary list. Version 0 stands for "none" and ends every chain.
 */
export class VersionHistory {
  /** First row at which a version is true. */
  private readonly since = new Int32Column();
  private readonly previous = new Int32Column();
  private readonly jump = new Int32Column();
  private readonly depth = new Int32Column();

  constructor() {
    this.since.push(-1);
    this.previous.push(0);
    this.jump.push(0);
    this.depth.push(0);
  }

  /** Number of versions, the empty one included; also the id that `append` gives next. */
  get length(): number {
    return this.since.length;
  }

  /** A new version of the slot whose latest one is `previous` (0: the slot was empty), true from `row` on. */
  append(previous: number, row: number): number {
    const { since, jump, depth } = this;
    const skip = jump.values[previous];
    const balanced =
      depth.values[previous] - depth.values[skip] === depth.values[skip] - depth.values[jump.values[skip]];
    const version = since.length;
    since.push(row);
    this.previous.push(previous);
    jump.push(balanced ? jump.values[skip] : previous);
    depth.push(depth.values[previous] + 1);
    return version;
  }

  /** Bytes that one version takes. */
  static readonly VERSION_BYTES = 16;

  sinceRow(version: number): number {
    return this.since.values[version];
  }

  previousOf(version: number): number {
    return this.previous.values[version];
  }

  /**
   * The version of a slot that was true at `row`, given the slot's latest version; 0 where there was none yet. `horizon` is
   * lowered to where the next one begins.
   */
  at(latest: number, row: number, horizon?: Horizon): number {
    const since = this.since.values;
    let version = latest;
    let next = 0;
    while (version !== 0 && since[version] > row) {
      const far = this.jump.values[version];
      next = version;
      version = since[far] > row ? far : this.previous.values[version];
    }
    if (next !== 0) horizon?.lower(since[next]);
    return version;
  }
}
