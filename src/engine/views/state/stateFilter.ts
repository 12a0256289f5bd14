import type { FieldContext } from '../../fields/fieldReader';
import { type CompiledFilter, compileFilter } from '../../filter/filter';
import { parseFilter } from '../../filter/parser';
import type { Operand, RightSide, SyntaxNode, TransformerInput } from '../../filter/syntaxTree';
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
  const asked = fieldsOf(parseFilter(text).root).find((name) => EVENT_FIELD.test(name));
  if (asked === undefined) return outcome.filter;
  throw new ViewArgumentError(
    view,
    `its filter is about threads and fds, but ${asked} is about events; a filter of events comes after it.`,
  );
}

/** The names of all fields in a filter. */
function fieldsOf(node: SyntaxNode): string[] {
  switch (node.kind) {
    case 'check':
      return [node.left, node.right].flatMap((side) => (side ? namesIn(side) : []));
    case 'not':
      return fieldsOf(node.operand);
    case 'error':
    case 'macro':
      return [];
    default:
      return node.operands.flatMap(fieldsOf);
  }
}

function namesIn(side: Operand | RightSide | TransformerInput): string[] {
  switch (side.kind) {
    case 'field':
      return [side.name];
    case 'val':
      return [side.field.name];
    case 'transformer':
      return side.inputs.flatMap(namesIn);
    case 'transformer-list':
      return side.items.flatMap(namesIn);
    default:
      return [];
  }
}
