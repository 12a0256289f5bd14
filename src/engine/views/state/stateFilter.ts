import type { FieldContext } from '../../fields/field';
import { type CompiledFilter, compileFilter } from '../../filter/filter';
import { parseFilter } from '../../filter/parser';
import type { CheckNode, SyntaxNode } from '../../filter/syntaxTree';
import { ViewArgumentError } from '../view';

/** Fields of events begin so; there is no event to ask. */
const EVENT_FIELD = /^(evt|syscall|thread\.cpu|thread\.exectime)\b/;

/**
 * Makes a filter over threads and fds. Throws a `ViewArgumentError` where the text is no filter, or asks for something that
 * only events have.
 */
export function stateFilter(view: string, text: string, context: FieldContext): CompiledFilter {
  const outcome = compileFilter(text, context);
  if (!outcome.accepted) throw new ViewArgumentError(view, outcome.diagnostics[0].message);
  const asked = checksOf(parseFilter(text).root).find(({ field }) => EVENT_FIELD.test(field.name));
  if (asked === undefined) return outcome.filter;
  throw new ViewArgumentError(
    view,
    `its filter is about threads and fds, but ${asked.field.name} is about events; a filter of events comes after it.`,
  );
}

function checksOf(node: SyntaxNode): CheckNode[] {
  switch (node.kind) {
    case 'check':
      return [node];
    case 'not':
      return checksOf(node.operand);
    case 'error':
      return [];
    default:
      return node.operands.flatMap(checksOf);
  }
}
