import type { FieldReference, SyntaxNode, TransformerInput } from '../syntaxTree';

/** Every field that a filter names, in the order of the text. As deep as the tree. */
export function fieldsOf(node: SyntaxNode): readonly FieldReference[] {
  switch (node.kind) {
    case 'check': {
      const { right } = node;
      const behind = right?.kind === 'val' ? [right.field] : right?.kind === 'transformer' ? inInput(right) : [];
      return [...inInput(node.left), ...behind];
    }
    case 'not':
      return fieldsOf(node.operand);
    case 'and':
    case 'or':
      return node.operands.flatMap(fieldsOf);
    default:
      return [];
  }
}

function inInput(input: TransformerInput): readonly FieldReference[] {
  switch (input.kind) {
    case 'field':
      return [input];
    case 'transformer':
      return input.inputs.flatMap(inInput);
    case 'transformer-list':
      return input.items.flatMap(inInput);
    default:
      return [];
  }
}
