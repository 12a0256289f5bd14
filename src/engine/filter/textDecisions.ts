import type { ByteDictionary } from '../base/byteDictionary';
import type { FieldValue } from '../fields/value';
import { Decision } from './decision';
import type { ValueTest } from './valueTest';

/** A test that looks at each text of a dictionary once: thousands of versions share a name. */
export class TextDecisions {
  private known = new Uint8Array(0);

  constructor(
    private readonly dictionary: ByteDictionary,
    private readonly test: ValueTest,
  ) {}

  satisfies(value: FieldValue): boolean {
    const entry = value.entryOf(this.dictionary);
    if (entry < 0) return this.test(value);
    if (entry >= this.known.length) this.grow();
    if (this.known[entry] === Decision.OPEN) this.known[entry] = this.test(value) ? Decision.YES : Decision.NO;
    return this.known[entry] === Decision.YES;
  }

  private grow(): void {
    const larger = new Uint8Array(Math.max(this.dictionary.size, 2 * this.known.length)).fill(Decision.OPEN);
    larger.set(this.known);
    this.known = larger;
  }
}
