import type { PageState } from './editorProtocol';
import type { VisitedEvents } from './selectionHistory';

/** What of a page's state names events. */
type NumberedState = Pick<PageState, 'topNumber' | 'selectedNumber' | 'visited' | 'eventsBefore'>;

/**
 * Events have other numbers in another reading of a capture of which only the end is kept: those that stand for the same events
 * there. In place of one that is gone stands the oldest that is kept.
 */
export class Renumbering {
  /** How many events are gone. */
  readonly gone: number;

  /** How many events of the recording came before those of the former reading, and before those of this one. */
  constructor(
    former: number,
    private readonly eventsBefore: number,
  ) {
    this.gone = Math.max(0, eventsBefore - former);
  }

  /** The number of an event; 0, for none, stays. */
  number(former: number): number {
    return former === 0 ? 0 : Math.max(1, former - this.gone);
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
    const isKept = numbers.map((number, index) => index === at || number > this.gone);
    return {
      numbers: numbers.filter((_number, index) => isKept[index]).map((number) => this.number(number)),
      at: at - isKept.slice(0, Math.max(0, at)).filter((kept) => !kept).length,
    };
  }
}
