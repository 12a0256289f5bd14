/** What a key says of all rows that have it. */
export const Decision = {
  NO: 0b00,
  YES: 0b01,
  /** Not asked yet. */
  OPEN: 0b10,
  /** It depends on more than the key: ask about the row. */
  BY_ROW: 0b11,
} as const;
export type Decision = (typeof Decision)[keyof typeof Decision];

/** The bit of a decision without which it is `NO` or `YES`. */
export const UNSETTLED = 0b10;

/** What one of several rules can decide for all of them. */
export type Settling = typeof Decision.NO | typeof Decision.YES;
