import { type EventRow, type FdVersion, NO_FD, type ThreadVersion } from '../base/brands';
import {
  type FdDecider,
  type FdReader,
  type FieldContext,
  Reading,
  type ThreadReader,
  type TypeReader,
} from '../fields/fieldReader';
import { readWith } from '../fields/readField';
import { FieldValue } from '../fields/value';
import { callOfKey, typeOfKey } from '../trace/eventKeys';
import type { Trace } from '../trace/trace';
import { Decision } from './decision';
import { keptRule } from './keptRows';
import { askRule, type CloserRule, type KeyedRule } from './keyedPredicate';
import type { WholeRange } from './numberTests';
import { Cost } from './predicate';
import { TextDecisions } from './textDecisions';
import type { ValueTest } from './valueTest';

/** The rule of a check on a value that a thread version, fd version or event type decides; `range` has the numbers that satisfy it, where it is one. */
export function readerRule(
  context: FieldContext,
  reader: ThreadReader | FdReader | TypeReader,
  satisfies: ValueTest,
  range?: WholeRange,
): KeyedRule {
  const value = new FieldValue();
  const texts = new TextDecisions(satisfies);
  const decisionOf = (reading: Reading): Decision => {
    if (reading === Reading.CLOSER) return Decision.BY_ROW;
    return reading === Reading.VALUE && texts.satisfies(value) ? Decision.YES : Decision.NO;
  };
  if (reader.domain === 'type') {
    const decide = (key: number): Decision => decisionOf(readKind(reader, key, value));
    const cost = costByType(reader);
    const decideRow = (row: EventRow): boolean =>
      (reader.readBytes?.(context, row, value) ?? false) && texts.satisfies(value);
    const { readFd } = reader;
    if (!readFd) {
      const values = reader.keptBytes?.(context.trace);
      return { key: 'type', cost, decide, decideRow, kept: values && keptRule(values, satisfies, range) };
    }
    const byFd: KeyedRule = {
      key: 'fd',
      cost,
      decide: (version) => decisionOf(readFd(context.trace, version as FdVersion, value)),
      decideRow,
    };
    return askingCloser(context, { key: 'type', cost, decide }, { reader, rule: byFd });
  }
  const { closer } = reader;
  const cost = closer ? Cost.SOME_BYTES : Cost.KEYS;
  const decideRow = (row: EventRow): boolean =>
    closer !== undefined && readWith(closer, context, row, value) && satisfies(value);
  const { trace } = context;
  if (reader.domain === 'thread') {
    const decide = (version: number): Decision => decisionOf(reader.read(trace, version as ThreadVersion, value));
    return { key: 'thread', cost, decide, decideRow };
  }
  const decide = (version: number): Decision =>
    version === NO_FD ? Decision.NO : decisionOf(reader.read(trace, version as FdVersion, value));
  if (closer?.domain === 'type') {
    const rule = readerRule(context, closer, satisfies);
    return askingCloser(context, { key: 'fd', cost, decide }, { reader, rule });
  }
  return { key: 'fd', cost, decide, decideRow };
}

/** The rule of a check on a value that an fd version decides together with the context. */
export function fdRule(context: FieldContext, readFd: FdDecider['readFd'], satisfies: ValueTest): KeyedRule {
  const value = new FieldValue();
  const texts = new TextDecisions(satisfies);
  return onFd((version) => readFd(context, version, value) && texts.satisfies(value));
}

/** The rule that only rows with an fd satisfy. */
export const WITH_FD: KeyedRule = onFd(() => true);

function onFd(holds: (version: FdVersion) => boolean): KeyedRule {
  return {
    key: 'fd',
    cost: Cost.KEYS,
    decide: (version) => (version !== NO_FD && holds(version as FdVersion) ? Decision.YES : Decision.NO),
    decideRow: () => false,
  };
}

/** The rule that only rows of these types satisfy: those that have something else than 0. */
export function typesRule(types: Uint8Array): KeyedRule {
  return {
    key: 'type',
    cost: Cost.KEYS,
    decide: (key) => (types[typeOfKey(key)] === 0 ? Decision.NO : Decision.YES),
    decideRow: () => false,
  };
}

/** The rule that only rows of these fds satisfy. */
export function fdsRule(trace: Trace, hasFd: (trace: Trace, version: FdVersion) => boolean): KeyedRule {
  return {
    key: 'fd',
    cost: Cost.KEYS,
    decide: (version) => (hasFd(trace, version as FdVersion) ? Decision.YES : Decision.NO),
    decideRow: () => false,
  };
}

/** A rule that asks another one where its key does not decide. */
function askingCloser({ trace }: FieldContext, rule: Omit<KeyedRule, 'decideRow'>, closer: CloserRule): KeyedRule {
  return { ...rule, closer, decideRow: (row) => askRule(trace, closer.rule, row) };
}

/** Reads a value of a kind of events (`eventKey`). */
function readKind(reader: TypeReader, key: number, value: FieldValue): Reading {
  const reading = reader.read(typeOfKey(key), value);
  const call = callOfKey(key);
  return reading === Reading.CLOSER && call !== undefined && reader.readCall ? reader.readCall(call, value) : reading;
}

function costByType(reader: TypeReader): number {
  if (!reader.readBytes) return Cost.KEYS;
  return reader.bytesAreRare ? Cost.SOME_BYTES : Cost.BYTES;
}
