import { UsageError } from './usageError';
import { readWords, wholeNumber } from './words';

/** The packets of a capture. */
export interface PacketsRequest {
  readonly kind: 'packets';
  readonly file: string;
  /** Chooses the events whose packets are meant; empty: all. */
  readonly filter: string;
  readonly json: boolean;
  /** Each place where a packet was seen is a packet of its own. */
  readonly splitsHops: boolean;
  /** Under each packet, every place where it was seen. */
  readonly showsHops: boolean;
  /** Under each packet, its layers and fields. */
  readonly showsTree: boolean;
  /** The packets are written there as pcapng, and not printed; undefined: none. */
  readonly pcapng: string | undefined;
  readonly inflateLimit: number | undefined;
}

const OPTIONS = {
  read: { type: 'string', short: 'r' },
  json: { type: 'boolean', short: 'j' },
  hops: { type: 'boolean' },
  'split-hops': { type: 'boolean' },
  tree: { type: 'boolean', short: 'V' },
  pcapng: { type: 'string', short: 'w' },
  'inflate-limit': { type: 'string' },
} as const;

/** Reads what follows `scaplens packets`; throws a `UsageError`. */
export function parsePacketsArguments(args: readonly string[]): PacketsRequest {
  const { values, positionals } = readWords(args, OPTIONS);
  if (values.read === undefined || values.read === '')
    throw new UsageError('Say which capture to read: packets -r FILE.');
  if (values.pcapng === '') throw new UsageError('The name of the file after --pcapng is empty.');
  return {
    kind: 'packets',
    file: values.read,
    filter: positionals.join(' ').trim(),
    json: values.json ?? false,
    splitsHops: values['split-hops'] ?? false,
    showsHops: values.hops ?? false,
    showsTree: values.tree ?? false,
    pcapng: values.pcapng,
    inflateLimit: inflateLimit(values['inflate-limit']),
  };
}

function inflateLimit(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber(text, 'number of bytes after --inflate-limit');
}
