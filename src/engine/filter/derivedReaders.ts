import type { EventRow } from '../base/brands';
import type {
  FieldContext,
  FieldReader,
  MomentDecider,
  RowReader,
  SeveralReader,
  TypeReader,
} from '../fields/fieldReader';
import { Reading } from '../fields/fieldReader';
import type { KeptValues } from '../fields/keptTexts';
import { momentDeciderOf } from '../fields/momentDecider';
import { isExact } from '../fields/readers/shapes';
import { readWith } from '../fields/readField';
import type { FieldValue } from '../fields/value';

/** What was read, as a copy that stays as it is. */
export interface HeldValue {
  readonly number: number;
  /** Of readers that `hasExact` says yes of. */
  readonly exact: bigint;
  readonly bytes: Uint8Array;
}

/** Whether the number of a held value is in `exact`. */
export function hasExact(reader: FieldReader): boolean {
  return isExact(reader) || (reader.domain === 'column' && reader.base !== undefined);
}

/** Makes something else of a value, in its place; false where that has none. */
export type Change = (value: FieldValue) => boolean;

/** Puts what several values make together into a value; false where that has none. */
export type Combination = (values: readonly HeldValue[], into: FieldValue) => boolean;

/** A reader of changed values. What a version or type decides stays decided by it. */
export function changedReader(reader: FieldReader, change: Change): FieldReader {
  switch (reader.domain) {
    case 'thread':
      return {
        domain: 'thread',
        read: (trace, version, value) => changed(reader.read(trace, version, value), change, value),
        ...(reader.closer && { closer: changedCloser(reader.closer, change) }),
      };
    case 'fd':
      return {
        domain: 'fd',
        read: (trace, version, value) => changed(reader.read(trace, version, value), change, value),
        ...(reader.closer && { closer: changedCloser(reader.closer, change) }),
      };
    case 'type':
      return changedType(reader, change);
    case 'several':
      return { domain: 'several', readItem: (...place) => changedItem(reader, change, ...place) };
    case 'row':
      return changedRow(reader, change);
    case 'column':
      return {
        domain: 'row',
        ...(reader.types && { types: reader.types }),
        read: (context, row, value) => readWith(reader, context, row, value) && change(value),
      };
  }
}

/**
 * A reader of what several values make together; it has none where one of them is missing. Where one kind of version
 * decides all of them, it decides this.
 */
export function combinedReader(readers: readonly FieldReader[], combine: Combination): FieldReader {
  const byRow: RowReader = {
    domain: 'row',
    read: (context, row, value) => readAll(readers, (reader) => readWhole(reader, context, row, value), value, combine),
    ...(readers.some(readsBytes) && { readsBytes: true }),
    ...(readers.some((reader) => reader.domain === 'row' && reader.needsFd) && { needsFd: true }),
  };
  const decider = combinedDecider(readers, combine);
  if (decider) return { ...byRow, decidedBy: decider };
  const threads = readers.flatMap((reader) => (reader.domain === 'thread' ? [reader] : []));
  if (threads.length < readers.length || threads.length === 0) return byRow;
  return {
    domain: 'thread',
    read(trace, version, value) {
      let isDecided = true;
      const isValue = readAll(
        threads,
        (reader) => {
          const reading = reader.read(trace, version, value);
          if (reading === Reading.CLOSER) isDecided = false;
          return reading === Reading.VALUE;
        },
        value,
        combine,
      );
      return isDecided ? (isValue ? Reading.VALUE : Reading.MISSING) : Reading.CLOSER;
    },
    closer: byRow,
  };
}

/** The same where a thread version and the moment decide all values, and the version alone not all of them. */
function combinedDecider(readers: readonly FieldReader[], combine: Combination): MomentDecider | undefined {
  const deciders = readers.flatMap((reader) => momentDeciderOf(reader) ?? []);
  const isSettled = readers.every((reader) => reader.domain === 'thread' && !reader.closer);
  if (isSettled || deciders.length < readers.length) return undefined;
  return {
    by: 'moment',
    readAt: (context, version, row, value) =>
      readAll(deciders, (decider) => decider.readAt(context, version, row, value), value, combine),
  };
}

