import { decodeText } from '../base/text';
import { numberRange } from '../fields/fieldType';
import { type BoundField, isFieldError, resolveReference } from '../fields/resolveField';
import { type Report, remark, replacement } from './mistake';
import { printFilter, printOperand } from './print';
import type { ChainNode, CheckNode, SyntaxNode, TextRange } from './syntaxTree';

/** Says which parts of a filter have the same answer for every event. As deep as brackets, which are limited. */
export function remarkConstants(node: SyntaxNode, report: Report): void {
  switch (node.kind) {
    case 'check':
      remarkCheck(node, report);
      break;
    case 'not':
      remarkConstants(node.operand, report);
      break;
    case 'and':
    case 'or':
      remarkOpposites(node, report);
      if (node.kind === 'and') remarkContradictions(node, report);
      else remarkAlternatives(node, report);
      for (const operand of node.operands) remarkConstants(operand, report);
      break;
    default:
  }
}

function say(report: Report, message: string, range: TextRange, other?: string): void {
  const fixes = other === undefined ? [] : [replacement(`Change to '${other}'`, range, other)];
  report(remark('warning', 'constant-condition', message, range, fixes));
}

/** An empty list, or a number at the end of a type's range. */
function remarkCheck(node: CheckNode, report: Report): void {
  const { left, operator, right } = node;
  if (right?.kind === 'list' && right.items.length === 0) {
    say(report, 'This is never true: the list is empty.', node);
    return;
  }
  if (left.kind !== 'field' || right?.kind !== 'literal') return;
  const text = decodeText(right.bytes);
  if (!INTEGER.test(text)) return;
  const field = resolveReference(left.name, left.argument);
  const range = isFieldError(field) ? undefined : numberRange(field.type);
  if (!range) return;
  const value = BigInt(text);
  const [smallest, largest] = range;
  const isBelow = operator.name === '<' && value <= smallest;
  const isAbove = operator.name === '>' && value >= largest;
  const isAll = (operator.name === '>=' && value <= smallest) || (operator.name === '<=' && value >= largest);
  const name = printOperand(left);
  if (isBelow || isAbove)
    say(report, `This is never true: '${name}' is never ${isBelow ? 'smaller' : 'larger'}.`, node);
  else if (isAll) say(report, `This is true of every event that has '${name}'.`, node, `${name} exists`);
}

const INTEGER = /^[0-9]{1,20}$/;

/** `x and not x`, `x or not x`. */
function remarkOpposites({ kind, operands }: ChainNode, report: Report): void {
  if (!operands.some((operand) => operand.kind === 'not')) return;
  const said = new Set(operands.filter((each) => each.kind === 'check' || each.kind === 'macro').map(printFilter));
  for (const operand of operands) {
    if (operand.kind !== 'not' || operand.times % 2 === 0) continue;
    const { operand: denied } = operand;
    if ((denied.kind !== 'check' && denied.kind !== 'macro') || !said.has(printFilter(denied))) continue;
    const never = "The filter is never true: it asks for this and for its opposite, joined by 'and'.";
    const always = "This is always true: one of it and its opposite holds; perhaps 'and' is meant.";
    say(report, kind === 'and' ? never : always, operand);
  }
}

/** What an `and` chain demands of one field. */
interface Demand {
  /** The values that are left; undefined: any. */
  allowed: ReadonlySet<string> | undefined;
  least: bigint | undefined;
  most: bigint | undefined;
}

/** `x = 1 and x = 2`, `x > 5 and x < 3`. */
function remarkContradictions(chain: ChainNode, report: Report): void {
  const demands = new Map<string, Demand>();
  for (const node of chain.operands) {
    if (node.kind !== 'check') continue;
    const compared = comparedValues(node);
    if (!compared) continue;
    const name = printOperand(node.left);
    const demand = demands.get(name) ?? { allowed: undefined, least: undefined, most: undefined };
    demands.set(name, demand);
    if (tighten(demand, node.operator.name, compared)) continue;
    say(report, `The filter is never true: '${name}' cannot be this and what is demanded before.`, node);
    demands.delete(name);
  }
}

/** Whether anything is left of a demand with one more. */
function tighten(demand: Demand, operator: string, { values, isNumber }: ComparedValues): boolean {
  const { allowed } = demand;
  if (operator === '=' || operator === '==' || operator === 'in') {
    demand.allowed = new Set(values.filter((value) => allowed?.has(value) ?? true));
  } else if (operator === '!=' && allowed) {
    demand.allowed = new Set([...allowed].filter((value) => value !== values[0]));
  }
  const [value] = values;
  if (isNumber && /^[<>]/.test(operator)) {
    const number = BigInt(value);
    const least = operator === '>' ? number + 1n : operator === '>=' ? number : undefined;
    const most = operator === '<' ? number - 1n : operator === '<=' ? number : undefined;
    if (least !== undefined && (demand.least === undefined || least > demand.least)) demand.least = least;
    if (most !== undefined && (demand.most === undefined || most < demand.most)) demand.most = most;
  }
  if (demand.allowed?.size === 0) return false;
  if (demand.least !== undefined && demand.most !== undefined && demand.least > demand.most) return false;
  if (!isNumber || !demand.allowed) return true;
  return [...demand.allowed].some((each) => {
    const number = BigInt(each);
    return (
      (demand.least === undefined || number >= demand.least) && (demand.most === undefined || number <= demand.most)
    );
  });
}

/** `x != 1 or x != 2`. */
function remarkAlternatives({ operands }: ChainNode, report: Report): void {
  const unequal = new Map<string, string>();
  for (const node of operands) {
    if (node.kind !== 'check' || node.operator.name !== '!=') continue;
    const compared = comparedValues(node);
    if (!compared) continue;
    const name = printOperand(node.left);
    const before = unequal.get(name);
    if (before === undefined) unequal.set(name, compared.values[0]);
    else if (before !== compared.values[0]) {
      say(
        report,
        `This is true of every event that has '${name}', which cannot be both; perhaps 'and' is meant.`,
        node,
      );
    }
  }
}

interface ComparedValues {
  readonly values: readonly string[];
  /** All of them are whole numbers, and so is the field. */
  readonly isNumber: boolean;
}

/** The values of a comparison with a field that has one value at a time; undefined for all others. */
function comparedValues({ left, operator, modifier, right }: CheckNode): ComparedValues | undefined {
  if (left.kind !== 'field' || modifier || !COMPARED.has(operator.name)) return undefined;
  const literals = right?.kind === 'list' ? right.items : right?.kind === 'literal' ? [right] : [];
  if (literals.length === 0 || literals.length > MOST_VALUES) return undefined;
  // An item without quotes could be the name of a list.
  if (right?.kind === 'list' && literals.some(({ quoted, bytes }) => !quoted && /^[a-z_]+$/.test(decodeText(bytes)))) {
    return undefined;
  }
  const field = resolveReference(left.name, left.argument);
  if (isFieldError(field) || !hasOneValue(field)) return undefined;
  const range = numberRange(field.type);
  const values = literals.map(({ bytes }) => decodeText(bytes));
  const isNumber = range !== undefined && values.every((value) => INTEGER.test(value));
  return range === undefined || isNumber ? { values, isNumber } : undefined;
}

const COMPARED: ReadonlySet<string> = new Set(['=', '==', '!=', 'in', '<', '<=', '>', '>=']);
const MOST_VALUES = 100;

function hasOneValue({ field, isList, readers }: BoundField): boolean {
  return !isList && !field.isDistance && readers.length === 1 && readers[0].domain !== 'several';
}
