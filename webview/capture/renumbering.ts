import type { PageState } from './editorProtocol';
import { besides, captureOf, ownNumber } from './eventNumber';
import type { VisitedEvents } from './selectionHistory';

/** What of a page's state names events. */
type NumberedState = Pick<PageState, 'topNumber' | 'selectedNumber' | 'visited' | 'eventsBefore'>;

/**
 * Events have other numbers in another reading of a capture of which only the end is kept: those that stand for the same events
 * there. In place of one that is gone stands the oldest that is kept.
 */
export class Renumbering {
  /** How many events are gone of each capture. */
  private readonly gone: readonly number[];

  /** How many events of each recording came before those of the former reading, and before those of this one. */
  constructor(
    former: readonly number[],
    private readonly eventsBefore: readonly number[],
  ) {
    this.gone = eventsBefore.map((before, place) => Math.max(0, before - (former[place] ?? 0)));
  }

  /** The number of an event; 0, for none, stays. */
  number(former: number): number {
    return former === 0 ? 0 : besides(former, Math.max(1, ownNumber(former) - this.goneOf(former)));
  }

  state({ topNumber, selectedNumber, visited }: NumberedState): NumberedState {
    return {
      topNumber: this.number(topNumber),
      selectedNumber: this.number(selectedNumber),
      visited: this.visited(visited),
      eventsBefore: this.eventsBefore,
    };
  }

  /** Nothing leads back to what is gone. */
  private visited({ numbers, at }: VisitedEvents): VisitedEvents {
    const isKept = numbers.map((number, index) => index === at || ownNumber(number) > this.goneOf(number));
    return {
      numbers: numbers.filter((_number, index) => isKept[index]).map((number) => this.number(number)),
      at: at - isKept.slice(0, Math.max(0, at)).filter((kept) => !kept).length,
    };
  }

  /** How many events are gone of the capture that an event is of. */
  private goneOf(number: number): number {
    return this.gone[captureOf(number)] ?? 0;
  }
}

/** Whether two readings have the same events before them. */
export function isSameBeginning(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((before, place) => before === other[place]);
}