/** Reads all values of a row, in copies. */
export function readSeveral(
  reader: SeveralReader,
  context: FieldContext,
  row: EventRow,
  value: FieldValue,
): HeldValue[] {
  const values: HeldValue[] = [];
  while (reader.readItem(context, row, values.length, value)) values.push(held(value));
  return values;
}

/** A copy of a value: what it points at may be gone after the next read. */
export function held(value: FieldValue): HeldValue {
  const { bytes, start, end } = value;
  return { number: value.number, exact: value.exact, bytes: bytes.slice(start, end) };
}

/** Reads a value with what its column lacks. */
function readWhole(reader: FieldReader, context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const isThere = readWith(reader, context, row, value);
  if (reader.domain === 'column' && reader.base) {
    value.exact = reader.base(context.trace) + BigInt(value.number);
    value.number = Number(value.exact);
  }
  return isThere;
}

function readAll<Reader>(
  readers: readonly Reader[],
  read: (reader: Reader) => boolean,
  value: FieldValue,
  combine: Combination,
): boolean {
  const values: HeldValue[] = [];
  for (const reader of readers) {
    if (!read(reader)) return false;
    values.push(held(value));
  }
  return combine(values, value);
}

function readsBytes(reader: FieldReader): boolean {
  return reader.domain === 'row' ? reader.readsBytes === true : reader.domain === 'type';
}

function changed(reading: Reading, change: Change, value: FieldValue): Reading {
  return reading === Reading.VALUE && !change(value) ? Reading.MISSING : reading;
}

function changedCloser(reader: TypeReader | RowReader, change: Change): TypeReader | RowReader {
  return reader.domain === 'type' ? changedType(reader, change) : changedRow(reader, change);
}

function changedType(reader: TypeReader, change: Change): TypeReader {
  const { readCall, readFd, keptBytes } = reader;
  return {
    domain: 'type',
    read: (type, value) => changed(reader.read(type, value), change, value),
    ...(readCall && { readCall: (call, value) => changed(readCall(call, value), change, value) }),
    ...(readFd && { readFd: (trace, version, value) => changed(readFd(trace, version, value), change, value) }),
    readBytes: (context, row, value) => (reader.readBytes?.(context, row, value) ?? false) && change(value),
    ...(reader.bytesAreRare && { bytesAreRare: true }),
    ...(keptBytes && { keptBytes: (trace) => changedKept(keptBytes(trace), change) }),
  };
}

function changedRow(reader: RowReader, change: Change): RowReader {
  const { types, needsFd, kept } = reader;
  const decider = momentDeciderOf(reader);
  return {
    domain: 'row',
    ...(types && { types }),
    ...(needsFd && { needsFd }),
    read: (context, row, value) => reader.read(context, row, value) && change(value),
    ...(decider && { decidedBy: changedMoment(decider, change) }),
    ...(reader.readsBytes && { readsBytes: true }),
    ...(kept && { kept: (trace) => changedKept(kept(trace), change) }),
  };
}

function changedMoment({ readAt }: MomentDecider, change: Change): MomentDecider {
  return {
    by: 'moment',
    readAt: (context, version, row, value) => readAt(context, version, row, value) && change(value),
  };
}

function changedKept(kept: KeptValues, change: Change): KeptValues {
  return {
    rows: kept.rows,
    startOf: (block) => kept.startOf(block),
    endOf: (block) => kept.endOf(block),
    put: (place, value) => kept.put(place, value) && change(value),
  };
}

/** Items of which nothing can be made are not there. */
function changedItem(
  reader: SeveralReader,
  change: Change,
  context: FieldContext,
  row: EventRow,
  index: number,
  value: FieldValue,
): boolean {
  let left = index;
  for (let at = 0; reader.readItem(context, row, at, value); at++) {
    if (change(value) && left-- === 0) return true;
  }
  return false;
}
