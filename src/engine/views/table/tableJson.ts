import type { RankedRow } from './rankedSums';

/** A column of a table in JSON. */
export interface JsonColumn {
  readonly name: string;
  readonly title: string;
}

/** Where sysdig puts the description of the value among those of the keys, whatever their number. */
const PLACE_OF_VALUE = 2;

/**
 * A table as sysdig's `-j` writes it: indented, the rows on one line. The description of the value always stands third:
 * `null` before it where there is one key, in place of the third key where there are more. `seconds` is the time of the
 * last event. Source: facts/output-format.md §7.
 */
export function tableJson(
  rows: readonly RankedRow[],
  keys: readonly JsonColumn[],
  value: JsonColumn,
  seconds: bigint,
): string {
  const data = rows.map((row) => `[${[...row.keys, row.value].map((item) => JSON.stringify(item)).join(',')}]`);
  const infos: (string | undefined)[] = keys.map((key) => column(key, true));
  infos[PLACE_OF_VALUE] = column(value, false);
  const info = Array.from(infos, (text) => text ?? 'null').join(',');
  return `{\n  "ts":"${seconds}000000000",\n  "data":[${data.join(',')}],\n  "info":[${info}]\n}\n`;
}

function column({ name, title }: JsonColumn, isKey: boolean): string {
  const members = [`"desc":${JSON.stringify(title)}`, `"name":${JSON.stringify(name)}`, `"is_key":${isKey}`];
  return `{\n      ${members.join(',\n      ')}\n    }`;
}
