/** What becomes of an event in a part of a capture. */
export const Keep = {
  NO: 0,
  /** Marked as an event that readers follow and do not show. */
  STATE_ONLY: 1,
  AS_IT_IS: 2,
} as const;
