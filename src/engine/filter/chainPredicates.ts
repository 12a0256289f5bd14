import type { EventRow } from '../base/brands';
import { BLOCK_WORDS, isEmpty, type RowBits } from '../trace/rowBits';
import { Cost, type Predicate, type RowBlock } from './predicate';
import type { Scratch } from './scratch';

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

  narrow(block: RowBlock, rows: RowBits): void {
    for (const operand of this.operands) {
      operand.narrow(block, rows);
      if (isEmpty(rows)) return;
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
    private readonly scratch: Scratch,
  ) {
    this.operands = byCost(operands);
    this.cost = highestCost(operands);
  }

  prepare(): void {
    for (const operand of this.operands) operand.prepare();
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const left = this.scratch.take();
    const asked = this.scratch.take();
    left.set(rows);
    for (const operand of this.operands) {
      asked.set(left);
      operand.narrow(block, asked);
      for (let word = 0; word < BLOCK_WORDS; word++) left[word] &= ~asked[word];
      if (isEmpty(left)) break;
    }
    // What nobody accepted is still left.
    for (let word = 0; word < BLOCK_WORDS; word++) rows[word] &= ~left[word];
    this.scratch.give(asked);
    this.scratch.give(left);
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
    private readonly scratch: Scratch,
  ) {}

  get cost(): number {
    return this.operand.cost;
  }

  prepare(): void {
    this.operand.prepare();
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const holds = this.scratch.take();
    holds.set(rows);
    this.operand.narrow(block, holds);
    for (let word = 0; word < BLOCK_WORDS; word++) rows[word] &= ~holds[word];
    this.scratch.give(holds);
  }

  test(row: EventRow): boolean {
    return !this.operand.test(row);
  }
}

function byCost(operands: readonly Predicate[]): Predicate[] {
  return [...operands].sort((a, b) => a.cost - b.cost);
}

function highestCost(operands: readonly Predicate[]): number {
  return operands.reduce<number>((highest, operand) => Math.max(highest, operand.cost), Cost.KEYS);
}
