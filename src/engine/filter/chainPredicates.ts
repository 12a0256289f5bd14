import type { EventRow } from '../base/brands';
import { BLOCK_ROWS, Cost, type Predicate, type RowBlock } from './predicate';

/** Scratch memory for the marks of a block. Given back in the reverse order, so a filter needs as much as it is deep. */
export class MarkPool {
  private readonly free: Uint8Array[] = [];

  /** Room for a block's marks, holding anything. */
  take(): Uint8Array {
    return this.free.pop() ?? new Uint8Array(BLOCK_ROWS);
  }

  give(marks: Uint8Array): void {
    this.free.push(marks);
  }
}

/** Every operand holds. Cheap ones are asked first, and the others only about the rows that are left. */
export class AndPredicate implements Predicate {
  readonly cost: number;
  private readonly operands: readonly Predicate[];

  constructor(operands: readonly Predicate[]) {
    this.operands = byCost(operands);
    this.cost = highestCost(operands);
  }

  prepare(): void {
    for (const operand of this.operands) operand.prepare();
  }

  narrow(block: RowBlock, marks: Uint8Array): void {
    for (const operand of this.operands) {
      operand.narrow(block, marks);
      if (!anyMarked(marks, block.count)) return;
    }
  }

  test(row: EventRow): boolean {
    for (const operand of this.operands) if (!operand.test(row)) return false;
    return true;
  }
}

/** At least one operand holds. Each is asked only about the rows that no cheaper one has accepted. */
export class OrPredicate implements Predicate {
  readonly cost: number;
  private readonly operands: readonly Predicate[];

  constructor(
    operands: readonly Predicate[],
    private readonly pool: MarkPool,
  ) {
    this.operands = byCost(operands);
    this.cost = highestCost(operands);
  }

  prepare(): void {
    for (const operand of this.operands) operand.prepare();
  }

  narrow(block: RowBlock, marks: Uint8Array): void {
    const { count } = block;
    const left = this.pool.take();
    const asked = this.pool.take();
    for (let at = 0; at < count; at++) left[at] = marks[at];
    for (const operand of this.operands) {
      for (let at = 0; at < count; at++) asked[at] = left[at];
      operand.narrow(block, asked);
      for (let at = 0; at < count; at++) left[at] &= ~asked[at];
    }
    // What nobody accepted is still left.
    for (let at = 0; at < count; at++) marks[at] &= ~left[at];
    this.pool.give(asked);
    this.pool.give(left);
  }

  test(row: EventRow): boolean {
    for (const operand of this.operands) if (operand.test(row)) return true;
    return false;
  }
}

/** The operand does not hold. */
export class NotPredicate implements Predicate {
  constructor(
    private readonly operand: Predicate,
    private readonly pool: MarkPool,
  ) {}

  get cost(): number {
    return this.operand.cost;
  }

  prepare(): void {
    this.operand.prepare();
  }

  narrow(block: RowBlock, marks: Uint8Array): void {
    const { count } = block;
    const holds = this.pool.take();
    for (let at = 0; at < count; at++) holds[at] = marks[at];
    this.operand.narrow(block, holds);
    for (let at = 0; at < count; at++) marks[at] &= ~holds[at];
    this.pool.give(holds);
  }

  test(row: EventRow): boolean {
    return !this.operand.test(row);
  }
}

function anyMarked(marks: Uint8Array, count: number): boolean {
  for (let at = 0; at < count; at++) if (marks[at] !== 0) return true;
  return false;
}

function byCost(operands: readonly Predicate[]): Predicate[] {
  return [...operands].sort((a, b) => a.cost - b.cost);
}

function highestCost(operands: readonly Predicate[]): number {
  return operands.reduce<number>((highest, operand) => Math.max(highest, operand.cost), Cost.COLUMNS);
}
