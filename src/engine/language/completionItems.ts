import { encodeText } from '../base/text';
import { FIELDS } from '../fields/catalogue';
import type { Field } from '../fields/field';
import { typeNoun, type ValueForm } from '../fields/fieldType';
import { OPERATORS, type Operator } from '../filter/operators';
import { quoteValue } from '../filter/quoting';
import { TRANSFORMERS, type Transformer } from '../filter/transformers';
import type { Completion, CompletionKind } from './answers';
import type { CountedValue, Definition } from './environment';
import { FILTER_SNIPPETS } from './snippets';
import { transformerLabel } from './transformerLabel';
import { countText } from './wording';

/** A completion before it has its place in the list. */
export type Candidate = Omit<Completion, 'order'>;

/** Gives every candidate the place that it has in the list. */
export function inOrder(candidates: readonly Candidate[]): Completion[] {
  return candidates.map((candidate, index) => ({ ...candidate, order: `${index}`.padStart(6, '0') }));
}

/** Every field that filters can use. */
export const FIELD_CANDIDATES: readonly Candidate[] = FIELDS.filter(({ only }) => only !== 'formats').map(ofField);

function ofField(field: Field): Candidate {
  const { name, type, description, until, argument, isList } = field;
  const noun = isList ? `a list of ${typeNoun(type).replace(/^an? /, '')}s` : typeNoun(type);
  const detail = until === undefined ? noun : `${noun}, until ${until}`;
  const placed = argument?.required ? withArgument(field) : name;
  return { label: name, kind: 'field', detail, documentation: description, insert: placed, snippet: placed !== name };
}

function withArgument({ name, argument }: Field): string {
  const place = `\${1:${argument?.noun.replace(/[^A-Za-z0-9 ].*$/, '') ?? ''}}`;
  return argument?.nameLength ? `${name}.${place}` : `${name}[${place}]`;
}

/** A field with an argument behind a dot, such as `evt.arg.res`. */
export function dottedCandidate({ name, type, description }: Field, argument: string): Candidate {
  return plain('field', `${name}.${argument}`, typeNoun(type), description);
}

/** An argument in square brackets, which are closed behind it where that is missing. */
export function argumentCandidate(argument: string, noun: string, quote: string, closing: string): Candidate {
  const written = `${quote}${argument}${quote}`;
  return plain('value', written, noun, '', `${written}${closing}`);
}

/** Transformers; an operand has to be put into their brackets. */
export const TRANSFORMER_CANDIDATES: readonly Candidate[] = TRANSFORMERS.map((transformer) => ({
  label: transformer.name,
  kind: 'transformer',
  detail: transformerLabel(transformer),
  documentation: transformer.description,
  insert: `${transformer.name}(${placesOf(transformer)})`,
  snippet: true,
}));

function placesOf({ parameters }: Transformer): string {
  return parameters.map(({ name }, index) => `\${${index + 1}:${name}}`).join(', ');
}

/** The field to the right of an operator. */
export const VAL_CANDIDATE: Candidate = {
  label: 'val',
  kind: 'transformer',
  detail: 'val(field)',
  documentation: 'The value of another field of the same event.',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet's place to fill in.
  insert: 'val(${1:field})',
  snippet: true,
};

export const NOT_CANDIDATE = plain(
  'keyword',
  'not',
  'negation',
  'Keeps the events that the next condition does not keep.',
  'not ',
);

export const CONNECTIVE_CANDIDATES: readonly Candidate[] = [
  plain(
    'keyword',
    'and',
    'both conditions',
    'Keeps the events that both conditions keep; binds tighter than or.',
    'and ',
  ),
  plain('keyword', 'or', 'either condition', 'Keeps the events that one of the conditions keeps.', 'or '),
];

export const MODIFIER_CANDIDATES: readonly Candidate[] = [
  modifier('anyof', 'At least one of the values satisfies the operator.'),
  modifier('oneof', 'Exactly one of the values satisfies the operator.'),
  modifier('allof', 'Every one of the values satisfies the operator.'),
];

function modifier(name: string, description: string): Candidate {
  return {
    label: name,
    kind: 'keyword',
    detail: `${name} (a, b, …)`,
    documentation: description,
    insert: `${name} (\${1:value})`,
    snippet: true,
  };
}

export const SNIPPET_CANDIDATES: readonly Candidate[] = FILTER_SNIPPETS.map(({ label, description, insert }) => ({
  label,
  kind: 'snippet',
  detail: insert.replace(/\$\{\d+:([^}]*)\}/g, '$1'),
  documentation: description,
  insert,
  snippet: insert.includes('${'),
}));

/** The operators that compare what is of a form; `list`: the operators of lists of any form. */
export function operatorCandidates(form: ValueForm | 'list' | 'distance' | undefined): Candidate[] {
  return OPERATORS.filter((operator) => suits(operator, form)).map(ofOperator);
}

function suits({ comparison, forms }: Operator, form: ValueForm | 'list' | 'distance' | undefined): boolean {
  switch (form) {
    case undefined:
      return true;
    case 'list':
      return comparison === 'in' || comparison === 'intersects' || comparison === 'exists';
    case 'distance':
      return comparison === 'equal';
    default:
      return forms.includes(form);
  }
}

function ofOperator({ name, operands, description }: Operator): Candidate {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet's place to fill in.
  const tail = operands === 'list' ? ' (${1:values})' : operands === 'one' ? ' ' : '';
  return {
    label: name,
    kind: 'operator',
    detail: operands === 'list' ? `${name} (a, b, …)` : '',
    documentation: description,
    insert: `${name}${tail}`,
    snippet: operands === 'list',
  };
}

/** Macros or lists of the file. `written` says how a name is inserted. */
export function definitionCandidates(
  definitions: readonly Definition[],
  kind: Definition['kind'],
  written: (name: string) => string = (name) => name,
): Candidate[] {
  return definitions
    .filter((definition) => definition.kind === kind)
    .map(({ name, text, documentation }) => plain(kind, name, oneLine(text), documentation, written(name)));
}

const LONGEST_DETAIL = 80;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL)}…` : line;
}

/** A value of open captures. */
export function countedCandidate({ text, count }: CountedValue, inQuotes: boolean): Candidate {
  return { ...valueCandidate(text, inQuotes), detail: countText(count), count };
}

/** A value as a filter writes it. Where a quote has been typed, it is found by its quotes. */
export function valueCandidate(text: string, inQuotes: boolean): Candidate {
  const written = quoteValue(encodeText(text));
  const insert = inQuotes && !written.startsWith('"') ? `"${written}"` : written;
  return plain('value', inQuotes ? insert : text, '', '', insert);
}

function plain(kind: CompletionKind, label: string, detail: string, documentation: string, insert = label): Candidate {
  return { label, kind, detail, documentation, insert, snippet: false };
}
