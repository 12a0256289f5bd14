import type { EventRow } from '../../base/brands';
import { TextContext } from '../../format/textContext';
import type { FieldContext } from '../field';
import { perContext } from './memo';

const textContext = perContext(({ trace, textOptions }) => new TextContext(trace, textOptions));

/** Where the text of a row's event is written. One for all rows: what it points at is valid until the next event is read. */
export function eventTexts(context: FieldContext, row: EventRow): TextContext {
  const texts = textContext(context);
  texts.moveTo(row, context.raw.read(row));
  return texts;
}
