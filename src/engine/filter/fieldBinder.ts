import { FIELDS } from '../fields/catalogue';
import { type BoundField, isFieldError, resolveReference } from '../fields/resolveField';
import { whyUnanswered } from '../fields/unanswered';
import { FOREIGN_FIELDS } from './foreignFields';
import { mistake, type Report, replacement } from './mistake';
import { nearest } from './nearest';
import type { FieldReference } from './syntaxTree';

const FILTER_FIELDS = FIELDS.filter((field) => field.only !== 'formats').map((field) => field.name);

/** The field that a reference means; undefined where it means none, which has been reported. */
export function bindField(reference: FieldReference, report: Report): BoundField | undefined {
  const resolved = resolveReference(reference.name, reference.argument);
  if (!isFieldError(resolved)) {
    if (resolved.field.only !== 'formats') return resolved;
    report(mistake('field-not-for-filters', `The field '${resolved.name}' can only be printed.`, reference));
    return undefined;
  }
  if (!report.wants('mistake')) return undefined;
  const { start, end } = reference;
  const isUnknown = resolved.start === 0 && !FIELD_NAMES.has(reference.name);
  const reason = isUnknown ? whyUnanswered(reference.name) : undefined;
  if (reason !== undefined) {
    report(mistake('unknown-field', `The field '${reference.name}' cannot be answered: ${reason}`, reference));
    return undefined;
  }
  const toEnd = reference.argument !== undefined && resolved.start > 0;
  const range = { start: start + resolved.start, end: toEnd ? end : Math.min(end, start + resolved.end) };
  const name = { start, end: Math.min(end, start + reference.name.length) };
  const fixes = isUnknown
    ? likelyFields(reference.name).map((each) => replacement(`Change to '${each}'`, name, each))
    : [];
  report(mistake(isUnknown ? 'unknown-field' : 'field-argument', resolved.message, range, fixes));
  return undefined;
}

/** The fields that a wrong name may mean, the likeliest first. */
export function likelyFields(written: string): string[] {
  const foreign = FOREIGN_FIELDS.get(written.toLowerCase());
  if (foreign !== undefined) return [foreign];
  if (written.includes('.')) return nearest(written, FILTER_FIELDS);
  const lower = written.toLowerCase();
  const last = COMMON_CLASSES.map((each) => `${each}.${lower}`).filter((name) => FIELD_NAMES.has(name));
  return last.length > 0 ? last : nearest(written, FILTER_FIELDS);
}

const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS.map((field) => field.name));

/** What a name without a class is most likely one of. */
const COMMON_CLASSES = ['proc', 'fd', 'evt', 'user', 'container', 'k8s', 'thread'];
