/**
 * A file that names captures to be read as one timeline, as JSON: a list of objects with `file`, a path beside the file that
 * lists it, and, where they are known, `host` and `clockOffset`, in ms that the host's clock was ahead.
 *
 *     [{ "file": "web-1.scap", "host": "web-1", "clockOffset": 12.5 }, { "file": "db.scap" }]
 *
 * It may come from anywhere: what it names is opened as a capture only, and lies in its own folder or below.
 */

/** How such files end. */
export const TIMELINE_SUFFIX = '.scaptimeline';
/** Longest file, in characters. */
export const LONGEST_TIMELINE = 64 * 1024;
/** Most captures of one timeline. */
export const MOST_CAPTURES = 64;
/** Longest name of a host, and longest path, in characters. */
const LONGEST_HOST = 255;
const LONGEST_PATH = 1024;
/** Largest difference between two clocks, in ms: a hundred years. */
const LARGEST_OFFSET = 3_155_760_000_000;
const NANOSECONDS = 1e6;

/** One capture of a timeline. */
export interface ListedCapture {
  /** Its path, in parts: folders below the one of the list, and the file. */
  readonly path: readonly string[];
  /** What its host is called; undefined: as its machine. */
  readonly host: string | undefined;
  /** What has to be added to the host's clock so that it agrees with the others', in ns. */
  readonly clockCorrection: bigint;
}

/** A file that lists no captures that can be opened. The message is a sentence. */
export class TimelineFileError extends Error {
  readonly reason = 'unreadable';

  constructor(message: string) {
    super(message);
    this.name = 'TimelineFileError';
  }
}

/** Reads such a file; throws a `TimelineFileError`. */
export function readTimelineFile(text: string): readonly ListedCapture[] {
  if (text.length > LONGEST_TIMELINE) {
    throw new TimelineFileError(`A timeline's file has at most ${LONGEST_TIMELINE} characters.`);
  }
  const list = parsed(text);
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_CAPTURES) {
    throw new TimelineFileError(`A timeline's file is a list of 1 to ${MOST_CAPTURES} captures.`);
  }
  return list.map((entry: unknown, index) => listedCapture(entry, `Capture ${index + 1} of the timeline`));
}

/** Writes such a file. `clockOffset` as in the file; undefined: not known. */
export function timelineText(
  captures: readonly {
    readonly file: string;
    readonly host?: string | undefined;
    readonly clockOffset?: number | undefined;
  }[],
): string {
  return `${JSON.stringify(captures, undefined, 2)}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TimelineFileError("A timeline's file is JSON, and this is none.");
  }
}

function listedCapture(entry: unknown, what: string): ListedCapture {
  if (typeof entry !== 'object' || entry === null) {
    throw new TimelineFileError(`${what} has to be an object with a "file".`);
  }
  const { file, host, clockOffset = 0 } = entry as { file?: unknown; host?: unknown; clockOffset?: unknown };
  return {
    path: pathBeside(file, what),
    host: host === undefined ? undefined : hostName(host, what),
    clockCorrection: correction(clockOffset, what),
  };
}

/** Only plain names, one below the other: nothing leads out of the folder, on no system. */
function pathBeside(file: unknown, what: string): readonly string[] {
  if (typeof file === 'string' && file.length <= LONGEST_PATH) {
    const parts = file.split('/').filter((part) => part !== '.');
    if (parts.length > 0 && parts.every(isPlainName)) return parts;
  }
  throw new TimelineFileError(`${what} has to lie beside the timeline's file or in a folder there.`);
}

function isPlainName(part: string): boolean {
  return part !== '' && part !== '..' && !/[\\:]/.test(part) && isVisible(part);
}

function hostName(host: unknown, what: string): string {
  if (typeof host === 'string' && host !== '' && host.length <= LONGEST_HOST && isVisible(host)) return host;
  throw new TimelineFileError(`The "host" of ${lowered(what)} has to be a name of at most ${LONGEST_HOST} characters.`);
}

function correction(offset: unknown, what: string): bigint {
  if (typeof offset === 'number' && Math.abs(offset) <= LARGEST_OFFSET)
    return -BigInt(Math.round(offset * NANOSECONDS));
  throw new TimelineFileError(`The "clockOffset" of ${lowered(what)} has to be a number of milliseconds.`);
}

/** Without control characters. */
function isVisible(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

function lowered(what: string): string {
  return what.replace(/^C/, 'c');
}
