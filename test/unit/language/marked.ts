/** A text with a `|` where the cursor stands, as the text and the offset. */
export function marked(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf('|');
  if (offset < 0) throw new Error(`No | in ${text}`);
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

/** A text after edits that do not overlap. */
export function edited(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
}
