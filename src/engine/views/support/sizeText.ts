const STEP = 1024;
/** From the first step on; bytes alone have no decimals. */
const UNITS: readonly string[] = ['KB', 'M', 'G', 'T', 'P'];

/** A number of bytes in the unit that suits it: `1024B`, `5.90KB`, `1.50M`. Source: facts/output-format.md §7. */
export function sizeText(bytes: number): string {
  if (bytes <= STEP) return `${bytes}B`;
  let size = bytes / STEP;
  let unit = 0;
  while (size > STEP && unit < UNITS.length - 1) {
    size /= STEP;
    unit++;
  }
  return `${size.toFixed(2)}${UNITS[unit]}`;
}
