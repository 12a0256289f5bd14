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

/** tshark verifies checksums only where it is asked to. */
const VERIFIED = ['ip', 'tcp', 'udp'].flatMap((protocol) => ['-o', `${protocol}.check_checksum:TRUE`]);

/** Writes bytes to a file and has tshark read it; `more`: arguments of its own. */
export function askTshark(file: string, bytes: Uint8Array, more: readonly string[] = []): TsharkReading {
  writeFileSync(file, bytes);
  const fields = [...COLUMNS, COMMENT].flatMap((field) => ['-e', field]);
  const errors = `${file}.errors`;
  const out = runTshark(file, errors, [...more, '-T', 'fields', ...fields]);
  const lines = out.split('\n').filter((line) => line !== '');
  const rows = lines.map((line) => line.split('\t').map((column) => column.trim()));
  const said = execFileSync('cat', [errors], { encoding: 'utf8' });
  return {
    packets: rows.map((row) => row.slice(0, COLUMNS.length)),
    comments: rows.map((row) => row[COLUMNS.length] ?? ''),
    warnings: said.replace(/^Running as user .*\n?/gm, '').trim(),
  };
}

/** What tshark finds remarkable in a file that it was asked to read before, from a level on: each remark once. */
export function tsharkRemarks(file: string, level: 'note' | 'warn' | 'error'): string[] {
  const out = runTshark(file, `${file}.errors`, [...VERIFIED, '-q', '-z', `expert,${level}`]);
  const rows = [...out.matchAll(/^ +\d+ +\S+ +\S+ +(.*)$/gm)];
  return rows.map(([, remark]) => remark);
}

/**
 * What each side of the first TCP conversations of a file sent, the side first that was seen sending first. One character stands
 * for each byte; what is missing stands as tshark says it.
 */
export function followedByTshark(file: string, count: number): (readonly [string, string])[] {
  const asked = Array.from({ length: count }, (_, number) => ['-z', `follow,tcp,raw,${number}`]);
  const out = runTshark(file, `${file}.errors`, ['-q', ...asked.flat()]);
  const followed = Array.from({ length: count }, (): [string, string] => ['', '']);
  // They are printed in no certain order.
  for (const text of out.split('Filter: tcp.stream eq ').slice(1)) {
    for (const [, tab, hex] of text.matchAll(/^(\t?)((?:[0-9a-f]{2})+)$/gm)) {
      followed[Number.parseInt(text, 10)][tab === '' ? 0 : 1] += Buffer.from(hex, 'hex').toString('latin1');
    }
  }
  return followed;
}

function runTshark(file: string, errors: string, args: readonly string[]): string {
  // The shell keeps the two outputs apart; the names of the files are the arguments, and no text of it.
  const script = 'errors=$1; shift; exec tshark "$@" 2> "$errors"';
  return execFileSync('sh', ['-c', script, 'sh', errors, '-n', '-r', file, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
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
