/** What was asked for cannot be done as it was asked: the filter, the format, a chisel or its arguments are not valid. */
export class RequestError extends Error {
  readonly reason = 'request';

  constructor(message: string) {
    super(message);
    this.name = 'RequestError';
  }
}

/** An error in a text that was given: what it is, the text, and carets under the place. Offsets are of characters. */
export function markedError(what: string, text: string, message: string, start: number, end: number): RequestError {
  const carets = '^'.repeat(Math.max(1, Math.min(end, text.length) - start));
  // Tabs keep their width above the carets; a line break would move them.
  const indent = text.slice(0, start).replace(/[^\t]/g, ' ');
  const shown = text.replace(/[^\t\P{Cc}]/gu, ' ');
  return new RequestError(`${what}, at character ${start + 1}: ${message}\n  ${shown}\n  ${indent}${carets}`);
}
