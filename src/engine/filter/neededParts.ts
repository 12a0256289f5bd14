import { decodeText, encodeText } from '../base/text';
import { EVENT_TYPES } from '../capture/eventTable';
import type { FieldContext, FieldReader } from '../fields/fieldReader';
import type { TextPart } from '../format/parameterParts';
import type { Operand } from './boundTree';
import { ByteSearch } from './byteSearch';
import type { Comparison } from './operators';

/** Texts of which the bytes are the characters. */
const ASCII = /^[\x20-\x7e]+$/;

/** Comparisons that a text cannot satisfy without one of the operands in it. */
const NEED_PARTS: ReadonlySet<Comparison> = new Set([
  'equal',
  'in',
  'intersects',
  'starts-with',
  'ends-with',
  'contains',
  'contains-any-case',
  'glob',
  'glob-any-case',
]);

/** Of more texts not each is looked for. */
const MOST_PARTS = 16;

/** What means something else than itself in a pattern. */
const IN_PATTERNS = /[*?]+/;

/** Whether a comparison asks for nothing else than its operand in a text. */
export function isSearch(comparison: Comparison): boolean {
  return comparison === 'contains' || comparison === 'contains-any-case';
}

/** Of which one the text that a reader has must have in it to satisfy a comparison; none where that is no use. */
export function partsNeeded(reader: FieldReader, comparison: Comparison, operand: Operand): readonly TextPart[] {
  const isAsked = (reader.domain === 'row' || reader.domain === 'type') && reader.mayHave !== undefined;
  if (!isAsked || operand.form !== 'bytes' || !NEED_PARTS.has(comparison)) return [];
  const anyCase = comparison === 'contains-any-case' || comparison === 'glob-any-case';
  const isPattern = comparison === 'glob' || comparison === 'glob-any-case';
  const isStart = !isPattern && !isSearch(comparison) && comparison !== 'ends-with';
  const texts = operand.strings.map((bytes) => (isPattern ? longestLiteral(decodeText(bytes)) : decodeText(bytes)));
  if (texts.length > MOST_PARTS || !texts.every((text) => ASCII.test(text))) return [];
  return texts.map((text) => textPart(text, anyCase, isStart));
}

function textPart(text: string, anyCase: boolean, isStart: boolean): TextPart {
  const search = new ByteSearch(encodeText(text), anyCase);
  return {
    text: anyCase ? text.toLowerCase() : text,
    anyCase,
    isStart,
    isIn: (bytes, start, end) => search.isIn(bytes, start, end),
    within: (shorter) => textPart(shorter, anyCase, false),
  };
}

/** What stands as it is in every text that a pattern fits: the longest of what has no sets of letters near; empty where there is none. */
function longestLiteral(pattern: string): string {
  if (/[[\]\\]/.test(pattern)) return '';
  return pattern.split(IN_PATTERNS).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** By event type: 1 where the text that a reader has may have one of several parts in it; undefined where that is not known. */
export function typesWithParts(
  context: FieldContext,
  reader: FieldReader,
  parts: readonly TextPart[],
): Uint8Array | undefined {
  const mayHave = reader.domain === 'row' || reader.domain === 'type' ? reader.mayHave : undefined;
  if (!mayHave || parts.length === 0) return undefined;
  return Uint8Array.from(EVENT_TYPES, ({ id }) => (parts.some((part) => mayHave(context, id, part)) ? 1 : 0));
}
