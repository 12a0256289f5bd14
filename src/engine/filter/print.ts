import { findOperator } from './operators';
import { quoteValue } from './quoting';
import type { CheckNode, SyntaxNode } from './syntaxTree';

/** A tree as text: blanks, brackets and quotes only where they are needed. Parsing it gives the same tree. */
export function printFilter(node: SyntaxNode): string {
  switch (node.kind) {
    case 'check':
      return printCheck(node);
    case 'not':
      return `${'not '.repeat(node.times)}${bracketed(node.operand, node.operand.kind !== 'check')}`;
    case 'and':
      return node.operands.map((operand) => bracketed(operand, isChain(operand))).join(' and ');
    case 'or':
      return node.operands.map((operand) => bracketed(operand, operand.kind === 'or')).join(' or ');
    case 'error':
      return '';
  }
}

function printCheck({ field, operator, values }: CheckNode): string {
  const name = field.argument === undefined ? field.name : `${field.name}[${field.argument}]`;
  const written = values.map((value) => quoteValue(value.bytes));
  switch (findOperator(operator.name)?.operands) {
    case 'none':
      return `${name} ${operator.name}`;
    case 'list':
      return `${name} ${operator.name} (${written.join(', ')})`;
    default:
      return `${name} ${operator.name} ${written.join('')}`;
  }
}

function bracketed(node: SyntaxNode, needed: boolean): string {
  return needed ? `(${printFilter(node)})` : printFilter(node);
}

function isChain(node: SyntaxNode): boolean {
  return node.kind === 'and' || node.kind === 'or';
}
