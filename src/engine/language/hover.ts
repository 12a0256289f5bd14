import { typeNoun } from '../fields/fieldType';
import { type BoundField, isFieldError, resolveField } from '../fields/resolveField';
import { findOperator } from '../filter/operators';
import type { ParsedFilter } from '../filter/parser';
import type { Token } from '../filter/token';
import { findTransformer, VAL } from '../filter/transformers';
import type { Hover } from './answers';
import { CONNECTIVE_CANDIDATES, MODIFIER_CANDIDATES, NOT_CANDIDATE, VAL_CANDIDATE } from './completionItems';
import { findDefinition } from './definitions';
import type { Definition, LanguageEnvironment } from './environment';
import { expandFilter } from './expand';
import { transformerLabel } from './transformerLabel';
import { conditionAt } from './treeSearch';

type Told = Pick<Hover, 'title' | 'detail' | 'paragraphs' | 'examples'>;

/** What the thing under an offset is, and how many events the condition that it belongs to keeps. */
export async function hoverAt(
  parsed: ParsedFilter,
  offset: number,
  environment: LanguageEnvironment,
): Promise<Hover | undefined> {
  const token = tokenAt(parsed, offset);
  const told = token && tellOf(parsed, token, environment.definitions);
  if (!token || !told) return undefined;
  const { start, end } = token;
  const condition = conditionAt(parsed.root, offset);
  const counted =
    condition && condition.kind !== 'error' ? parsed.text.slice(condition.start, condition.end) : undefined;
  const counts = counted === undefined ? [] : await countsOf(counted, environment);
  return { start, end, ...told, counts, counted: counts.length === 0 ? undefined : counted };
}

async function countsOf(counted: string, { definitions, count }: LanguageEnvironment): Promise<Hover['counts']> {
  const filter = expandFilter(counted, definitions);
  if (filter === undefined) return [];
  return (await count?.(filter).catch(() => undefined)) ?? [];
}

function tokenAt({ tokens }: ParsedFilter, offset: number): Token | undefined {
  const token = tokens.find(({ end }) => offset < end);
  return token && token.start <= offset ? token : undefined;
}

function tellOf({ text, tokens }: ParsedFilter, token: Token, definitions: readonly Definition[]): Told | undefined {
  const written = text.slice(token.start, token.end);
  switch (token.kind) {
    case 'field':
    case 'argument': {
      const [first, second] = withArgument(tokens, token);
      return ofField(text.slice(first.start, second.end));
    }
    case 'operator':
      return ofOperator(written);
    case 'transformer':
      return ofTransformer(written);
    case 'keyword':
      return ofWord(written);
    case 'modifier':
      return ofWord(written);
    case 'macro':
      return ofDefinition(findDefinition(definitions, 'macro', written));
    case 'bare':
      return ofDefinition(findDefinition(definitions, 'list', written)) ?? ofValue(written);
    case 'quoted':
      return ofValue(written);
    default:
      return undefined;
  }
}

/** The tokens of a field: its name, and its argument where it has one in brackets. */
function withArgument(tokens: readonly Token[], token: Token): readonly [Token, Token] {
  const index = tokens.indexOf(token);
  if (token.kind === 'argument') return [tokens[index - 1] ?? token, token];
  const next = tokens[index + 1];
  return [token, next?.kind === 'argument' ? next : token];
}

function ofField(written: string): Told | undefined {
  const bound = resolveField(written);
  if (isFieldError(bound) || bound.length < written.length) return undefined;
  const { field } = bound;
  return {
    title: bound.name,
    detail: `field · ${typeOf(bound)} · ${ageOf(bound)}`,
    paragraphs: [field.description],
    examples: [field.example],
  };
}

function typeOf({ type, isList }: BoundField): string {
  return isList ? `a list, each item ${typeNoun(type)}` : typeNoun(type);
}

function ageOf({ field: { since, until } }: BoundField): string {
  return until === undefined ? `since ${since}` : `from ${since} to ${until}`;
}

function ofOperator(name: string): Told | undefined {
  const operator = findOperator(name);
  return operator && { title: name, detail: 'operator', paragraphs: [operator.description], examples: [] };
}

function ofTransformer(name: string): Told | undefined {
  if (name === VAL) return { ...ofCandidate(VAL_CANDIDATE), examples: ['proc.name = val(proc.pname)'] };
  const transformer = findTransformer(name);
  if (!transformer) return undefined;
  const { description, example, parameters } = transformer;
  const explained = parameters.map((parameter) => `${parameter.name}: ${parameter.description}`);
  return {
    title: transformerLabel(transformer),
    detail: 'transformer',
    paragraphs: [description, ...explained],
    examples: [example],
  };
}

function ofWord(word: string): Told | undefined {
  const words = [...CONNECTIVE_CANDIDATES, NOT_CANDIDATE, ...MODIFIER_CANDIDATES];
  const candidate = words.find(({ label }) => label === word);
  return candidate && ofCandidate(candidate);
}

function ofCandidate({ label, detail, documentation }: { label: string; detail: string; documentation: string }): Told {
  return { title: label, detail, paragraphs: [documentation], examples: [] };
}

const LONGEST_EXAMPLE = 2000;

function ofDefinition(definition: Definition | undefined): Told | undefined {
  if (!definition) return undefined;
  const { kind, name, documentation, text } = definition;
  return {
    title: name,
    detail: kind,
    paragraphs: documentation === '' ? [] : [documentation],
    examples: [text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text],
  };
}

const LONGEST_TITLE = 200;

function ofValue(written: string): Told {
  const title = written.length > LONGEST_TITLE ? `${written.slice(0, LONGEST_TITLE)}…` : written;
  return { title, detail: 'value', paragraphs: [], examples: [] };
}
