import { type Report, remark } from './mistake';
import { printOperand } from './print';
import type { CheckNode, SyntaxNode } from './syntaxTree';

/** Fields that every event has. Source: facts/filter-language.md §4. */
const NEVER_MISSING: ReadonlySet<string> = new Set([
  'evt.num',
  'evt.time',
  'evt.time.s',
  'evt.time.iso8601',
  'evt.datetime',
  'evt.datetime.s',
  'evt.rawtime',
  'evt.rawtime.s',
  'evt.rawtime.ns',
  'evt.reltime',
  'evt.reltime.s',
  'evt.reltime.ns',
  'evt.dir',
  'evt.type',
  'evt.type.is',
  'evt.category',
  'evt.cpu',
  'evt.args',
  'evt.count',
  'evt.is_io',
  'evt.is_io_read',
  'evt.is_io_write',
  'evt.is_wait',
  'evt.is_syslog',
  'evt.around',
  'proc.name',
  'thread.tid',
  'container.id',
  'container.name',
]);

/** A field without a value satisfies no comparison, `!=` neither: says where that may surprise. */
export function remarkDroppedEvents(root: SyntaxNode, report: Report): void {
  visit(root, new Set(), report);
}

/** `present`: what other parts of the filter ask for anyway. As deep as brackets, which are limited. */
function visit(node: SyntaxNode, present: ReadonlySet<string>, report: Report): void {
  switch (node.kind) {
    case 'check':
      remarkCheck(node, present, report);
      break;
    case 'and': {
      const demanded = new Set(present);
      for (const operand of node.operands) {
        if (operand.kind === 'check' && operand.operator.name !== '!=') demanded.add(printOperand(operand.left));
      }
      for (const operand of node.operands) visit(operand, demanded, report);
      break;
    }
    case 'or':
      for (const operand of node.operands) visit(operand, present, report);
      break;
    default:
    // What is negated keeps events without the field; macros speak for themselves.
  }
}

function remarkCheck({ left, operator, right, start }: CheckNode, present: ReadonlySet<string>, report: Report): void {
  if (operator.name !== '!=' || left.kind !== 'field' || right === undefined) return;
  const name = printOperand(left);
  if (NEVER_MISSING.has(left.name) || present.has(name)) return;
  report(
    remark(
      'hint',
      'drops-missing',
      `Events that have no '${name}' are dropped, too; write 'not ${name} = …' to keep them.`,
      operator,
      [
        {
          title: `Keep events without '${name}'`,
          edits: [
            { start, end: start, text: 'not ' },
            { start: operator.start, end: operator.end, text: '=' },
          ],
        },
      ],
    ),
  );
}
