import { UsageError } from './usageError';
import { readWords, wholeNumber } from './words';

/** What was said over the streams of a capture. */
export interface StreamRequest {
  readonly kind: 'http' | 'dns' | 'streams' | 'files';
  readonly file: string;
  /** Chooses by events: what has one that the filter keeps is meant; empty: everything. */
  readonly filter: string;
  readonly json: boolean;
  /** Of http: bodies as well. */
  readonly bodies: boolean;
  /** Of streams: what was asked and answered in protocols that are known, below each. */
  readonly requests: boolean;
  /** Of streams and files: print what the stream or file of this event holds, and nothing else; undefined: list them. */
  readonly event: number | undefined;
  /** Of streams: the conversations of sockets are written there as pcapng, and not listed; undefined: none. */
  readonly pcapng: string | undefined;
  readonly inflateLimit: number | undefined;
}

export const STREAM_COMMANDS: readonly StreamRequest['kind'][] = ['http', 'dns', 'streams', 'files'];

const OPTIONS = {
  read: { type: 'string', short: 'r' },
  json: { type: 'boolean', short: 'j' },
  bodies: { type: 'boolean' },
  requests: { type: 'boolean' },
  event: { type: 'string', short: 'e' },
  pcapng: { type: 'string', short: 'w' },
  'inflate-limit': { type: 'string' },
} as const;

/** Reads what follows `scaplens http` and its like; throws a `UsageError`. */
export function parseStreamArguments(kind: StreamRequest['kind'], args: readonly string[]): StreamRequest {
  const { values, positionals } = readWords(args, OPTIONS);
  if (values.read === undefined || values.read === '') {
    throw new UsageError(`Say which capture to read: ${kind} -r FILE.`);
  }
  if (values.bodies && kind !== 'http') throw new UsageError('--bodies goes with http only.');
  if (values.requests && kind !== 'streams') throw new UsageError('--requests goes with streams only.');
  const takesEvent = kind === 'streams' || kind === 'files';
  if (values.event !== undefined && !takesEvent) throw new UsageError('--event goes with streams and files only.');
  if (values.pcapng !== undefined && kind !== 'streams') throw new UsageError('--pcapng goes with streams only.');
  if (values.pcapng === '') throw new UsageError('The name of the file after --pcapng is empty.');
  return {
    kind,
    file: values.read,
    filter: positionals.join(' ').trim(),
    json: values.json ?? false,
    bodies: values.bodies ?? false,
    requests: values.requests ?? false,
    event: optionalCount(values.event, '--event'),
    pcapng: values.pcapng,
    inflateLimit: optionalCount(values['inflate-limit'], '--inflate-limit'),
  };
}

function optionalCount(text: string | undefined, option: string): number | undefined {
  return text === undefined ? undefined : wholeNumber(text, `number after ${option}`);
}
