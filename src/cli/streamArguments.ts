import { parseArgs } from 'node:util';
import { UsageError } from './usageError';

/** What was said over the streams of a capture. */
export interface StreamRequest {
  readonly kind: 'http' | 'dns' | 'streams' | 'files';
  readonly file: string;
  /** Chooses by events: what has one that the filter keeps is meant; empty: everything. */
  readonly filter: string;
  readonly json: boolean;
  /** Of http: bodies as well. */
  readonly bodies: boolean;
  /** Of streams and files: print what the stream or file of this event holds, and nothing else; undefined: list them. */
  readonly event: number | undefined;
  readonly inflateLimit: number | undefined;
}

export const STREAM_COMMANDS: readonly StreamRequest['kind'][] = ['http', 'dns', 'streams', 'files'];

const OPTIONS = {
  read: { type: 'string', short: 'r' },
  json: { type: 'boolean', short: 'j' },
  bodies: { type: 'boolean' },
  event: { type: 'string', short: 'e' },
  'inflate-limit': { type: 'string' },
} as const;

/** Reads what follows `scaplens http` and its like; throws a `UsageError`. */
export function parseStreamArguments(kind: StreamRequest['kind'], args: readonly string[]): StreamRequest {
  const { values, positionals } = parse(args);
  if (values.read === undefined || values.read === '') {
    throw new UsageError(`Say which capture to read: ${kind} -r FILE.`);
  }
  if (values.bodies && kind !== 'http') throw new UsageError('--bodies goes with http only.');
  const takesEvent = kind === 'streams' || kind === 'files';
  if (values.event !== undefined && !takesEvent) throw new UsageError('--event goes with streams and files only.');
  return {
    kind,
    file: values.read,
    filter: positionals.join(' ').trim(),
    json: values.json ?? false,
    bodies: values.bodies ?? false,
    event: optionalCount(values.event, '--event'),
    inflateLimit: optionalCount(values['inflate-limit'], '--inflate-limit'),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new UsageError(`${error.message}.`.replace(/\.\.$/, '.'));
    throw error;
  }
}

function optionalCount(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number > 0) return number;
  throw new UsageError(`The number after ${option} has to be a whole number from 1 on, not "${text}".`);
}
