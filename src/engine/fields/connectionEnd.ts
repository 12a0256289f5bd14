import type { FdVersion } from '../base/brands';
import { FdKind } from '../capture/fdList';
import { isBound, isInternet } from '../state/fdVersions';
import type { Trace } from '../trace/trace';
import type { FieldValue } from './value';

/** Which end of a socket: 0 the source, or the one address of a bound socket; 1 the destination. */
export type End = 0 | 1;

const UNSPECIFIED = new Uint8Array(16);
const PORT_SIZE = 2;

/**
 * Reads address and port of one end of an internet socket into `value.bytes` and `value.number`. False where there is no
 * such end. A socket that is not connected yet has the address 0.0.0.0 or :: and the port 0 on both ends.
 */
export function readEnd(trace: Trace, version: FdVersion, end: End, value: FieldValue): boolean {
  const kind = trace.fds.get(version, 'kind');
  if (!trace.fds.isKnown(version) || !isInternet(kind) || (end === 1 && isBound(kind))) return false;
  const width = kind === FdKind.IPV4 || kind === FdKind.IPV4_BOUND ? 4 : 16;
  const tuple = trace.tuples.bytes(trace.fds.get(version, 'tuple'));
  const start = 1 + end * (width + PORT_SIZE);
  if (tuple.length < start + width + PORT_SIZE) {
    value.setBytes(UNSPECIFIED, 0, width);
    value.number = 0;
    return true;
  }
  value.setBytes(tuple, start, start + width);
  value.number = tuple[start + width] | (tuple[start + width + 1] << 8);
  return true;
}
