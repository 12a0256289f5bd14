import type { FieldValue } from '../fields/value';

/** Whether a value that was read satisfies a check. */
export type ValueTest = (value: FieldValue) => boolean;
