import type { Diagnostic, DiagnosticCode, QuickFix } from './diagnostic';
import type { Expectation, Expected } from './expectation';
import { MOST_BRACKETS, MOST_CHECKS, MOST_VALUES } from './filterLimits';
import { Lexer } from './lexer';
import { insertion } from './mistake';
import type { TextRange } from './syntaxTree';

/** Deepest nesting of brackets. Source: facts/filter-language.md §1. */
export const DEEPEST_NESTING = 100;

/** Nobody reads more; the rest of such a text is taken as it is. */
const MOST_DIAGNOSTICS = 100;

/** What is known of an expectation before anything is written there. */
export type ExpectationContext = Omit<Expectation, 'expected' | 'start' | 'end' | 'written'>;

/** An expectation whose end is not known yet. */
type OpenExpectation = { -readonly [Key in keyof Expectation]: Expectation[Key] };

/** What all parts of the parser share while they read one text. */
export class ParseState {
  readonly lexer: Lexer;
  readonly diagnostics: Diagnostic[] = [];
  readonly expectations: Expectation[] = [];
  /** Set when going on makes no sense: every loop ends. */
  stopped = false;
  private depth = 0;
  private brackets = 0;
  private checks = 0;
  private values = 0;
  /** The last expectation, and whether it has no end yet. */
  private last: OpenExpectation | undefined;
  private open = false;

  constructor(readonly text: string) {
    this.lexer = new Lexer(text);
  }

  slice({ start, end }: TextRange): string {
    return this.text.slice(start, end);
  }

  /** Says what is wrong; only once for a place. */
  report(code: DiagnosticCode, message: string, { start, end }: TextRange, ...fixes: readonly QuickFix[]): void {
    const last = this.diagnostics[this.diagnostics.length - 1];
    if (last?.start === start && last.end === end) return;
    this.diagnostics.push({ code, severity: 'error', message, start, end, fixes });
    if (this.diagnostics.length === MOST_DIAGNOSTICS) this.stopped = true;
  }

  /** Notes that something is expected from here on, and takes the blanks before it. */
  expect(expected: Expected, context: ExpectationContext = {}): void {
    const { lexer } = this;
    this.settle();
    const start = lexer.endOfLast;
    lexer.blank();
    this.open = true;
    if (this.last?.expected === expected && this.last.start === start) return;
    const { left, operator, modifier, transformer } = context;
    this.last = { expected, start, end: lexer.at, written: undefined, left, operator, modifier, transformer };
    this.expectations.push(this.last);
  }

  /** What was expected last has been written, or not: all tokens since then are it. */
  settle(): void {
    if (!this.open) return;
    this.open = false;
    const { last, lexer } = this;
    if (!last || lexer.endOfLast <= last.end) return;
    last.written = { start: last.end, end: lexer.endOfLast };
    last.end = lexer.endOfLast;
  }

  /** Counts a check, or what costs as much; too many are the end of all reading. */
  countCheck(): void {
    if (++this.checks > MOST_CHECKS) this.stopTooLong(`${MOST_CHECKS} checks; many values of a field go into one list`);
  }

  /** Counts a value of a list; too many are the end of all reading. */
  countValue(): void {
    if (++this.values > MOST_VALUES) this.stopTooLong(`${MOST_VALUES} values`);
  }

  private stopTooLong(most: string): void {
    if (this.stopped) return;
    this.report('too-long', `A filter can have at most ${most}.`, this.here);
    this.stopped = true;
  }

  /** Reads what stands in brackets; undefined, and the end of all reading, where they are nested too deep. */
  nested<T>(read: () => T): T | undefined {
    if (this.depth === DEEPEST_NESTING) {
      const start = this.lexer.at;
      const message = `Brackets cannot be nested more than ${DEEPEST_NESTING} deep.`;
      this.report('too-deep', message, { start, end: start + 1 });
      this.stopped = true;
      return undefined;
    }
    if (++this.brackets > MOST_BRACKETS) {
      this.stopTooLong(`${MOST_BRACKETS} pairs of brackets`);
      return undefined;
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  /** Whether a bracket is open. */
  get isNested(): boolean {
    return this.depth > 0;
  }

  /** The piece of text that stands here, up to a blank or a bracket. */
  get here(): TextRange {
    return { start: this.lexer.at, end: this.lexer.endOfPiece() };
  }

  /** Takes the closing bracket of the one at `opened`, or says that it is missing. */
  close(opened: number): void {
    const { lexer, text } = this;
    if (this.stopped) return;
    lexer.blank();
    if (lexer.character('close', ')')) return;
    // One message for all that are still open: the innermost says it, and its fix closes them all.
    if (this.hasUnclosed) return;
    const end = lexer.atEnd ? text.length : lexer.endOfLast;
    const missing = lexer.atEnd ? this.depth : 1;
    this.report(
      'unclosed-bracket',
      'This bracket is never closed.',
      { start: opened, end: opened + 1 },
      insertion("Add the missing ')'", end, ')'.repeat(missing)),
    );
  }

  /** A quote or bracket that is never closed has been named. */
  get hasUnclosed(): boolean {
    return this.diagnostics.some(({ code }) => code === 'unclosed-bracket' || code === 'unclosed-quote');
  }

  /** Leaves out what makes no sense, up to the next `and`, `or` or bracket. */
  skipToConnective(): void {
    const { lexer } = this;
    let end = lexer.at;
    while (!lexer.atEnd && lexer.next !== '(' && lexer.next !== ')' && !lexer.atConnective) {
      end = lexer.endOfPiece();
      lexer.unread(end);
      lexer.blank();
    }
  }
}
