import type { TimeMode } from '../engine/fields/fieldReader';
import type { DataMode } from '../engine/format/byteText';
import { PRESET_NAMES, PRESETS } from '../engine/output/presets';
import { parseCaptureArguments } from './captureArguments';
import { parsePacketsArguments } from './packetsArguments';
import type { CliRequest } from './request';
import { parseStreamArguments, STREAM_COMMANDS } from './streamArguments';
import { isTimeline } from './timelineCaptures';
import { UsageError } from './usageError';
import { readWords, wholeNumber } from './words';

const OPTIONS = {
  read: { type: 'string', short: 'r', multiple: true },
  numevents: { type: 'string', short: 'n' },
  seconds: { type: 'string', short: 'M' },
  print: { type: 'string', short: 'p', multiple: true },
  timetype: { type: 'string', short: 't' },
  'print-ascii': { type: 'boolean', short: 'A' },
  'print-hex': { type: 'boolean', short: 'x' },
  'print-hex-ascii': { type: 'boolean', short: 'X' },
  'print-base64': { type: 'boolean', short: 'b' },
  'resolve-ports': { type: 'boolean', short: 'R' },
  'number-ports': { type: 'boolean', short: 'N' },
  json: { type: 'boolean', short: 'j' },
  verbose: { type: 'boolean', short: 'v' },
  chisel: { type: 'string', short: 'c', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  summary: { type: 'boolean', short: 'S' },
  progress: { type: 'boolean', short: 'P' },
  write: { type: 'string', short: 'w' },
  compress: { type: 'boolean', short: 'z' },
  sort: { type: 'string' },
  displayflt: { type: 'boolean', short: 'd' },
  fatfile: { type: 'boolean', short: 'F' },
  unbuffered: { type: 'boolean' },
  'inflate-limit': { type: 'string' },
  list: { type: 'boolean', short: 'l' },
  'list-events': { type: 'boolean', short: 'L' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** What follows `fields`. */
function parseFieldsArguments(args: readonly string[]): CliRequest {
  const wrong = args.find((word) => word !== '--markdown');
  if (wrong !== undefined) throw new UsageError(`'${wrong}' does not go with fields, which knows --markdown only.`);
  return { kind: 'fields', markdown: args.length > 0 };
}

type Values = ReturnType<typeof readWords<typeof OPTIONS>>['values'];

/** Stands for a list of the chisels in place of a name. */
const LIST_CHISELS = 'l';

const TIME_MODES: readonly TimeMode[] = ['h', 'a', 'r', 'd', 'D'];

/** Reads the arguments that follow the program's name; throws a `UsageError`. */
export function parseArguments(args: readonly string[]): CliRequest {
  if (args[0] === 'capture' && !asksForHelp(args)) return parseCaptureArguments(args.slice(1));
  if (args[0] === 'packets' && !asksForHelp(args)) return parsePacketsArguments(args.slice(1));
  const stream = STREAM_COMMANDS.find((command) => command === args[0]);
  if (stream && !asksForHelp(args)) return parseStreamArguments(stream, args.slice(1));
  if (args[0] === 'fields' && !asksForHelp(args)) return parseFieldsArguments(args.slice(1));
  const { values, positionals } = readWords(args, OPTIONS);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (values.list) return { kind: 'fields', markdown: false };
  if (values['list-events']) return { kind: 'events' };
  if (values.chisel?.includes(LIST_CHISELS)) return { kind: 'chisels' };
  const format = formatOf(values.print ?? []);
  if (format.isAsked) return { kind: 'format', format: format.text };
  const inflateLimit =
    values['inflate-limit'] === undefined
      ? undefined
      : wholeNumber(values['inflate-limit'], 'number of bytes after --inflate-limit');
  if (values.read === undefined && positionals[0] === 'info') {
    return { kind: 'info', file: infoFile(positionals.slice(1)), json: values.json ?? false, inflateLimit };
  }
  if (values.read === undefined) throw new UsageError('Say which capture to read: -r FILE.');
  const files = values.read.map((name) => fileName(name, '-r'));
  if (isTimeline({ files })) refuseForTimeline(values);
  return {
    kind: 'read',
    files,
    words: positionals,
    limit: values.numevents === undefined ? undefined : wholeNumber(values.numevents, 'number of events after -n'),
    seconds: values.seconds === undefined ? undefined : wholeNumber(values.seconds, 'number of seconds after -M'),
    sortsByTime: sortsByTime(values),
    filtersLinesOnly: values.displayflt ?? false,
    format: format.text,
    showsContainers: format.showsContainers,
    timeMode: timeMode(values.timetype ?? 'h'),
    dataMode: dataMode(values),
    verbose: values.verbose ?? false,
    json: values.json ?? false,
    namesServices: values['resolve-ports'] ?? false,
    quiet: (values.quiet ?? false) || values.write !== undefined,
    summary: values.summary ?? false,
    progress: values.progress ?? false,
    chisels: values.chisel ?? [],
    writeTo: values.write === undefined ? undefined : fileName(values.write, '-w'),
    compressed: values.compress ?? false,
    inflateLimit,
  };
}

function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

interface AskedFormat {
  readonly text: string | undefined;
  readonly showsContainers: boolean;
  /** The format itself is asked for: `-pp`. */
  readonly isAsked: boolean;
}

/** What the values of `-p` come to: the last one counts, up to one that asks for it. */
function formatOf(printed: readonly string[]): AskedFormat {
  let text: string | undefined;
  let showsContainers = false;
  for (const written of printed) {
    if (written === 'p') return { text, showsContainers, isAsked: true };
    const preset = PRESET_NAMES.get(written);
    text = preset ? PRESETS[preset] : written;
    showsContainers ||= preset !== undefined;
  }
  return { text, showsContainers, isAsked: false };
}

function dataMode(values: Values): DataMode {
  const modes: DataMode[] = [];
  if (values['print-ascii']) modes.push('ascii');
  if (values['print-hex']) modes.push('hex');
  if (values['print-hex-ascii']) modes.push('hexAscii');
  if (values['print-base64']) modes.push('base64');
  if (modes.length > 1) throw new UsageError('Data can be shown in one way only: one of -A, -x, -X and -b.');
  return modes[0] ?? 'dots';
}

function sortsByTime({ sort, write }: Values): boolean {
  if (sort === undefined) return false;
  if (sort !== 'time') throw new UsageError(`Events can be sorted by time only: --sort time, not "${sort}".`);
  if (write !== undefined)
    throw new UsageError('What -w writes keeps the order of the capture that is read: no --sort.');
  return true;
}

/** What counts from one event to another, or makes one thing of all events, is about one capture. */
function refuseForTimeline(values: Values): void {
  const { chisel, write, summary, progress, timetype = 'h' } = values;
  const refused: readonly (readonly [option: string, isThere: boolean])[] = [
    ['-c', (chisel ?? []).length > 0],
    ['-w', write !== undefined],
    ['-S', summary === true],
    ['-P', progress === true],
    [`-t ${timetype}`, timetype === 'r' || timetype === 'D'],
  ];
  const option = refused.find(([, isThere]) => isThere)?.[0];
  if (option !== undefined)
    throw new UsageError(`${option} goes with one capture, and not with a timeline of several.`);
}

function timeMode(letter: string): TimeMode {
  const mode = TIME_MODES.find((each) => each === letter);
  if (mode) return mode;
  throw new UsageError(`The letter after -t has to be one of h, a, r, d and D, not "${letter}".`);
}

function infoFile(names: readonly string[]): string {
  if (names.length !== 1) throw new UsageError('Say which one capture to tell about: info FILE.');
  return fileName(names[0], 'info');
}

function fileName(text: string, option: string): string {
  if (text === '') throw new UsageError(`The name of the file after ${option} is empty.`);
  return text;
}
