import { decodeText, encodeText } from '../base/text';
import { typeNoun, valueForm } from '../fields/fieldType';
import { type BoundField, isFieldError, resolveField } from '../fields/resolveField';
import type { BoundCheck, BoundNode } from './boundTree';
import type { QuickFix } from './diagnostic';
import { fieldComparison } from './fieldComparison';
import type { ListNames } from './listNames';
import { mistake, type Report, remark, replacement, shown } from './mistake';
import { modifiedCheck } from './modifiers';
import { nearest } from './nearest';
import { canBeComparedWithField, canStandRight } from './operand';
import { comparesFields, findOperator, type Operator } from './operators';
import { quoteValue } from './quoting';
import { type RegexAllowance, tooManySteps } from './regexTest';
import type { CheckNode, FieldValueReference, Literal, RightSide, TransformerCall } from './syntaxTree';
import { NAMES_A_VALUE } from './textValues';
import { bindOperand } from './transformerBinder';
import type { ValueMistake } from './valueMistake';
import { convertValues } from './values';

/** What the checks of one filter share. */
export interface CheckTools {
  readonly lists: ListNames;
  readonly regexes: RegexAllowance;
}

/** Looks up what a check is made of; undefined where something is wrong, which has been reported. */
export function bindCheck(node: CheckNode, { lists, regexes }: CheckTools, report: Report): BoundNode | undefined {
  const field = bindOperand(node.left, report);
  const operator = findOperator(node.operator.name);
  if (!field || !operator || !suits(node, field, operator, report)) return undefined;
  const { right } = node;
  if (right?.kind === 'val' || right?.kind === 'transformer') {
    return bindFieldComparison(node, field, operator, right, report);
  }
  const written = right?.kind === 'list' ? lists.expand(right, report) : right ? [right] : [];
  if (!written) return undefined;
  if (operator.comparison === 'regex' && !regexes.take(written.map(({ bytes }) => bytes))) {
    report(mistake('bad-regex', tooManySteps(written.length), right ?? node));
    return undefined;
  }
  const meant = fieldMeant(field, operator, right);
  let isRight = true;
  const operand = convertValues(
    field,
    operator,
    written.map((value) => value.bytes),
    (index, wrong) => {
      isRight = false;
      report(wrongValue(node, written[index], wrong, meant));
    },
  );
  if (!isRight) return undefined;
  if (meant && right) {
    const message = `The value is compared with the text ${shown(decodeText(written[0].bytes))}, not with the field.`;
    report(remark('hint', 'field-as-text', message, right, [meant]));
  } else remarkUnknownValues(field, operator, written, report);
  const check: BoundCheck = { kind: 'check', field, operator, operand };
  return node.modifier ? modifiedCheck(check, node.modifier.name) : check;
}

/** Whether the operator goes with the field. */
function suits(node: CheckNode, field: BoundField, operator: Operator, report: Report): boolean {
  const reason = unsuitable(field, operator);
  if (reason === undefined && !(node.modifier && field.isList)) return true;
  const message =
    reason === undefined
      ? `'${node.modifier?.name}' cannot be used with '${field.name}', which is a list.`
      : `'${operator.name}' cannot be used with '${field.name}', which is ${reason}.`;
  const other = reason === undefined ? undefined : suitableOperator(field, operator);
  const fixes = other === undefined ? [] : [replacement(`Write '${other}'`, node.operator, other)];
  report(mistake('operator-not-for-type', message, node.operator, fixes));
  return false;
}

/** Why an operator does not go with a field: what the field is. */
function unsuitable({ field, type, isList }: BoundField, { comparison, forms }: Operator): string | undefined {
  if (isList && !LIST_COMPARISONS.has(comparison)) return 'a list: only in, intersects and exists compare lists';
  if (field.isDistance && comparison !== 'equal') return "a distance that only '=' compares";
  return forms.includes(valueForm(type)) ? undefined : typeNoun(type);
}

const LIST_COMPARISONS: ReadonlySet<Operator['comparison']> = new Set(['in', 'intersects', 'exists']);

/** The operator that is probably meant. */
function suitableOperator(field: BoundField, operator: Operator): string | undefined {
  const form = valueForm(field.type);
  if (field.isList) return operator.operands === 'list' ? 'intersects' : undefined;
  if (operator.hexadecimal && form === 'text') return operator.name.slice(1);
  if (operator.comparison === 'contains-any-case' && form === 'bytes') return 'contains';
  return operator.operands === 'one' && form !== 'text' && form !== 'bytes' ? '=' : undefined;
}

