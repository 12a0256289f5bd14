import type { EventRow } from '../../base/brands';
import { TextContext } from '../../format/textContext';
import type { FieldContext } from '../fieldReader';
import { perContext } from './memo';

/** Where the texts of a context's events are written, and those of fds, whatever event it stands on. */
export const textsOf = perContext(({ trace, textOptions }) => new TextContext(trace, textOptions));

/** Where the text of a row's event is written. One for all rows: what it points at is valid until the next event is read. */
export function eventTexts(context: FieldContext, row: EventRow): TextContext {
  const texts = textsOf(context);
  texts.moveTo(row, context.raw.read(row));
  return texts;
}
