import type { CaptureInput } from '../captureInput';
import { isGzip } from './gzipHeader';
import { GzipInput } from './gzipInput';
import type { InflatedBytes } from './inflatedBytes';
import { type InflateLimits, USUAL_LIMITS } from './inflateLimits';
import { PlainInput } from './plainInput';
import { PositionedFile } from './positionedFile';
import { Spool } from './spool';

export interface CaptureFileOptions {
  /** Limits for compressed captures. */
  readonly limits?: InflateLimits;
  /** Where the inflated bytes of a compressed capture are kept; a spool on disk unless said. */
  readonly keepInflated?: () => InflatedBytes;
}

/** Opens a capture file; whether it is compressed is decided by its content. Throws a `CaptureInputError`. */
export function openCaptureFile(path: string, options: CaptureFileOptions = {}): CaptureInput {
  const file = PositionedFile.open(path);
  const beginning = new Uint8Array(2);
  try {
    const compressed = file.read(0, beginning) === beginning.length && isGzip(beginning);
    if (!compressed) return new PlainInput(file);
    return new GzipInput(file, options.keepInflated?.() ?? new Spool(), options.limits ?? USUAL_LIMITS);
  } catch (error) {
    file.close();
    throw error;
  }
}
