import type { Field } from '../fields/field';
import type { Operator } from './operators';

/** The values that a field is compared with, converted to its type. */
export type Operand =
  | { readonly form: 'number'; readonly numbers: readonly bigint[] }
  /** Texts, bytes and addresses. */
  | { readonly form: 'bytes'; readonly strings: readonly Uint8Array[] };

export interface BoundCheck {
  readonly kind: 'check';
  readonly field: Field;
  readonly operator: Operator;
  readonly operand: Operand;
}

/** A filter in which every name and value is known to be right. */
export type BoundNode =
  | BoundCheck
  | { readonly kind: 'and' | 'or'; readonly operands: readonly BoundNode[] }
  | { readonly kind: 'not'; readonly operand: BoundNode };
