/** Text in a column of `width` characters: filled with blanks, or cut so that one blank is left. Source: facts/output-format.md §7. */
export function cell(text: string, width: number): string {
  return text.length < width ? text.padEnd(width) : `${text.slice(0, Math.max(0, width - 1))} `;
}

/** Text in exactly `width` characters. */
export function fitted(text: string, width: number): string {
  return text.slice(0, width).padEnd(width);
}
