/** A time in ms as text, with three digits or so; "–" for none. */
export function milliseconds(time: number): string {
  if (Number.isNaN(time)) return '–';
  return `${time.toFixed(time < 10 ? 2 : time < 100 ? 1 : 0)} ms`;
}

/** Bytes as text, in millions. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;
}
