import type { CaptureInput } from '../captureInput';
import { isGzip } from '../gzip/gzipHeader';
import { GzipInput } from '../gzip/gzipInput';
import { type InflateLimits, mostInflated, USUAL_LIMITS } from '../gzip/inflateLimits';
import { InflateHere } from '../gzip/inflateRun';
import type { SeekIndex } from '../gzip/seekIndex';
import { IndexStore } from './indexStore';
import { InflateThread } from './inflateThread';
import { NODE_CODEC } from './nodeCodec';
import { nodeInflater } from './nodeInflate';
import { PlainInput } from './plainInput';
import { PositionedFile } from './positionedFile';
import { SpanThreads } from './spanThreads';

/** Longest part between two checkpoints that a thread inflates whole, in bytes; only a file made for that has longer ones. */
const LONGEST_SPAN = 16 * 1024 * 1024;

export interface CaptureFileOptions {
  /** Limits for compressed captures. */
  readonly limits?: InflateLimits;
  /** The bundled script of the thread that inflates; without it, the thread that reads does that itself. */
  readonly inflater?: string;
  /** The folder where seek indexes are kept from one opening of a capture to the next; needs `inflater`. */
  readonly indexFolder?: string;
  /** As `CaptureInput` has it: of a capture of which only the end was kept, which is never compressed. */
  readonly eventsBefore?: number;
}

/** Opens a capture file; whether it is compressed is decided by its content. Throws a `CaptureInputError`. */
export function openCaptureFile(path: string, options: CaptureFileOptions = {}): CaptureInput {
  const file = PositionedFile.open(path);
  const beginning = new Uint8Array(2);
  try {
    const compressed = file.read(0, beginning) === beginning.length && isGzip(beginning);
    if (!compressed) return new PlainInput(file, options.eventsBefore);
    return openGzip(file, options);
  } catch (error) {
    file.close();
    throw error;
  }
}

function openGzip(
  file: PositionedFile,
  { limits = USUAL_LIMITS, inflater, indexFolder }: CaptureFileOptions,
): CaptureInput {
  if (inflater === undefined) return new GzipInput(file, new InflateHere(file, limits, nodeInflater()), NODE_CODEC);
  const store = indexFolder === undefined ? undefined : new IndexStore(indexFolder);
  const known = store?.load(file);
  if (known?.length !== undefined && known.length <= mostInflated(limits, file.size)) {
    return new GzipInput(file, new SpanThreads(inflater, file, limits, known), NODE_CODEC, { known });
  }
  const made = (index: SeekIndex): void => {
    if (index.longestSpan <= LONGEST_SPAN) store?.save(file, index);
  };
  return new GzipInput(file, new InflateThread(inflater, file, limits), NODE_CODEC, { made });
}