function bindFieldComparison(
  node: CheckNode,
  left: BoundField,
  operator: Operator,
  right: FieldValueReference | TransformerCall,
  report: Report,
): BoundNode | undefined {
  const other = bindOperand(right.kind === 'val' ? right.field : right, report);
  if (!other) return undefined;
  const message = whyNotComparable(left, operator, other);
  if (message === undefined) return fieldComparison(left, operator, other);
  report(mistake('bad-right-side', message, message.startsWith(`'${operator.name}'`) ? node.operator : right));
  return undefined;
}

function whyNotComparable(left: BoundField, operator: Operator, right: BoundField): string | undefined {
  if (!comparesFields(operator)) return `'${operator.name}' compares with values only, not with another field.`;
  if (!canBeComparedWithField(left)) return `'${left.name}' can be compared with values only, not with another field.`;
  if (!canStandRight(right)) return `'${right.name}' cannot stand to the right of an operator.`;
  if (left.type !== right.type) {
    return `'${left.name}' has the type ${left.type}, but '${right.name}' has the type ${right.type}.`;
  }
  const isMember = LIST_COMPARISONS.has(operator.comparison) && right.isList;
  if (left.isList !== right.isList && !isMember) {
    return left.isList
      ? `'${left.name}' is a list, but '${right.name}' is not.`
      : `'${right.name}' is a list, but '${left.name}' is not.`;
  }
  return undefined;
}

/** The way out of `proc.name = proc.pname`, where a field was probably meant: a name without quotes is a text. */
function fieldMeant(left: BoundField, operator: Operator, right: RightSide | undefined): QuickFix | undefined {
  if (right?.kind !== 'literal' || right.quoted) return undefined;
  const name = decodeText(right.bytes);
  const other = name.includes('.') ? resolveField(name) : undefined;
  if (!other || isFieldError(other) || other.length !== name.length) return undefined;
  if (whyNotComparable(left, operator, other) !== undefined) return undefined;
  return replacement(`Compare with the field: val(${name})`, right, `val(${name})`);
}

/** What is wrong with a value, with what could stand in its place. */
function wrongValue(
  node: CheckNode,
  value: Literal,
  wrong: ValueMistake,
  meant: QuickFix | undefined,
): ReturnType<typeof mistake> {
  const { code, message, instead = [], otherField, part } = wrong;
  const range = part && value.end - value.start > 0 ? partOf(value, part) : value;
  const fixes = instead.map((text) =>
    replacement(`Change to '${text}'`, range, part ? text : quoteValue(encodeText(text))),
  );
  if (meant) fixes.unshift(meant);
  if (otherField !== undefined) fixes.unshift(replacement(`Compare '${otherField}'`, node.left, otherField));
  return mistake(code, message, range, fixes);
}

/** The piece of a value; all of it where escapes make places in it differ from those in the text. */
function partOf(
  value: Literal,
  part: { readonly start: number; readonly end: number },
): { start: number; end: number } {
  const quotes = value.quoted ? 1 : 0;
  const isPlain = value.end - value.start - 2 * quotes === decodeText(value.bytes).length;
  if (!isPlain) return value;
  const start = value.start + quotes;
  return { start: start + part.start, end: start + part.end };
}

/** A value that the field never has: allowed, but no event will be kept. */
function remarkUnknownValues(field: BoundField, operator: Operator, values: readonly Literal[], report: Report): void {
  const { values: known, knows, orNumbers } = field.field;
  if (!known || knows || !NAMES_A_VALUE.has(operator.comparison)) return;
  for (const value of values) {
    if (!report.wants('remark')) return;
    const text = decodeText(value.bytes);
    if (known.includes(text) || (orNumbers && /^[0-9]+$/.test(text))) continue;
    const fixes = nearest(text, known).map((each) => replacement(`Change to '${each}'`, value, each));
    const listed = known.length <= 25 ? `; it is one of ${known.join(' ')}` : '';
    report(remark('warning', 'unknown-value', `'${field.name}' is never ${shown(text)}${listed}.`, value, fixes));
  }
}
