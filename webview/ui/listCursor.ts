/**
 * The row of a list that the keyboard acts on, and whether somebody is still to be told that it was chosen: a row that is chosen
 * far away is told of once it is at hand.
 */
export class ListCursor<Row> {
  /** -1: none. Another one that is set is told of in its place, where that is still to be done. */
  index = -1;
  isSelected = false;
  private untold = false;

  /** A row that is wanted wherever it is, or -1. */
  get awaited(): number {
    return this.untold ? this.index : -1;
  }

  /** Puts it on a row; nobody is told. */
  place(index: number, selected: boolean): void {
    this.index = index;
    this.isSelected = selected && index >= 0;
    this.untold = false;
  }

  /** Puts it on a row that was chosen. */
  choose(index: number): void {
    this.place(index, true);
    this.untold = true;
  }

  /** Tells of a row that was chosen, as soon as it is at hand. */
  tell(rowAt: (index: number) => Row | undefined, onSelect: (index: number, row: Row) => void): void {
    const row = this.untold ? rowAt(this.index) : undefined;
    if (row === undefined) return;
    this.untold = false;
    onSelect(this.index, row);
  }
}
