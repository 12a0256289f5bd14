import type { ThreadVersion } from '../base/brands';
import type { FieldContext, FieldReader, MomentDecider } from '../fields/fieldReader';
import { perTrace } from '../fields/readers/memo';
import { FieldValue } from '../fields/value';
import { Decision } from './decision';
import type { MomentRule } from './momentPredicate';
import { TextDecisions } from './textDecisions';
import type { ValueTest } from './valueTest';

/** Of so many readers it is remembered what they read, those of them that were asked last; at 16 bytes a thread version each. */
const MOST_READERS = 12;

/** So many different texts of a reader are told apart. */
const MOST_TEXTS = 1 << 12;

/** Whether values are numbers or texts. */
type Form = 'number' | 'text';

/** What a reader read of each thread version: the value, and for which rows it is one, those of `[from, until)`. */
class MomentMemory {
  private from = new Int32Array(0);
  private until = new Int32Array(0);
  /** A number, or the place of a text in `texts`; NaN: there is no value. */
  private values = new Float64Array(0);
  private readonly texts: string[] = [];
  private readonly places = new Map<string, number>();

  /** Up to which row the value of a version at a row is known; 0: it is not. */
  knownUntil(version: ThreadVersion, row: number): number {
    return row >= this.from[version] && row < this.until[version] ? this.until[version] : 0;
  }

  valueOf(version: ThreadVersion): number {
    return this.values[version];
  }

  /** The place of a text; NaN where there are too many. */
  placeOf(text: string): number {
    const { places, texts } = this;
    let place = places.get(text);
    if (place === undefined) {
      if (texts.length === MOST_TEXTS) return Number.NaN;
      place = texts.length;
      places.set(text, place);
      texts.push(text);
    }
    return place;
  }

  textAt(place: number): string {
    return this.texts[place];
  }

  put(version: ThreadVersion, from: number, until: number, value: number): void {
    const goesOn = from === this.until[version] && Object.is(value, this.values[version]);
    if (!goesOn) this.from[version] = from;
    this.until[version] = until;
    this.values[version] = value;
  }

  /** Makes room for so many versions. */
  lengthen(versions: number): void {
    if (versions <= this.from.length) return;
    const { from, until, values } = this;
    this.from = new Int32Array(versions);
    this.until = new Int32Array(versions);
    this.values = new Float64Array(versions);
    this.from.set(from);
    this.until.set(until);
    this.values.set(values);
  }
}

const memories = perTrace((): Record<Form, Map<FieldReader, MomentMemory>> => ({ number: new Map(), text: new Map() }));

/**
 * The rule of a check on a value that a thread version and the moment decide, of which the next filter on it need not read again what
 * this one has read.
 */
export function rememberedRule(
  context: FieldContext,
  reader: FieldReader,
  readAt: MomentDecider['readAt'],
  form: Form,
  satisfies: ValueTest,
): MomentRule {
  const { events, horizon, threads } = context.trace;
  const memory = memoryOf(memories(context.trace)[form], reader);
  const value = new FieldValue();
  const texts = new TextDecisions(satisfies);
  const decisions = new Uint8Array(form === 'text' ? MOST_TEXTS : 0).fill(Decision.OPEN);
  const holds = (remembered: number): boolean => {
    if (Number.isNaN(remembered)) return false;
    if (form === 'number') {
      value.number = remembered;
      return satisfies(value);
    }
    if (decisions[remembered] === Decision.OPEN) {
      value.setString(memory.textAt(remembered));
      decisions[remembered] = satisfies(value) ? Decision.YES : Decision.NO;
    }
    return decisions[remembered] === Decision.YES;
  };
  return (version, row) => {
    const known = memory.knownUntil(version, row);
    if (known > 0) {
      horizon.lower(known);
      return holds(memory.valueOf(version));
    }
    memory.lengthen(threads.length);
    const isThere = readAt(context, version, row, value);
    // What rows have by now can change at later ones, which are not there yet.
    const until = Math.min(horizon.row, events.length);
    if (!isThere) {
      memory.put(version, row, until, Number.NaN);
      return false;
    }
    const text = form === 'text' ? value.givenString : undefined;
    const remembered = form === 'number' ? value.number : text === undefined ? Number.NaN : memory.placeOf(text);
    if (Number.isNaN(remembered)) return texts.satisfies(value);
    memory.put(version, row, until, remembered);
    return holds(remembered);
  };
}

function memoryOf(known: Map<FieldReader, MomentMemory>, reader: FieldReader): MomentMemory {
  const memory = known.get(reader) ?? new MomentMemory();
  // A map gives its keys in the order in which they were set: the first one was asked the longest ago.
  known.delete(reader);
  known.set(reader, memory);
  for (const [oldest] of known) {
    if (known.size <= MOST_READERS) break;
    known.delete(oldest);
  }
  return memory;
}
