import type { FdVersion } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import type { Trace } from '../trace/trace';
import { type ColumnReader, type FieldContext, Reading, type TypeReader } from './fieldReader';
import { knownParameters } from './knownParameters';
import { ownFdParameter, tellsText } from './ownFd';
import { textsOf } from './readers/eventTexts';
import type { FieldValue } from './value';

/** How a parameter is read without the bytes of events. */
export interface SoonerReading {
  /** Puts the value of a parameter that holds an fd whose version is given. */
  putFd(trace: Trace, version: FdVersion, value: FieldValue): void;
  /** The same number where the parameter is the result of a call, and by event type whether it is. */
  readonly ofResult?: { readonly reader: ColumnReader; readonly types: Uint8Array };
}

/**
 * The parameter that has one of these indices, by event type, which `reader` reads: by one reader of those that hold the row's own
 * fd, by one of those that are the result, and by one of all others that some event of the trace has.
 */
export function splitParameter(
  context: FieldContext,
  places: readonly number[],
  reader: Pick<TypeReader, 'read' | 'readBytes'>,
  { putFd, ofResult }: SoonerReading,
): readonly (TypeReader | ColumnReader)[] {
  const texts = textsOf(context);
  const known = knownParameters(context);
  const isFd = (type: number): boolean => places[type] >= 0 && places[type] === ownFdParameter(type);
  const isOther = EVENT_TYPES.map(
    ({ id }) => !isFd(id) && ofResult?.types[id] !== 1 && places[id] < known.of(id).length,
  );
  const ofFd: TypeReader = {
    domain: 'type',
    read: (type) => (isFd(type) ? Reading.CLOSER : Reading.MISSING),
    readFd(trace, version, value) {
      if (!tellsText(texts, version)) return Reading.CLOSER;
      putFd(trace, version, value);
      return Reading.VALUE;
    },
    readBytes: reader.readBytes,
    bytesAreRare: true,
  };
  const others: TypeReader = {
    domain: 'type',
    read: (type, value) => (isOther[type] ? reader.read(type, value) : Reading.MISSING),
    readBytes: reader.readBytes,
  };
  return [
    ...(EVENT_TYPES.some(({ id }) => isFd(id)) ? [ofFd] : []),
    ...(ofResult ? [{ ...ofResult.reader, types: ofResult.types }] : []),
    others,
  ];
}
