import { encodeText } from '../base/text';
import { quoteValue } from './quoting';
import type {
  CheckNode,
  FieldReference,
  Literal,
  Operand,
  RightSide,
  SyntaxNode,
  TransformerCall,
  TransformerInput,
} from './syntaxTree';

/** A tree as text: blanks, brackets and quotes only where they are needed. Parsing it gives the same tree. */
export function printFilter(node: SyntaxNode): string {
  switch (node.kind) {
    case 'check':
      return printCheck(node);
    case 'macro':
      return node.name;
    case 'not':
      return `${'not '.repeat(node.times)}${bracketed(node.operand, node.operand.kind !== 'check' && node.operand.kind !== 'macro')}`;
    case 'and':
      return node.operands.map((operand) => bracketed(operand, isChain(operand))).join(' and ');
    case 'or':
      return node.operands.map((operand) => bracketed(operand, operand.kind === 'or')).join(' or ');
    case 'error':
      return '';
  }
}

function printCheck({ left, operator, modifier, right }: CheckNode): string {
  const words = [printOperand(left), operator.name, modifier?.name, right && printRightSide(right)];
  return words.filter((word) => word !== undefined).join(' ');
}

/** An operand as text. */
export function printOperand(operand: Operand): string {
  return operand.kind === 'field' ? printField(operand) : printTransformer(operand);
}

function printField({ name, argument }: FieldReference): string {
  return argument === undefined ? name : `${name}[${printArgument(argument)}]`;
}

function printTransformer({ name, inputs, argument }: TransformerCall): string {
  const call = `${name.name}(${inputs.map(printInput).join(', ')})`;
  return argument === undefined ? call : `${call}[${printArgument(argument)}]`;
}

function printArgument(argument: string): string {
  return /^[^[\]"' \t\b\r\n]+$/.test(argument) ? argument : inQuotes(quoteValue(encodeText(argument)));
}

function printInput(input: TransformerInput): string {
  switch (input.kind) {
    case 'literal':
      return input.quoted ? inQuotes(quoteValue(input.bytes)) : quoteValue(input.bytes);
    case 'transformer-list':
      return `(${input.items.map(printInput).join(', ')})`;
    default:
      return printOperand(input);
  }
}

function printRightSide(right: RightSide): string {
  switch (right.kind) {
    case 'literal':
      return quoteValue(right.bytes);
    case 'list':
      return `(${right.items.map(printItem).join(', ')})`;
    case 'val':
      return `val(${printField(right.field)})`;
    case 'transformer':
      return printTransformer(right);
  }
}

/** A name in quotes keeps them: without them it could be the name of a list. */
function printItem({ bytes, quoted }: Literal): string {
  const value = quoteValue(bytes);
  return quoted && NAME.test(value) ? inQuotes(value) : value;
}

function inQuotes(value: string): string {
  return value.startsWith('"') ? value : `"${value}"`;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

function bracketed(node: SyntaxNode, needed: boolean): string {
  return needed ? `(${printFilter(node)})` : printFilter(node);
}

function isChain(node: SyntaxNode): boolean {
  return node.kind === 'and' || node.kind === 'or';
}
