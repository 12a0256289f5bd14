/** Events that were chosen, by their numbers, and the place among them; as it is kept through reloads. */
export interface VisitedEvents {
  readonly numbers: readonly number[];
  /** Index of the event that is chosen now; -1 before the first one. */
  readonly at: number;
}

export const NOTHING_VISITED: VisitedEvents = { numbers: [], at: -1 };

/** Most events that are remembered. */
const MOST_VISITED = 100;

/**
 * The way back, and forth again, through chosen events. A jump is a step that can be gone back; whoever walks from line to
 * line stays at the same step, which follows him.
 */
export class SelectionHistory {
  constructor(private visited: VisitedEvents) {}

  get current(): VisitedEvents {
    return this.visited;
  }

  get canGoBack(): boolean {
    return this.visited.at > 0;
  }

  get canGoForward(): boolean {
    return this.visited.at < this.visited.numbers.length - 1;
  }

  /** An event is chosen; after a jump nothing lies ahead any more. */
  choose(number: number, jumped: boolean): void {
    const { numbers, at } = this.visited;
    if (numbers[at] === number) return;
    if (at >= 0 && !jumped) {
      this.visited = { numbers: numbers.with(at, number), at };
      return;
    }
    const kept = [...numbers.slice(0, at + 1), number].slice(-MOST_VISITED);
    this.visited = { numbers: kept, at: kept.length - 1 };
  }

  /** Steps back (-1) or forth (1), and gives the event there; null at the end. */
  step(by: -1 | 1): number | null {
    const { numbers, at } = this.visited;
    const number = numbers[at + by];
    if (number === undefined) return null;
    this.visited = { numbers, at: at + by };
    return number;
  }
}
