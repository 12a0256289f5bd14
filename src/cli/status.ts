/** Exit statuses. */
export const Status = {
  OK: 0,
  /** Nothing of the capture could be read, or the filter, the format or a chisel is not valid. */
  FAILED: 1,
  /** The command line cannot be understood. */
  USAGE: 2,
} as const;
export type Status = (typeof Status)[keyof typeof Status];
