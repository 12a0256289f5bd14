import { findField } from '../fields/catalogue';
import type { Field } from '../fields/field';
import { typeNoun, valueForm } from '../fields/fieldType';
import type { BoundNode } from './boundTree';
import type { Diagnostic } from './diagnostic';
import { findOperator } from './operators';
import type { CheckNode, FieldReference, SyntaxNode } from './syntaxTree';
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
  const field = bindField(node.field, diagnostics);
  const operator = findOperator(node.operator.name);
  if (!field || !operator) return undefined;
  if (!operator.forms.includes(valueForm(field.type))) {
    const message = `'${operator.name}' cannot be used with '${field.name}', which is ${typeNoun(field.type)}.`;
    diagnostics.push({ message, start: node.operator.start, end: node.operator.end });
    return undefined;
  }
  const values = node.values.map((value) => value.bytes);
  const operand = convertValues(field, operator, values, (index, message) => {
    const { start, end } = node.values[index];
    diagnostics.push({ message, start, end });
  });
  return { kind: 'check', field, operator, operand };
}

function bindField(reference: FieldReference, diagnostics: Diagnostic[]): Field | undefined {
  const { name, start, end } = reference;
  const field = findField(name);
  if (!field) diagnostics.push({ message: `There is no field named '${name}'.`, start, end });
  else if (reference.argument !== undefined) {
    diagnostics.push({
      message: `The field '${name}' takes no argument in brackets.`,
      start: start + name.length,
      end,
    });
    return undefined;
  }
  return field;
}
