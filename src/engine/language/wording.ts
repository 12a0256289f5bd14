/** A whole number with commas: `1,234,567`. */
export function numberWithCommas(number: number): string {
  return `${number}`.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1,234 events`, `1 event`. */
export function countText(count: number): string {
  return `${numberWithCommas(count)} ${count === 1 ? 'event' : 'events'}`;
}
