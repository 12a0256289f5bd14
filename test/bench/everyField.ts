import { encodeText } from '../../src/engine/base/text';
import { FIELDS } from '../../src/engine/fields/catalogue';
import { parseFilter } from '../../src/engine/filter/parser';
import { printOperand } from '../../src/engine/filter/print';
import { quoteValue } from '../../src/engine/filter/quoting';
import type { BenchFilter } from './filters';

/** One check on a field, which gets its value from the capture where that has one. */
export interface FieldCheck {
  /** The field with its argument, as a filter names it. */
  readonly field: string;
  /** The check as the catalogue or `FORMS` has it. */
  readonly example: string;
  readonly operator: string;
}

/** Forms of fields besides the one of their example: with or without an argument, with another one. */
const FORMS: readonly string[] = [
  'evt.abspath.src startswith /etc',
  'evt.arg.data contains GET',
  'evt.arg.fd contains /etc',
  'evt.arg.flags contains O_RDONLY',
  'evt.arg.name contains /etc',
  'evt.arg[0] contains etc',
  'evt.rawarg.name contains /etc',
  'evt.rawarg.res < 0',
  'evt.time contains :1',
  'evt.datetime contains ".5"',
  'evt.latency.human startswith 1',
  'proc.args[1] = -c',
  'proc.env contains /opt',
  'proc.aname[2] = bash',
  'proc.apid[2] = 1',
  'proc.acmdline[2] contains cron',
  'fd.types[0] = ipv4',
];

/** Fields that look into what events carry, by their names without arguments: they have the budget of buffers. */
const CONTENT: ReadonlySet<string> = new Set(['evt.args', 'evt.arg', 'evt.rawarg', 'evt.info', 'evt.buffer']);

/** Texts of which a filter has only a part: what is left of them. */
const PARTS: Readonly<Record<string, (text: string) => string>> = {
  startswith: (text) => text.slice(0, Math.ceil(text.length / 2)),
  endswith: (text) => text.slice(text.length >> 1),
  contains: (text) => text.slice(text.length >> 2, Math.ceil((text.length * 3) / 4)),
};

/** A check for each field that a filter can name, and for other forms of some; with prefixes only for names that begin so. */
export function fieldChecks(prefixes: readonly string[] = []): readonly FieldCheck[] {
  return [...FIELDS.filter(({ only }) => only !== 'formats').map(({ example }) => example), ...FORMS]
    .map(readCheck)
    .filter(({ field }) => prefixes.length === 0 || prefixes.some((prefix) => field.startsWith(prefix)));
}

function readCheck(example: string): FieldCheck {
  const { root } = parseFilter(example);
  if (root?.kind !== 'check') throw new Error(`No check: ${example}`);
  return { field: printOperand(root.left), example, operator: root.operator.name };
}

/** The check with a value of the capture; without one, or where it takes none, as it stands. */
export function filterOf({ field, example, operator }: FieldCheck, value: string | undefined): BenchFilter {
  const kind = CONTENT.has(nameOf(field)) ? 'buffers' : 'fields';
  const isTruth = / = (?:true|1)$/.test(example);
  if (value === undefined || operator === 'exists' || isTruth) return { kind, text: example };
  const part = PARTS[operator]?.(value) ?? withoutZeros(value);
  const written = quoteValue(encodeText(part));
  const isList = operator === 'in' || operator === 'intersects';
  return { kind, text: `${field} ${operator} ${isList ? `(${written})` : written}` };
}

/** The field's own name: of the known ones the longest that it begins with. */
function nameOf(field: string): string {
  const names = FIELDS.map(({ name }) => name).filter((name) => field.startsWith(name));
  return names.reduce((longest, name) => (name.length > longest.length ? name : longest), '');
}

/** Numbers that print with zeros before them are written without. */
function withoutZeros(value: string): string {
  return /^\d+$/.test(value) ? value.replace(/^0+(?=\d)/, '') : value;
}
