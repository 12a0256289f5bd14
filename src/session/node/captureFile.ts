import type { CaptureInput } from '../captureInput';
import { isGzip } from '../gzip/gzipHeader';
import { GzipInput } from '../gzip/gzipInput';
import { type InflateLimits, USUAL_LIMITS } from '../gzip/inflateLimits';
import { InflateHere } from '../gzip/inflateRun';
import { InflateThread } from './inflateThread';
import { NODE_CODEC } from './nodeCodec';
import { PlainInput } from './plainInput';
import { PositionedFile } from './positionedFile';

export interface CaptureFileOptions {
  /** Limits for compressed captures. */
  readonly limits?: InflateLimits;
  /** The bundled script of the thread that inflates; without it, the thread that reads does that itself. */
  readonly inflater?: string;
}

/** Opens a capture file; whether it is compressed is decided by its content. Throws a `CaptureInputError`. */
export function openCaptureFile(path: string, options: CaptureFileOptions = {}): CaptureInput {
  const file = PositionedFile.open(path);
  const beginning = new Uint8Array(2);
  try {
    const compressed = file.read(0, beginning) === beginning.length && isGzip(beginning);
    if (!compressed) return new PlainInput(file);
    const { limits = USUAL_LIMITS, inflater } = options;
    const run = inflater ? new InflateThread(inflater, file, limits) : new InflateHere(file, limits);
    return new GzipInput(file, run, NODE_CODEC);
  } catch (error) {
    file.close();
    throw error;
  }
}
