import { DATA_PARAMETERS, EVENT_TYPES, type EventType, isGeneric } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';

/** What there is to find out about a row besides its state, as bits. */
export const RowTrait = {
  /** An exit whose first parameter is `res` or `fd`, of 8 bytes: the result. */
  RESULT_8: 1,
  /** The same, of 4 bytes. */
  RESULT_4: 2,
  /** getuid and its like, whose id counts as a result only in the newest schema, of exits without enters. */
  RESULT_ID: 4,
  /** The row keeps which system call it is. */
  GENERIC: 8,
  /** sysdig follows the type but does not print it. */
  INTERNAL: 16,
  /** One of its parameters holds the bytes that were read or written. */
  BUFFER: 32,
  /** The recorder could not keep up. */
  DROP: 64,
} as const;

/** Bits of `RowTrait`, by event type. */
export const ROW_TRAITS: Uint8Array = Uint8Array.from(EVENT_TYPES, (type) => {
  const internal = type.categories.includes('INTERNAL') ? RowTrait.INTERNAL : 0;
  const generic = isGeneric(type.id) ? RowTrait.GENERIC : 0;
  const buffer = DATA_PARAMETERS[type.id] >= 0 ? RowTrait.BUFFER : 0;
  const drop = type.id === EventCode.DROP_E || type.id === EventCode.DROP_X ? RowTrait.DROP : 0;
  return resultTrait(type) | generic | internal | buffer | drop;
});

function resultTrait({ direction, parameters }: EventType): number {
  const first = parameters[0];
  if (direction !== '<' || !first) return 0;
  if (first.name === 'res' || first.name === 'fd')
    return /32$/.test(first.type) ? RowTrait.RESULT_4 : RowTrait.RESULT_8;
  return /^[UG]ID$/.test(first.type) ? RowTrait.RESULT_ID : 0;
}

/** Bytes of the result of an event with these traits, whose enter event is in this row (-1: none); 0: it has none. */
export function resultWidth(traits: number, enterRow: number): number {
  if ((traits & RowTrait.RESULT_8) !== 0) return 8;
  if ((traits & RowTrait.RESULT_4) !== 0) return 4;
  return (traits & RowTrait.RESULT_ID) !== 0 && enterRow < 0 ? 4 : 0;
}
