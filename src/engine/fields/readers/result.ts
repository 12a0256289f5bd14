import { RowFlag } from '../../trace/eventColumns';
import type { ColumnReader } from '../fieldReader';

/** The result of a call: the first parameter of an exit event, where that is named `res` or `fd`. */
export const RESULT: ColumnReader = {
  domain: 'column',
  read: (trace, chunk, index) =>
    (chunk.flags[index] & RowFlag.HAS_RESULT) === 0 ? Number.NaN : trace.events.decodeResult(chunk.result[index]),
  levels: ({ resultLevels }) => resultLevels,
  having: ({ results }) => results,
};
