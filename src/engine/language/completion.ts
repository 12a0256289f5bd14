import { type ValueForm, valueForm } from '../fields/fieldType';
import { type BoundField, isFieldError, resolveReference } from '../fields/resolveField';
import { type Expectation, expectationAt } from '../filter/expectation';
import { findOperator } from '../filter/operators';
import type { ParsedFilter } from '../filter/parser';
import type { Operand, TextRange } from '../filter/syntaxTree';
import { findTransformer } from '../filter/transformers';
import type { Completions } from './answers';
import {
  type Candidate,
  CONNECTIVE_CANDIDATES,
  countedCandidate,
  definitionCandidates,
  FIELD_CANDIDATES,
  inOrder,
  MODIFIER_CANDIDATES,
  NOT_CANDIDATE,
  operatorCandidates,
  SNIPPET_CANDIDATES,
  TRANSFORMER_CANDIDATES,
  VAL_CANDIDATE,
  valueCandidate,
} from './completionItems';
import type { LanguageEnvironment } from './environment';
import { bracketCandidates, dottedCandidates } from './fieldArguments';
import { knownValues } from './knownValues';

/** Most values of captures in one list. */
const MOST_VALUES = 100;

interface Found {
  readonly candidates: readonly Candidate[];
  readonly incomplete?: boolean;
}

/** What could stand at an offset of a filter. */
export async function completionsAt(
  parsed: ParsedFilter,
  offset: number,
  environment: LanguageEnvironment,
): Promise<Completions> {
  const expectation = expectationAt(parsed.text, parsed.expectations, offset);
  if (!expectation) return { from: offset, to: offset, items: [], incomplete: false };
  const { start: from, end: to } = expectation.written ??
    unreadBefore(parsed, offset) ?? { start: offset, end: offset };
  const written = parsed.text.slice(from, offset);
  const closing = parsed.text.charAt(expectation.end) === ']' ? '' : ']';
  const { candidates, incomplete = false } = await candidatesFor(expectation, written, closing, environment);
  return { from: Math.min(from, offset), to: Math.max(to, offset), items: inOrder(candidates), incomplete };
}

/** The half-written word before the cursor that could not be read: what is chosen takes its place. */
function unreadBefore({ tokens, text }: ParsedFilter, offset: number): TextRange | undefined {
  const token = tokens.findLast(({ start }) => start < offset);
  if (token?.kind !== 'unread' || token.end < offset) return undefined;
  return /^\w+$/.test(text.slice(token.start, token.end)) ? token : undefined;
}

async function candidatesFor(
  expectation: Expectation,
  written: string,
  closing: string,
  environment: LanguageEnvironment,
): Promise<Found> {
  const { definitions } = environment;
  const { left, operator } = expectation;
  switch (expectation.expected) {
    case 'check':
      return {
        candidates: [
          ...(await dottedCandidates(written, environment)),
          ...FIELD_CANDIDATES,
          ...definitionCandidates(definitions, 'macro'),
          NOT_CANDIDATE,
          ...TRANSFORMER_CANDIDATES,
          ...SNIPPET_CANDIDATES,
        ],
      };
    case 'operator':
      return { candidates: operatorCandidates(left && formOf(left)) };
    case 'value': {
      const found = await values(left, written, environment);
      const comparison = operator && findOperator(operator.name)?.comparison;
      const right = comparison === 'regex' ? [] : [VAL_CANDIDATE, ...TRANSFORMER_CANDIDATES];
      const modifiers = operator && /^[<>]/.test(operator.name) ? [] : MODIFIER_CANDIDATES;
      return { ...found, candidates: [...found.candidates, ...right, ...modifiers] };
    }
    case 'list': {
      const lists = definitionCandidates(definitions, 'list', (name) => `(${name})`);
      const found = await values(left, written, environment);
      const inBrackets = found.candidates.map((each) => ({ ...each, insert: `(${each.insert})` }));
      return { ...found, candidates: [...lists, ...inBrackets] };
    }
    case 'list-item': {
      const found = await values(left, written, environment);
      return { ...found, candidates: [...definitionCandidates(definitions, 'list'), ...found.candidates] };
    }
    case 'connective':
      return { candidates: CONNECTIVE_CANDIDATES };
    case 'transformer-input':
      return {
        candidates: [...(await dottedCandidates(written, environment)), ...FIELD_CANDIDATES, ...TRANSFORMER_CANDIDATES],
      };
    case 'argument': {
      const { argumentOf } = expectation;
      if (!argumentOf) return { candidates: [] };
      return { candidates: await bracketCandidates(argumentOf.name, written, closing, environment) };
    }
  }
}

/** Values of the field to the left: those of open captures by their counts, then those that are known beside them. */
async function values(
  left: Operand | undefined,
  written: string,
  { values: ask }: LanguageEnvironment,
): Promise<Found> {
  const field = left && boundField(left);
  if (!field) return { candidates: [] };
  const inQuotes = /^["']/.test(written);
  const prefix = inQuotes ? written.slice(1) : written;
  const answer = await ask?.({ field: field.name, prefix, limit: MOST_VALUES }).catch(() => undefined);
  const counted = answer?.values.filter(({ text }) => text !== '') ?? [];
  const seen = new Set(counted.map(({ text }) => text));
  const known = knownValues(field).filter((text) => !seen.has(text));
  const candidates = [
    ...counted.map((value) => countedCandidate(value, inQuotes)),
    ...known.map((text) => valueCandidate(text, inQuotes)),
  ];
  return { candidates, incomplete: answer !== undefined && !answer.complete };
}

function boundField(operand: Operand): BoundField | undefined {
  if (operand.kind !== 'field') return undefined;
  const bound = resolveReference(operand.name, operand.argument);
  return isFieldError(bound) ? undefined : bound;
}

/** What operators compare with: the form of an operand's value; undefined where nobody knows. */
function formOf(operand: Operand): ValueForm | 'list' | 'distance' | undefined {
  if (operand.kind === 'transformer') {
    const result = findTransformer(operand.name.name)?.result;
    if (result === 'list') return operand.argument === undefined ? 'list' : 'text';
    return result === 'text' || result === 'number' ? result : undefined;
  }
  const bound = boundField(operand);
  if (!bound) return undefined;
  if (bound.isList) return 'list';
  return bound.field.isDistance ? 'distance' : valueForm(bound.type);
}
