/**
 * How long what was looked up stays true: look-ups of what was known at a row lower it to the next row at which they would find
 * something else. Who wants to know begins anew first, and asks all of them at one row, or at earlier ones that do not follow
 * from that.
 */
export class Horizon {
  /** At no row between the one begun with and this one any look-up since then would have had another answer. */
  row = Number.POSITIVE_INFINITY;
  private asked = 0;

  begin(row: number): void {
    this.row = Number.POSITIVE_INFINITY;
    this.asked = row;
  }

  /** What was looked up changes at a row; where that is past, it was looked up at a row of the past, which stays as it was. */
  lower(row: number): void {
    if (row < this.row && row > this.asked) this.row = row;
  }
}
