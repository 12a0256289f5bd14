import type { ListNode, Literal, MacroNode, SyntaxNode } from '../filter/syntaxTree';

/** The innermost condition that an offset is in or at the end of; undefined outside of all. As deep as brackets nest. */
export function conditionAt(node: SyntaxNode, offset: number): SyntaxNode | undefined {
  if (offset < node.start || offset > node.end) return undefined;
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) {
        const inner = conditionAt(operand, offset);
        if (inner) return inner;
      }
      return node;
    case 'not':
      return conditionAt(node.operand, offset) ?? node;
    default:
      return node;
  }
}

/** Where a filter names macros, and lists perhaps: any bare value where lists may stand could be one. */
export interface NamedUses {
  readonly macros: readonly MacroNode[];
  readonly lists: readonly ListUse[];
}

/** A bare value, and the list that it is in. */
export interface ListUse {
  readonly literal: Literal;
  readonly list: ListNode;
}

export function usesIn(root: SyntaxNode): NamedUses {
  const macros: MacroNode[] = [];
  const lists: ListUse[] = [];
  visit(root, (node) => {
    if (node.kind === 'macro') macros.push(node);
    else if (node.kind === 'check' && node.right?.kind === 'list') {
      const list = node.right;
      for (const literal of list.items) if (!literal.quoted) lists.push({ literal, list });
    }
  });
  return { macros, lists };
}

function visit(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  if (node.kind === 'not') visit(node.operand, see);
  else if (node.kind === 'and' || node.kind === 'or') for (const operand of node.operands) visit(operand, see);
}
