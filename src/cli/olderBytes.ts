import { type BoundField, isFieldError, resolveField } from '../engine/fields/resolveField';
import type { ReadRequest } from './request';

const FIELD_NAME = /[A-Za-z][\w.]*/g;

/**
 * Whether a request comes back to the bytes of events long after they were read, so that all of them have to be kept: a new
 * capture, chisels and another order do, and fields of processes that are what an earlier event said, such as `proc.vmsize`.
 */
export function needsOlderBytes({ writeTo, chisels, sortsByTime, format, words }: ReadRequest): boolean {
  return writeTo !== undefined || chisels.length > 0 || sortsByTime || [format ?? '', ...words].some(namesOlderEvents);
}

/** Takes a text for what it may name at most: a value that looks like such a field costs a little disk space. */
function namesOlderEvents(text: string): boolean {
  return [...text.matchAll(FIELD_NAME)].some(({ index }) => {
    const field = resolveField(text, index);
    return !isFieldError(field) && isOfOlderEvents(field);
  });
}

function isOfOlderEvents({ name, readers }: BoundField): boolean {
  return /^(proc|thread)\./.test(name) && readers.some(({ domain }) => domain === 'row' || domain === 'several');
}
