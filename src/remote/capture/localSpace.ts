import type { Finding } from '../host/preflight';
import type { FreeSpace } from '../spool/freeSpace';
import { type CaptureOptions, keptEnd } from './captureOptions';
import { sizeText } from './figures';

/** Free bytes that a capture leaves to other programs, and those below which it is worth a word that there are few. */
export const LEFT_FREE = 100_000_000;
const FEW_FREE = 300_000_000;
/** How often a capture that runs looks, in ms. */
const LOOK_EVERY = 1000;

/** What there is to say about the disk of this machine before captures of so many hosts begin. */
export function spaceFindings(options: CaptureOptions, hosts: number, free: number | undefined): Finding[] {
  if (free === undefined) return [];
  const where = `${sizeText(free)} are free on this machine's disk`;
  if (free < LEFT_FREE) {
    const message = `Only ${where}, where captures are kept until they are saved: too few to begin one.`;
    return [{ severity: 'error', reason: 'no-local-space', message, remedies: [] }];
  }
  // The parts of which only the end is kept are put together beside them.
  const each = Math.min(options.bytes ?? Number.POSITIVE_INFINITY, 2 * (options.keepBytes ?? Number.POSITIVE_INFINITY));
  const most = each * hosts;
  if (most <= free - LEFT_FREE || (most === Number.POSITIVE_INFINITY && free >= FEW_FREE)) return [];
  const wanted = most === Number.POSITIVE_INFINITY ? 'has no size limit' : `may take ${sizeText(most)}`;
  const message = `Only ${where}, and what is recorded ${wanted}: it is ended before the disk is full.`;
  return [{ severity: 'warning', reason: 'little-local-space', message, remedies: [] }];
}

/** Looks now and then whether a running capture leaves enough of the disk. */
export class SpaceWatch {
  private looked = Number.NEGATIVE_INFINITY;
  private readonly isRing: boolean;

  constructor(
    private readonly path: string,
    options: CaptureOptions,
    private readonly free: FreeSpace,
  ) {
    this.isRing = keptEnd(options) !== undefined;
  }

  /** Whether the capture has to end, given how much of it is kept, in bytes, and the time in ms on a steady clock. */
  isShort(written: number, now: number): boolean {
    if (now - this.looked < LOOK_EVERY) return false;
    this.looked = now;
    const free = this.free(this.path);
    return free !== undefined && free < LEFT_FREE + (this.isRing ? written : 0);
  }
}
