import { OWN_FIELD } from '../fields/field';
import { isFieldError, resolveReference } from '../fields/resolveField';
import { type Report, remark } from './mistake';
import { findOperator } from './operators';
import type { ChainNode, CheckNode, FieldReference, SyntaxNode, TextRange, TransformerInput } from './syntaxTree';
import { isOlder, parseVersion, type Version } from './versions';

/** The last version in which `and` and `or` needed brackets. Source: facts/filter-language.md §9. */
const WITHOUT_PRECEDENCE = 'sysdig 0.29.3';
/** The last versions known to lack these. Source: the same. */
const WITHOUT_TRANSFORMERS = 'libs 0.15.1';

/** Says what the version for which a filter is written does not know. A version that is none is as good as none. */
export function remarkVersion(root: SyntaxNode, targetVersion: string, report: Report): void {
  const target = parseVersion(targetVersion);
  if (target) remarkNode(root, target, report);
}

function remarkNode(node: SyntaxNode, target: Version, report: Report): void {
  switch (node.kind) {
    case 'check':
      remarkCheck(node, target, (message, range) => report(remark('warning', 'target-version', message, range)));
      break;
    case 'not':
      remarkNode(node.operand, target, report);
      break;
    case 'and':
    case 'or':
      if (node.kind === 'or' && !isNewer(target, WITHOUT_PRECEDENCE)) remarkMix(node, target, report);
      for (const operand of node.operands) remarkNode(operand, target, report);
      break;
    default:
  }
}

/** `a and b or c`, which older versions do not read. */
function remarkMix(chain: ChainNode, target: Version, report: Report): void {
  for (const operand of chain.operands) {
    if (operand.kind !== 'and' || operand.bracketed) continue;
    const { start, end } = operand;
    const message = `${target.name} refuses 'and' and 'or' side by side: this part needs brackets there.`;
    const edits = [
      { start, end: start, text: '(' },
      { start: end, end, text: ')' },
    ];
    report(remark('warning', 'ambiguous-chain', message, operand, [{ title: 'Put it in brackets', edits }]));
  }
}

type Say = (message: string, range: TextRange) => void;

function isNewer(target: Version, than: string): boolean {
  const other = parseVersion(than);
  return other !== undefined && isOlder(other, target);
}

function remarkCheck({ left, operator, modifier, right }: CheckNode, target: Version, say: Say): void {
  remarkInput(left, target, say);
  const { notIn } = findOperator(operator.name) ?? {};
  if (notIn !== undefined && !isNewer(target, notIn))
    say(`${target.name} does not have the operator '${operator.name}'.`, operator);
  if (modifier && !isNewer(target, WITHOUT_TRANSFORMERS))
    say(`${target.name} does not have '${modifier.name}'.`, modifier);
  if (right?.kind === 'transformer') remarkInput(right, target, say);
  if (right?.kind !== 'val') return;
  remarkInput(right.field, target, say);
  if (!isNewer(target, WITHOUT_TRANSFORMERS)) say(`${target.name} cannot compare a field with another one.`, right);
}

function remarkInput(input: TransformerInput, target: Version, say: Say): void {
  if (input.kind === 'field') remarkField(input, target, say);
  else if (input.kind === 'transformer-list') for (const item of input.items) remarkInput(item, target, say);
  else if (input.kind === 'transformer') {
    if (!isNewer(target, WITHOUT_TRANSFORMERS)) say(`${target.name} does not have '${input.name.name}'.`, input.name);
    for (const each of input.inputs) remarkInput(each, target, say);
  }
}

function remarkField(reference: FieldReference, target: Version, say: Say): void {
  const resolved = resolveReference(reference.name, reference.argument);
  if (isFieldError(resolved)) return;
  const { name, since, until } = resolved.field;
  if (since === OWN_FIELD) {
    say(`${target.name} does not know the field '${name}': only Scaplens has it.`, reference);
    return;
  }
  const first = parseVersion(since);
  const last = until === undefined ? undefined : parseVersion(until);
  if (first && isOlder(target, first)) {
    say(`${target.name} does not know the field '${name}': it came with ${since}.`, reference);
  } else if (last && isOlder(last, target)) {
    say(`${target.name} no longer knows the field '${name}': ${until} was the last that did.`, reference);
  }
}
