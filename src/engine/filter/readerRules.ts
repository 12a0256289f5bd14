import { type EventRow, type FdVersion, NO_FD, type ThreadVersion } from '../base/brands';
import { type FdReader, type FieldContext, Reading, type ThreadReader, type TypeReader } from '../fields/field';
import { readWith } from '../fields/readField';
import { FieldValue } from '../fields/value';
import { callOfKey, typeOfKey } from '../trace/eventKeys';
import { Decision } from './decision';
import type { KeyedRule } from './keyedPredicate';
import { Cost } from './predicate';
import { TextDecisions } from './textDecisions';
import type { ValueTest } from './valueTest';

/** The rule of a check on a value that a thread version, fd version or event type decides. */
export function readerRule(
  context: FieldContext,
  reader: ThreadReader | FdReader | TypeReader,
  satisfies: ValueTest,
): KeyedRule {
  const value = new FieldValue();
  const texts = new TextDecisions(context.trace.texts, satisfies);
  const decisionOf = (reading: Reading): Decision => {
    if (reading === Reading.CLOSER) return Decision.BY_ROW;
    return reading === Reading.VALUE && texts.satisfies(value) ? Decision.YES : Decision.NO;
  };
  if (reader.domain === 'type') {
    return {
      key: 'type',
      cost: costByType(reader),
      decide: (key) => decisionOf(readKind(reader, key, value)),
      decideRow: (row) => (reader.readBytes?.(context, row, value) ?? false) && satisfies(value),
    };
  }
  const { closer } = reader;
  const cost = closer ? Cost.SOME_BYTES : Cost.COLUMNS;
  const decideRow = (row: EventRow): boolean =>
    closer !== undefined && readWith(closer, context, row, value) && satisfies(value);
  const { trace } = context;
  if (reader.domain === 'thread') {
    const decide = (version: number): Decision => decisionOf(reader.read(trace, version as ThreadVersion, value));
    return { key: 'thread', cost, decide, decideRow };
  }
  const decide = (version: number): Decision =>
    version === NO_FD ? Decision.NO : decisionOf(reader.read(trace, version as FdVersion, value));
  return { key: 'fd', cost, decide, decideRow };
}

/** Reads a value of a kind of events (`eventKey`). */
function readKind(reader: TypeReader, key: number, value: FieldValue): Reading {
  const reading = reader.read(typeOfKey(key), value);
  const call = callOfKey(key);
  return reading === Reading.CLOSER && call !== undefined && reader.readCall ? reader.readCall(call, value) : reading;
}

function costByType(reader: TypeReader): number {
  if (!reader.readBytes) return Cost.COLUMNS;
  return reader.bytesAreRare ? Cost.SOME_BYTES : Cost.BYTES;
}
