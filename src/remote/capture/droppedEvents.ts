/** How many events sysdig says it lost, among the lines of its standard error with -v; undefined: it did not say. */
export function droppedEvents(said: readonly string[]): number | undefined {
  const found = said.map((line) => /^Driver Drops:\s*(\d+)$/.exec(line.trim())?.[1]).findLast((count) => count);
  return found === undefined ? undefined : Number(found);
}
