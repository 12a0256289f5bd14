import type { FdVersion } from '../base/brands';
import { encodeText } from '../base/text';
import { Protocol } from '../capture/fdList';
import { ipv4ConnectionBytes } from '../format/connectionBytes';
import { boundText, connectionText } from '../format/tupleText';
import { NameForm } from '../state/fdVersions';
import type { Trace } from '../trace/trace';
import type { FieldValue } from './value';

/** Gives the name of a known fd; a path as the entry that it is. */
export function putFdName(trace: Trace, version: FdVersion, value: FieldValue): void {
  const isText = trace.fds.get(version, 'nameForm') === NameForm.TEXT;
  if (isText) value.setEntry(trace.texts, trace.fds.get(version, 'name'));
  else value.setText(fdNameBytes(trace, version));
}

const NO_NAME = new Uint8Array(0);

/** The name of a known fd as UTF-8: its path exactly as captured, or the text of its addresses. */
export function fdNameBytes(trace: Trace, version: FdVersion): Uint8Array {
  const { fds } = trace;
  switch (fds.get(version, 'nameForm')) {
    case NameForm.TEXT:
      return trace.texts.bytes(fds.get(version, 'name'));
    case NameForm.TUPLE:
      return connectionBytes(trace.tuples.bytes(fds.get(version, 'name')), fds.get(version, 'protocol'));
    case NameForm.ADDRESS:
      return encodeText(boundText(trace.tuples.bytes(fds.get(version, 'name'))));
    default:
      return NO_NAME;
  }
}

function connectionBytes(tuple: Uint8Array, protocol: number): Uint8Array {
  const isPlain = protocol === Protocol.TCP || protocol === Protocol.UDP;
  return (isPlain && ipv4ConnectionBytes(tuple)) || encodeText(connectionText(tuple, protocol));
}
