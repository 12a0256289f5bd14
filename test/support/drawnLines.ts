import type { EventType } from '../../src/engine/capture/eventTable';
import { eventType } from './eventParameters';

/** A line of a drawn capture that is an event. */
export interface DrawnEvent {
  readonly time: bigint;
  readonly cpu: number;
  readonly comm: string;
  readonly tid: number;
  readonly type: EventType;
  /** Parameters by name, as text. */
  readonly values: Readonly<Record<string, string>>;
  /** Kept only for state: never shown. */
  readonly stateOnly: boolean;
}

/** Midnight of 1 January 2020, UTC: the day on which all drawn events happen. */
export const DRAWN_DAY = 1577836800n * 1_000_000_000n;

/** When the machine of all drawings was started. */
export const DRAWN_BOOT = 1_577_600_000_000_000_000n;

/** `state-only`, then number, time of day and CPU or none of them, then what happened. */
const EVENT_LINE =
  /^(state-only )?(?:(\d+) (\d\d):(\d\d):(\d\d)\.(\d{9}) (\d+) )?(\S.*?) \((\d+)\) ([<>]) (\S+?)(?:@(\d+))?(?: (.*))?$/;

/** Events without a time of their own happen a microsecond after each other, from ten o'clock on. */
const TEN_O_CLOCK = 36_000n * 1_000_000_000n;

/** Reads an event line; undefined where the line is not one. `number` is the event number that the line must have. */
export function readEventLine(line: string, number: number): DrawnEvent | undefined {
  const match = EVENT_LINE.exec(line);
  if (!match) return undefined;
  const [, stateOnly, stated, hours, minutes, seconds, nanoseconds, cpu, comm, tid, direction, name, id, rest] = match;
  const isPlaced = stated !== undefined;
  if (isPlaced && Number(stated) !== number) throw new Error(`This is event ${number}, not ${stated}`);
  const type = eventType(name, direction as '>' | '<', id === undefined ? undefined : Number(id));
  const secondsOfDay = BigInt(Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0));
  const time = isPlaced ? secondsOfDay * 1_000_000_000n + BigInt(nanoseconds) : TEN_O_CLOCK + BigInt(number) * 1000n;
  return {
    time: DRAWN_DAY + time,
    cpu: Number(cpu ?? 0),
    comm,
    tid: Number(tid),
    type,
    values: readValues(rest ?? ''),
    stateOnly: stateOnly !== undefined,
  };
}

/**
 * Reads `name=value name=value`. A value reaches to the next ` name=`, so it may contain blanks; one that contains ` word=`
 * stands in double quotes. What sysdig adds in brackets after a number, as in `res=-2(ENOENT)`, is dropped.
 */
export function readValues(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  let rest = text.trim();
  while (rest !== '') {
    const start = /^(\w+)=/.exec(rest);
    if (!start) throw new Error(`Expected name=value at "${rest}"`);
    rest = rest.slice(start[0].length);
    const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(rest);
    const raw = quoted ? quoted[0] : rest.slice(0, / \w+=/.exec(rest)?.index ?? rest.length);
    values[start[1]] = quoted ? quoted[1] : withoutMeaning(raw.trim());
    rest = rest.slice(raw.length).trimStart();
  }
  return values;
}

function withoutMeaning(value: string): string {
  return value.replace(/^(-?\d+)\(.*\)$/, '$1');
}
