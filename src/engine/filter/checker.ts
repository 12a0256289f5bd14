import { typeNoun, valueForm } from '../fields/fieldType';
import { type BoundField, isFieldError, resolveReference } from '../fields/resolveField';
import type { BoundNode } from './boundTree';
import type { Diagnostic, DiagnosticCode } from './diagnostic';
import { findOperator, type Operator } from './operators';
import type { CheckNode, FieldReference, Literal, RightSide, SyntaxNode, TextRange } from './syntaxTree';
import { convertValues } from './values';

/** What a filter means; undefined with at least one diagnostic where it means nothing. */
export interface CheckedFilter {
  readonly root: BoundNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks up fields and operators of a filter and converts its values. Finds every mistake, not only the first. */
export function checkFilter(root: SyntaxNode): CheckedFilter {
  const diagnostics: Diagnostic[] = [];
  const bound = bind(root, diagnostics);
  return { root: diagnostics.length === 0 ? bound : undefined, diagnostics };
}

/** As deep as brackets are nested, which the parser limits. */
function bind(node: SyntaxNode, diagnostics: Diagnostic[]): BoundNode | undefined {
  switch (node.kind) {
    case 'error':
    case 'macro':
      return undefined;
    case 'check':
      return bindCheck(node, diagnostics);
    case 'not': {
      const operand = bind(node.operand, diagnostics);
      return operand && node.times % 2 === 1 ? { kind: 'not', operand } : operand;
    }
    case 'and':
    case 'or': {
      const operands = node.operands.flatMap((operand) => bind(operand, diagnostics) ?? []);
      return operands.length === node.operands.length ? { kind: node.kind, operands } : undefined;
    }
  }
}

function bindCheck(node: CheckNode, diagnostics: Diagnostic[]): BoundNode | undefined {
  const field = node.left.kind === 'field' ? bindField(node.left, diagnostics) : undefined;
  const operator = findOperator(node.operator.name);
  if (!field || !operator) return undefined;
  const reason = unsuitable(field, operator);
  if (reason !== undefined) {
    const message = `'${operator.name}' cannot be used with '${field.name}', which is ${reason}.`;
    diagnostics.push(mistake('operator-not-for-type', message, node.operator));
    return undefined;
  }
  const values = literalsOf(node.right);
  const operand = convertValues(
    field,
    operator,
    values.map((value) => value.bytes),
    (index, message) => diagnostics.push(mistake('unknown-value', message, values[index])),
  );
  return { kind: 'check', field, operator, operand };
}

/** Why an operator does not go with a field: what the field is. */
function unsuitable({ field, type, isList }: BoundField, { comparison, forms }: Operator): string | undefined {
  if (isList && !LIST_COMPARISONS.has(comparison)) return 'a list: only in, intersects and exists compare lists';
  if (field.isDistance && comparison !== 'equal') return "a distance that only '=' compares";
  return forms.includes(valueForm(type)) ? undefined : typeNoun(type);
}

const LIST_COMPARISONS: ReadonlySet<Operator['comparison']> = new Set(['in', 'intersects', 'exists']);

function bindField(reference: FieldReference, diagnostics: Diagnostic[]): BoundField | undefined {
  const resolved = resolveReference(reference.name, reference.argument);
  const { start, end } = reference;
  if (isFieldError(resolved)) {
    const toEnd = reference.argument !== undefined && resolved.start > 0;
    const range = { start: start + resolved.start, end: toEnd ? end : Math.min(end, start + resolved.end) };
    diagnostics.push(mistake('unknown-field', resolved.message, range));
    return undefined;
  }
  if (resolved.field.only === 'formats') {
    diagnostics.push(mistake('field-not-for-filters', `The field '${resolved.name}' can only be printed.`, reference));
    return undefined;
  }
  return resolved;
}

function literalsOf(right: RightSide | undefined): readonly Literal[] {
  return right?.kind === 'list' ? right.items : right?.kind === 'literal' ? [right] : [];
}

function mistake(code: DiagnosticCode, message: string, { start, end }: TextRange): Diagnostic {
  return { code, severity: 'error', message, start, end, fixes: [] };
}
