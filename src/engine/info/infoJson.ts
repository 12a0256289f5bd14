import type { CaptureInfo } from './captureInfo';

/**
 * What a capture holds and lacks, for programs: one JSON object over several lines. Its names are those of `CaptureInfo`; times
 * are strings of decimal digits, ns since the epoch, because they exceed what JSON's readers take for exact numbers.
 */
export function infoJson(info: CaptureInfo): string {
  return JSON.stringify(info, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}` : value), 2);
}
