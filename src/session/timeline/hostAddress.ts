/**
 * On a timeline every capture counts its own events, so an event is named by its capture's place and its number there, both in one
 * number: what is passed about as an event's number is this one. In the first capture it is the event's own number, and so it is
 * where there is but one.
 */

/** By how much the numbers of one capture are apart from those of the next; a capture has fewer than 2^31 events. */
export const HOST_STEP = 2 ** 32;

/** The name of an event on a timeline; `number` from 0 on, of anything that a capture counts. */
export function atPlace(place: number, number: number): number {
  return place * HOST_STEP + number;
}

/** The place of the capture, from 0. */
export function placeOf(address: number): number {
  return Math.floor(address / HOST_STEP);
}

/** The number within the capture. */
export function numberOf(address: number): number {
  return address % HOST_STEP;
}

/** An answer of the capture at a place, in which these members name events or other things that the capture counts. */
export function placed<T extends object>(answer: T, place: number, members: readonly (keyof T)[]): T {
  const moved = members.map((member) => {
    const value: unknown = answer[member];
    return [member, typeof value === 'number' ? atPlace(place, value) : value] as const;
  });
  return { ...answer, ...Object.fromEntries(moved) };
}
