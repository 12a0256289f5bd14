import type { ParameterDefinition } from '../../capture/eventTable';
import type { TextContext } from '../textContext';

/** A parameter's text: its value, and what the value stands for (a name, a path), or nothing. */
export interface ParameterText {
  readonly value: string;
  readonly resolved: string;
}

/** What stands for a value that cannot be told. */
export const NOT_AVAILABLE = '<NA>';

/** What stands for a parameter of no bytes, where the type says so. */
export const NO_VALUE = 'NULL';

/** How the values of one parameter type are written. */
export interface TypeText {
  /** The least number of bytes of a value; fewer are as good as none. */
  readonly width: number;
  /** What a parameter of no bytes prints. */
  readonly absent: string;
  /** The text of the value in `context.cursor.bytes[start, end)`, which is at least `width` bytes long. */
  text(context: TextContext, start: number, end: number, definition: ParameterDefinition): ParameterText;
}

/** A text that stands for nothing else. */
export function plain(value: string): ParameterText {
  return { value, resolved: '' };
}
