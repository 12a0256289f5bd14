import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** The version whose summaries we follow: that of Debian 12. */
const WANTED = '4.0.';

/** Whether tshark is installed in the version that we follow; says so aloud where it is not. */
export function isTsharkInstalled(): boolean {
  const version = installedVersion();
  const isWanted = version?.startsWith(WANTED) === true;
  if (!isWanted) console.warn(`SKIPPED: asking tshark: ${WANTED}x is wanted, ${version ?? 'none'} is here.`);
  return isWanted;
}

/** What tshark reads in a file: the columns of each packet, and what it complains of. */
export interface TsharkReading {
  /** Source, destination, protocol, length, info; without blanks around them. */
  readonly packets: readonly (readonly string[])[];
  /** The comment of each packet. */
  readonly comments: readonly string[];
  readonly warnings: string;
}

const COLUMNS = ['_ws.col.Source', '_ws.col.Destination', '_ws.col.Protocol', 'frame.len', '_ws.col.Info'];
const COMMENT = 'frame.comment';

/** Writes bytes to a file and has tshark read it. */
export function askTshark(file: string, bytes: Uint8Array): TsharkReading {
  writeFileSync(file, bytes);
  const fields = [...COLUMNS, COMMENT].flatMap((field) => ['-e', field]);
  const errors = `${file}.errors`;
  // The shell keeps the two outputs apart; the names of the files are the arguments, and no text of it.
  const script = 'errors=$1; shift; exec tshark "$@" 2> "$errors"';
  const out = execFileSync('sh', ['-c', script, 'sh', errors, '-n', '-r', file, '-T', 'fields', ...fields], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = out.split('\n').filter((line) => line !== '');
  const rows = lines.map((line) => line.split('\t').map((column) => column.trim()));
  const said = execFileSync('cat', [errors], { encoding: 'utf8' });
  return {
    packets: rows.map((row) => row.slice(0, COLUMNS.length)),
    comments: rows.map((row) => row[COLUMNS.length] ?? ''),
    warnings: said.replace(/^Running as user .*\n?/gm, '').trim(),
  };
}

function installedVersion(): string | undefined {
  try {
    return /\d+\.\d+\.\d+/.exec(
      execFileSync('tshark', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )?.[0];
  } catch {
    return undefined;
  }
}
