import type { EventRow } from '../../src/engine/base/brands';
import { DEVIATIONS, type Deviation, type Peer } from '../conformance/deviations';
import type { OpenedTrace } from './openedTrace';
import { keptEvents } from './recordedFilters';

/** Finds which deviation explains that an event's line or field differs from what a program recorded. */
export class Explanations {
  /** By deviation: the numbers of the events that it is about. */
  private readonly events = new Map<Deviation, (number: number) => boolean>();
  private readonly deviations: readonly Deviation[];

  constructor(
    private readonly opened: OpenedTrace,
    peer: Peer,
  ) {
    this.deviations = DEVIATIONS.filter(({ peers }) => peers.includes(peer));
  }

  /** Why an event's value of one of these fields differs; undefined where nothing explains it. */
  ofFields(number: number, fields: readonly string[]): Deviation | undefined {
    return this.deviations.find(
      (deviation) => fields.some((field) => isAbout(deviation, field)) && this.isOneOf(deviation, number),
    );
  }

  /** Why its printed line differs. */
  ofLine(number: number): Deviation | undefined {
    return this.deviations.find((deviation) => deviation.inLines && this.isOneOf(deviation, number));
  }

  /** Whether a deviation is about one of these fields at all. */
  couldChange(fields: readonly string[]): boolean {
    return this.deviations.some((deviation) => fields.some((field) => isAbout(deviation, field)));
  }

  /** Whether an event is one of those that a deviation is about, by its name. */
  isNamed(name: string, number: number): boolean {
    const deviation = this.deviations.find((each) => each.name === name);
    if (!deviation) throw new Error(`There is no deviation named "${name}"`);
    return this.isOneOf(deviation, number);
  }

  private isOneOf(deviation: Deviation, number: number): boolean {
    let test = this.events.get(deviation);
    if (!test) {
      test = this.testOf(deviation);
      this.events.set(deviation, test);
    }
    return test(number);
  }

  private testOf({ name, events }: Deviation): (number: number) => boolean {
    const { trace } = this.opened;
    if (typeof events !== 'string') return (number) => events(trace, (number - 1) as EventRow);
    const kept = keptEvents(this.opened, events);
    if (typeof kept === 'string') throw new Error(`${name}: ${kept}`);
    const numbers = new Set(kept);
    return (number) => numbers.has(number);
  }
}

/** The fields that a filter names, and words of its language that deviations are about. */
export function namesOf(filter: string): string[] {
  return [...filter.matchAll(/[a-z]\w*(?:\.\w+)+|\bpmatch\b|\bb64\b|\bnot not\b/g)].map(([name]) => name);
}

function isAbout({ fields }: Deviation, name: string): boolean {
  return fields.some((field) => name.startsWith(field));
}
