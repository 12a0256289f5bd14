/** Multiples of a byte by the first letter of their unit. */
const MULTIPLES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds that a text such as `90`, `30 s`, `5m` or `1h` says, or undefined where it says none from 1 on. */
export function parseDuration(text: string): number | undefined {
  const found = /^(\d+)\s*([smhd]?)$/i.exec(text.trim());
  const seconds = found ? Number(found[1]) * SECONDS[found[2].toLowerCase()] : 0;
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}

/** Bytes that a text such as `500 MB`, `2G` or `1000000` says, or undefined where it says none from 1 on. */
export function parseSize(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?(?:ytes)?$/i.exec(text.trim());
  const bytes = found ? Math.round(Number(found[1]) * MULTIPLES[found[2].toLowerCase()]) : 0;
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** `90 s` as `1:30`, from an hour on `1:02:03`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** Bytes with a unit of thousands: `12.3 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`;
}

/** A count with separators: `12,345`. */
export function countText(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
