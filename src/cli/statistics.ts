/**
 * What was delivered and how fast. A file has no driver whose events could be counted or dropped, and suppresses nothing.
 * Source: facts/output-format.md §4, option -v.
 */
export function statisticsText(events: number, seconds: number): string {
  const rate = seconds > 0 ? events / seconds : 0;
  return [
    'Driver Events:0',
    'Driver Drops:0',
    'Suppressed by Comm:0',
    `Elapsed time: ${seconds.toFixed(3)}, Captured Events: ${events}, ${rate.toFixed(2)} eps`,
    '',
  ].join('\n');
}
