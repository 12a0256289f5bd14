import type { ByteDictionary } from '../base/byteDictionary';
import type { FieldValue } from '../fields/value';
import { Decision } from './decision';
import type { ValueTest } from './valueTest';

/** Of so many strings the decisions are remembered; then it is begun anew. */
const MOST_STRINGS = 1 << 14;

/** A test that looks at each text of a dictionary once, and at each string: thousands of versions share a name. */
export class TextDecisions {
  private known = new Uint8Array(0);
  private readonly strings = new Map<string, boolean>();
  private lastString: string | undefined;
  private lastDecision = false;

  constructor(
    private readonly dictionary: ByteDictionary,
    private readonly test: ValueTest,
  ) {}

  satisfies(value: FieldValue): boolean {
    const string = value.givenString;
    if (string !== undefined) return this.satisfiesString(string, value);
    const entry = value.entryOf(this.dictionary);
    if (entry < 0) return this.test(value);
    if (entry >= this.known.length) this.grow();
    if (this.known[entry] === Decision.OPEN) this.known[entry] = this.test(value) ? Decision.YES : Decision.NO;
    return this.known[entry] === Decision.YES;
  }

  private satisfiesString(string: string, value: FieldValue): boolean {
    if (string === this.lastString) return this.lastDecision;
    let decision = this.strings.get(string);
    if (decision === undefined) {
      decision = this.test(value);
      if (this.strings.size === MOST_STRINGS) this.strings.clear();
      this.strings.set(string, decision);
    }
    this.lastString = string;
    this.lastDecision = decision;
    return decision;
  }

  private grow(): void {
    const larger = new Uint8Array(Math.max(this.dictionary.size, 2 * this.known.length)).fill(Decision.OPEN);
    larger.set(this.known);
    this.known = larger;
  }
}
