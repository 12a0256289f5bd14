import type { FilePage } from '../fileProtocol';
import type { Participant, SequenceLine, SequencePage, TransactionLine, TransactionPage } from '../transactionProtocol';
import { placed } from './hostAddress';

/** What a list of one capture answers, in the names of the page that asks for it. */
interface ListPart {
  readonly count: number;
}

/** Asks the capture at a place for a part of its list. */
type AskPart<T extends ListPart> = (place: number, from: number, count: number) => Promise<T>;

/**
 * The parts that lists of several captures, one after the other, have in a range: for each capture what it has of it, which may be
 * no line. Every capture is asked, for all of them say how many lines they have.
 */
export async function listedParts<T extends ListPart>(
  places: number,
  from: number,
  count: number,
  ask: AskPart<T>,
): Promise<readonly T[]> {
  const parts: T[] = [];
  let before = 0;
  let left = count;
  for (let place = 0; place < places; place++) {
    const part = await ask(place, Math.max(0, from - before), left);
    left -= Math.max(0, Math.min(left, before + part.count - Math.max(from, before)));
    before += part.count;
    parts.push(part);
  }
  return parts;
}

/** One page of the transactions of several hosts: those of the first, then those of the next. */
export function joinedTransactions(
  parts: readonly TransactionPage[],
  from: number,
  hosts: readonly string[],
): TransactionPage {
  return {
    count: sum(parts, ({ count }) => count),
    total: sum(parts, ({ total }) => total),
    skipped: sum(parts, ({ skipped }) => skipped),
    from,
    lines: parts.flatMap(({ lines }, place) => lines.map((line) => placedTransactionLine(line, place, hosts[place]))),
  };
}

/** A transaction of the host at a place. */
export function placedTransactionLine(line: TransactionLine, place: number, host: string): TransactionLine {
  return {
    ...placed(line, place, ['id', 'number']),
    from: atHost(line.from, host),
    to: atHost(line.to, host),
    lookup: line.lookup && placed(line.lookup, place, ['number', 'connected']),
  };
}

/** The same of messages: each host has participants of its own. */
export function joinedSequences(parts: readonly SequencePage[], from: number, hosts: readonly string[]): SequencePage {
  const participants: Participant[] = [];
  const lines: SequenceLine[] = [];
  for (const [place, part] of parts.entries()) {
    const first = participants.length;
    for (const each of part.participants) participants.push({ ...each, name: atHost(each.name, hosts[place]) });
    for (const line of part.lines) {
      lines.push({ ...placed(line, place, ['id', 'number']), from: first + line.from, to: first + line.to });
    }
  }
  return { count: sum(parts, ({ count }) => count), participants, from, lines };
}

/** The same of files. */
export function joinedFiles(parts: readonly FilePage[], hosts: readonly string[]): FilePage {
  return {
    count: sum(parts, ({ count }) => count),
    total: sum(parts, ({ total }) => total),
    complete: parts.every(({ complete }) => complete),
    counted: parts.every(({ counted }) => counted),
    files: parts.flatMap(({ files }, place) =>
      files.map((file) => ({
        ...placed(file, place, ['number', 'lastNumber', 'renameNumber']),
        process: atHost(file.process, hosts[place]),
      })),
    ),
  };
}

/** A process with its host. */
export function atHost(process: string, host: string): string {
  return host === '' ? process : `${host}: ${process}`;
}

function sum<T>(parts: readonly T[], countOf: (part: T) => number): number {
  return parts.reduce((total, part) => total + countOf(part), 0);
}
