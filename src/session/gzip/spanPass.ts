import type { InflateBetween } from './codec';
import { type CompressedFile, GzipStream } from './gzipStream';
import type { InflatedPiece } from './inflatePass';
import type { MemberEnd } from './memberChecksums';
import type { Span } from './seekIndex';

/**
 * Inflates one span of a file whose checkpoints are known, into `buffer`, which has room for one byte more. `last`: no span
 * comes after it. Throws what reading the file throws.
 */
export function inflateSpan(
  file: CompressedFile,
  { from, to, length }: Span,
  last: boolean,
  buffer: ArrayBuffer,
  inflateBetween?: InflateBetween,
): InflatedPiece {
  const target = new Uint8Array(buffer);
  const whole = target.subarray(0, length);
  if (from && to && inflateBetween?.(file, from, to, whole)) {
    return { bytes: whole, checkpoint: undefined, memberEnds: [], bytesRead: to.input, notices: [], last };
  }
  const start = from?.output ?? 0;
  const memberEnds: MemberEnd[] = [];
  const stream = new GzipStream(file, from, (end) => {
    // Members that end right at a checkpoint count to the span before it.
    if (end.output <= start + length && (end.output > start || from === undefined)) memberEnds.push(end);
  });
  // Only when one more byte is wanted does a member say that it has ended.
  const count = Math.min(length, stream.read(target, 0, length + 1));
  return {
    bytes: target.subarray(0, count),
    checkpoint: undefined,
    memberEnds,
    bytesRead: stream.position,
    notices: stream.notices,
    last: last || count < length,
  };
}
