const grouped = new Intl.NumberFormat('en-US');

/** A whole number with its thousands apart: `143,904`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** A size in bytes in the unit in which it reads best: `800 B`, `12.3 kB`, `4.5 GB` (powers of 1000). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}
