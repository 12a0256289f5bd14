import { decodeText } from '../../base/text';
import { valueForm } from '../../fields/fieldType';
import { type BoundField, isFieldError, resolveReference } from '../../fields/resolveField';
import type { Comparison } from '../operators';
import { findOperator } from '../operators';
import type { CheckNode, Literal, SyntaxNode } from '../syntaxTree';
import { Untranslatable } from './translation';

/** One check for the writer of a tool: the field, what is done with it, and the values as they were written. */
export interface DisplayCheck {
  readonly node: CheckNode;
  readonly field: BoundField;
  readonly comparison: Comparison;
  readonly operator: string;
  readonly values: readonly Literal[];
}

/** How a tool says one check. May throw `Untranslatable`. */
export type CheckWriter = (check: DisplayCheck) => string;

/** A filter in the display filter language of Wireshark, in which each tool has its own fields. */
export function displayFilter(node: SyntaxNode, write: CheckWriter): string {
  switch (node.kind) {
    case 'check':
      return write(displayCheck(node));
    case 'not': {
      const operand = displayFilter(node.operand, write);
      return node.times % 2 === 0 ? operand : `not (${operand})`;
    }
    case 'and':
    case 'or':
      return node.operands
        .map((operand) =>
          operand.kind === 'and' || operand.kind === 'or'
            ? `(${displayFilter(operand, write)})`
            : displayFilter(operand, write),
        )
        .join(` ${node.kind} `);
    case 'macro':
      throw new Untranslatable(`'${node.name}' is a macro: write out what it stands for.`);
    case 'error':
      throw new Untranslatable('The filter has mistakes.');
  }
}

function displayCheck(node: CheckNode): DisplayCheck {
  const { left, right, operator } = node;
  if (node.modifier) throw new Untranslatable(`'${node.modifier.name}' cannot be said there.`);
  const innermost = left.kind === 'field' ? left : left.inputs.find(({ kind }) => kind === 'field');
  const field = innermost?.kind === 'field' ? resolveReference(innermost.name, innermost.argument) : undefined;
  const comparison = findOperator(operator.name)?.comparison;
  if (!field || isFieldError(field) || !comparison) throw new Untranslatable('The filter has mistakes.');
  const values = right?.kind === 'list' ? right.items : right?.kind === 'literal' ? [right] : [];
  return { node, field, comparison, operator: operator.name, values };
}

/** A value as a display filter has it: numbers and addresses bare, texts in quotes. */
export function displayValue({ type }: BoundField, { bytes }: Literal): string {
  const text = decodeText(bytes);
  switch (valueForm(type)) {
    case 'truth':
      return text === 'true' ? 'True' : 'False';
    case 'text':
    case 'bytes':
      return quoted(text);
    default:
      return text;
  }
}

/** A text in double quotes. */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A text as a regular expression that matches just it. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A shell pattern as a regular expression. */
export function globAsRegex(pattern: string): string {
  return pattern.replace(/\\(.)|\[!|\[[^\]]*\]|[*?^$.+(){}|\\[\]]/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return literally(escaped);
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part === '[!') return '[^';
    return part.length > 1 ? part : literally(part);
  });
}
