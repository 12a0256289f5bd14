import type { ParameterDefinition } from '../../capture/eventTable';
import type { TextContext } from '../textContext';
import type { TextWriter } from '../textWriter';

/** What stands for a value that cannot be told. */
export const NOT_AVAILABLE = '<NA>';

/** What stands for a parameter of no bytes, where the type says so. */
export const NO_VALUE = 'NULL';

/** How the values of one parameter type are written: those in `context.cursor.bytes[start, end)`, `width` bytes at least. */
export interface TypeText {
  /** The least number of bytes of a value; fewer are as good as none. */
  readonly width: number;
  /** The number of `width` bytes, which are 4 at most, decides all of the text. */
  readonly isOfNumber?: true;
  /** What a parameter of no bytes prints. */
  readonly absent: string;
  /** Writes the text of a value. */
  writeValue(out: TextWriter, context: TextContext, start: number, end: number, definition: ParameterDefinition): void;
  /** Writes what a value stands for, where that is something else. */
  writeResolved?(
    out: TextWriter,
    context: TextContext,
    start: number,
    end: number,
    definition: ParameterDefinition,
  ): void;
}
