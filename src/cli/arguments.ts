import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type CliRequest =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'print';
      readonly file: string;
      /** Stop after so many events have been delivered, hidden internal ones included; undefined: all. */
      readonly limit: number | undefined;
      /** The filter's words, joined with blanks; empty for none. */
      readonly filter: string;
    };

/** The command line cannot be understood. */
export class UsageError extends Error {
  readonly reason = 'usage';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const HELP = `Usage: scaplens -r FILE [options] [filter]

Prints the events of a system-call capture, one line each.

  -r, --read FILE         the capture, plain or gzip
  -n, --numevents NUM     stop after NUM events; internal events, which are not printed, count
  -h, --help              print this
      --version           print the version

The filter may be several words. One that begins with a dash goes after --.
Example: scaplens -r dns.scap proc.name=curl and fd.port in '(53, 80)'
`;

/** Reads the arguments that follow the program's name; throws a `UsageError`. */
export function parseArguments(args: readonly string[]): CliRequest {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (values.read === undefined) throw new UsageError('Say which capture to read: -r FILE.');
  if (values.read === '') throw new UsageError('The name of the file after -r is empty.');
  const limit = values.numevents === undefined ? undefined : eventCount(values.numevents);
  return { kind: 'print', file: values.read, limit, filter: positionals.join(' ').trim() };
}

interface Parsed {
  readonly values: {
    readonly read?: string;
    readonly numevents?: string;
    readonly help?: boolean;
    readonly version?: boolean;
  };
  readonly positionals: readonly string[];
}

function parse(args: readonly string[]): Parsed {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        read: { type: 'string', short: 'r' },
        numevents: { type: 'string', short: 'n' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new UsageError(`${error.message}.`.replace(/\.\.$/, '.'));
    throw error;
  }
}

function eventCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count > 0) return count;
  throw new UsageError(`The number of events after -n has to be a whole number from 1 on, not "${text}".`);
}
