import { NO_THREAD } from '../base/brands';
import { Int32Column } from '../base/growingColumns';
import type { Horizon } from '../base/horizon';
import { countUntil } from '../base/sortedColumn';
import type { FieldContext, MomentDecider } from '../fields/fieldReader';
import type { Changes, Timeline } from '../fields/timeline';
import { FieldValue } from '../fields/value';
import { turningNumbers } from './answerRanges';
import { Decision } from './decision';
import type { MomentRule } from './momentPredicate';
import { momentRule } from './momentRules';
import type { ValueTest } from './valueTest';

/** Decisions on whole numbers from 0 to before this are remembered. */
const SMALL = 1 << 10;

/** What is known of a version: nothing yet, that its number is read, or from here on which turns it has. */
const OPEN = 0;
const READ = 1;
const FIRST_TURNS = 2;

/**
 * The rule of a check on a number of which it is known how it changed: each change is decided once, and the answer stays the same up
 * to the next change that is decided otherwise. What is not known is read.
 */
export function timelineRule(
  context: FieldContext,
  timeline: Timeline,
  read: MomentDecider['readAt'],
  operands: readonly (bigint | number)[],
  satisfies: ValueTest,
): MomentRule {
  const { events, horizon, threads } = context.trace;
  const otherwise = momentRule(context, read, satisfies);
  const turns = new Turns(timeline, operands, satisfies);
  let known = new Int32Array(0);
  let since = new Float64Array(0);
  let length = -1;
  return (version, row) => {
    if (events.length !== length) {
      length = events.length;
      known = new Int32Array(threads.length);
      since = new Float64Array(threads.length);
    }
    if (known[version] === OPEN) {
      const changes = version === NO_THREAD ? undefined : timeline.changesOf(version);
      known[version] = changes === undefined ? READ : FIRST_TURNS + turns.of(changes, timeline.scaleOf(version));
      if (changes !== undefined) since[version] = timeline.sinceOf(version);
    }
    if (known[version] === READ || row < since[version]) {
      horizon.lower(since[version]);
      return otherwise(version, row);
    }
    return turns.holds(known[version] - FIRST_TURNS, row, horizon);
  };
}

/** At which rows a test of numbers begins to hold, and at which it ends to, in turns, of several changes on several scales. */
class Turns {
  /** The rows, by the number of the turns. */
  private readonly rows: Int32Column[] = [];
  /** How many changes are decided. */
  private readonly decided: number[] = [];
  /** How many turns had come at the row that was asked about last: the next one is seldom far from it. */
  private readonly passed: number[] = [];
  private readonly scales = new Map<number, Scale>();
  private readonly value = new FieldValue();

  /** Where the test can turn. */
  private readonly turning: Float64Array;

  constructor(
    private readonly timeline: Timeline,
    operands: readonly (bigint | number)[],
    private readonly satisfies: ValueTest,
  ) {
    this.turning = turningNumbers(operands);
  }

  /** The number of the turns of changes on a scale, which are decided now. */
  of(changes: Changes, scale: number): number {
    const known = this.scaleOf(scale);
    let turns = known.turns[changes.place];
    if (turns === undefined) {
      turns = this.rows.length;
      known.turns[changes.place] = turns;
      this.rows.push(new Int32Column(4));
      this.decided.push(0);
      this.passed.push(0);
    }
    if (this.decided[turns] < changes.rows.length) this.decide(changes, scale, turns);
    return turns;
  }

  /** Whether the test holds at a row; lowers the horizon to where that turns. */
  holds(turns: number, row: number, horizon: Horizon): boolean {
    const rows = this.rows[turns];
    let passed = this.passed[turns];
    if (passed > 0 && rows.values[passed - 1] > row) passed = countUntil(rows, row, 0, passed);
    else if (passed < rows.length && rows.values[passed] <= row) {
      passed++;
      if (passed < rows.length && rows.values[passed] <= row) passed = countUntil(rows, row, passed);
    }
    this.passed[turns] = passed;
    if (passed < rows.length) horizon.lower(rows.values[passed]);
    return (passed & 1) === 1;
  }

  private scaleOf(scale: number): Scale {
    let known = this.scales.get(scale);
    if (known === undefined) {
      known = { turns: [], decisions: new Uint8Array(SMALL).fill(Decision.OPEN) };
      this.scales.set(scale, known);
    }
    return known;
  }

  private decide({ rows, values, rises }: Changes, scale: number, turns: number): void {
    const into = this.rows[turns];
    const { decisions } = this.scaleOf(scale);
    let held = (into.length & 1) === 1;
    for (let at = this.decided[turns]; at < rows.length; at = rises ? this.nextTurn(values, at, scale) : at + 1) {
      const value = values.values[at];
      const isSmall = (value & (SMALL - 1)) === value;
      let decision: number = isSmall ? decisions[value] : Decision.OPEN;
      if (decision === Decision.OPEN) {
        decision = this.decisionOn(value, scale);
        if (isSmall) decisions[value] = decision;
      }
      const holds = decision === Decision.YES;
      if (holds !== held) into.push(rows.values[at]);
      held = holds;
    }
    this.decided[turns] = rows.length;
  }

  /** Of values whose numbers rise, the place of the first behind one for which the test can turn; their end where it can not. */
  private nextTurn({ values, length }: Changes['values'], at: number, scale: number): number {
    const { timeline, turning } = this;
    const number = timeline.numberOf(values[at], scale);
    const next = turning.find((each) => each > number);
    if (next === undefined) return length;
    let low = at + 1;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (timeline.numberOf(values[middle], scale) < next) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private decisionOn(value: number, scale: number): Decision {
    this.value.number = this.timeline.numberOf(value, scale);
    return !Number.isNaN(this.value.number) && this.satisfies(this.value) ? Decision.YES : Decision.NO;
  }
}

/** What is known on a scale. */
interface Scale {
  /** The numbers of turns, by the place of their changes. */
  readonly turns: (number | undefined)[];
  /** The decisions on small values. */
  readonly decisions: Uint8Array;
}
