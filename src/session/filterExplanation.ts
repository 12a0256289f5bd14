import type { ExplanationOutcome, FilterExplanation } from '../engine/filter/explanation';
import type { Trace } from '../engine/trace/trace';
import type { Explanation } from './protocol';
import { type Cancellation, throwIfCancelled } from './requestQueue';
import type { SessionPort } from './sessionPort';
import { SlicePace } from './slicePace';

/** How long one answer counts at most, in ms. */
const PATIENCE = 1000;

/** An explanation as far as it has been worked out. */
interface Begun {
  readonly filter: string;
  readonly explanation: FilterExplanation;
  readonly pace: SlicePace;
  scanned: number;
}

/** Explains filters over one trace. The last one is kept: where it took longer than one answer may, it goes on. */
export class Explanations {
  private begun: Begun | undefined;

  constructor(
    private readonly trace: Trace,
    private readonly port: Pick<SessionPort, 'breathe'>,
    private readonly begin: (filter: string) => ExplanationOutcome,
    /** Whether more events may come. */
    private readonly isGrowing: () => boolean,
  ) {}

  /** Counts in slices, between which messages are served; throws `cancelled` where the request was withdrawn. */
  async explain(filter: string, cancellation: Cancellation): Promise<Explanation> {
    const begun = this.begun?.filter === filter ? this.begun : undefined;
    const outcome = begun ? { accepted: true as const, explanation: begun.explanation } : this.begin(filter);
    if (!outcome.accepted) return outcome;
    const state = begun ?? { filter, explanation: outcome.explanation, pace: new SlicePace(), scanned: 0 };
    this.begun = state;
    const { events } = this.trace;
    const deadline = performance.now() + PATIENCE;
    while (state.scanned < events.length && performance.now() < deadline) {
      state.pace.run((count) => {
        const to = Math.min(events.length, state.scanned + count);
        state.explanation.ask(state.scanned, to);
        state.scanned = to;
      });
      await this.port.breathe();
      throwIfCancelled(cancellation);
    }
    // Parts go on counting: what is answered has to stay as it is.
    const parts = state.explanation.parts.map((part) => ({ ...part }));
    return { accepted: true, parts, complete: !this.isGrowing() && state.scanned === events.length };
  }

  /** Forgets the one that was begun: filters mean something else now. */
  forget(): void {
    this.begun = undefined;
  }
}
