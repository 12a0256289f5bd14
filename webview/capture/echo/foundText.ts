/** Name of the mark, as `echo.css` has it. */
const MARK = 'echo-found';
/** Most places that are marked in one text. */
const MOST_PLACES = 500;

/** Where a text occurs in another, in any case; at most `most` times. */
export function occurrences(text: string, sought: string, most: number = MOST_PLACES): number[] {
  const places: number[] = [];
  const [searched, wanted] = [text.toLowerCase(), sought.toLowerCase()];
  if (wanted === '' || searched.length !== text.length) return places;
  for (
    let at = searched.indexOf(wanted);
    at >= 0 && places.length < most;
    at = searched.indexOf(wanted, at + wanted.length)
  ) {
    places.push(at);
  }
  return places;
}

/** Marks a text wherever it occurs in some elements, each of which holds one text; an empty one marks nothing. */
export function markFound(elements: Iterable<Element>, sought: string): void {
  const ranges: Range[] = [];
  for (const element of elements) {
    const node = element.firstChild;
    if (!(node instanceof Text)) continue;
    for (const start of occurrences(node.data, sought)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, start + sought.length);
      ranges.push(range);
    }
  }
  if (ranges.length === 0) CSS.highlights.delete(MARK);
  else CSS.highlights.set(MARK, new Highlight(...ranges));
}
