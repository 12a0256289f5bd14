import type { BoundField } from '../fields/resolveField';
import type { Network } from './network';
import type { Operator } from './operators';

/** The values that a field is compared with, converted to its type. */
export type Operand =
  /** Whole numbers as bigints, others as they are. */
  | { readonly form: 'number'; readonly numbers: readonly (bigint | number)[] }
  /** Texts, bytes and addresses. */
  | { readonly form: 'bytes'; readonly strings: readonly Uint8Array[] }
  | { readonly form: 'networks'; readonly networks: readonly Network[] };

export interface BoundCheck {
  readonly kind: 'check';
  /** A field of the catalogue, or what is made of some: see `derivedField`. */
  readonly field: BoundField;
  readonly operator: Operator;
  readonly operand: Operand;
}

/** A filter in which every name and value is known to be right. */
export type BoundNode =
  | BoundCheck
  /** `and` of nothing is true, `or` of nothing is false. */
  | { readonly kind: 'and' | 'or'; readonly operands: readonly BoundNode[] }
  | { readonly kind: 'not'; readonly operand: BoundNode };
