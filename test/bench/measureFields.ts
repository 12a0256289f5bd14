import { type FieldCheck, fieldChecks, filterOf } from './everyField';
import { measureFilter } from './measureFilter';
import type { FieldsMeasurement, FieldsRequest, FilterMeasurement } from './measurements';
import { OpenSession } from './openSession';

/** In ms: what takes longer is measured once, and what takes longer than that is given up. */
const LONG_FILTER = 500;
const LONGEST_FILTER = 5000;
/** Where values are looked for: so many lines at so many places, of so many fields at once. */
const LINES = 250;
const PLACES = [1 / 2, 1 / 4, 3 / 4, 0];
const FIELDS_AT_ONCE = 50;

/** Opens a capture in the built worker, and measures one filter on every field. */
export async function measureFields({ file, workerFile, runs, prefixes }: FieldsRequest): Promise<FieldsMeasurement> {
  const session = new OpenSession(workerFile, [file]);
  try {
    const { events } = await session.readingEnds();
    const { matched } = await session.selectionIs(0, ({ complete }) => complete);
    await session.settles();
    const often = { runs, long: LONG_FILTER, longest: LONGEST_FILTER };
    const checks = fieldChecks(prefixes);
    const values = await fieldValues(session, matched, checks);
    const filters: FilterMeasurement[] = [];
    for (const check of checks) {
      const withValue = await measureFilter(session, filterOf(check, values.get(check.field)), often);
      const isRefused = withValue.times.length === 0;
      filters.push(isRefused ? await measureFilter(session, filterOf(check, undefined), often) : withValue);
    }
    return { events, filters };
  } finally {
    session.close();
  }
}

/** For each field a value that some line has; most fields have none in most captures. */
async function fieldValues(
  session: OpenSession,
  rows: number,
  checks: readonly FieldCheck[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  const names = checks.map(({ field }) => field);
  for (let first = 0; first < names.length; first += FIELDS_AT_ONCE) {
    const fields = names.slice(first, first + FIELDS_AT_ONCE);
    for (const place of PLACES) {
      const { lines } = await session.ask('lines', {
        selection: 0,
        from: Math.floor(rows * place),
        count: LINES,
        fields,
      });
      for (const { fields: texts = {} } of lines) {
        for (const field of fields) if (texts[field] && !values.has(field)) values.set(field, texts[field]);
      }
    }
  }
  return values;
}
