import type { CaptureSession } from '../captureSession';
import type { SelectionId } from '../protocol';
import type { Cancellation, SessionHandlers } from '../requestQueue';
import { numberOf, placed } from './hostAddress';
import { joinedFiles, joinedSequences, joinedTransactions, listedParts } from './hostLists';
import { FILE_EVENTS, placedTransaction } from './placedAnswers';

/** What lists of a timeline need of it. */
export interface ListedHosts {
  readonly sessions: readonly CaptureSession[];
  /** What each host is called. */
  names(): readonly string[];
  /** The selections that a selection of the timeline is made of. */
  partsOf(selection: SelectionId): readonly SelectionId[];
  /** The place that an address names; throws a `SessionRequestError` where there is none. */
  placeOf(address: number): number;
}

type ListMethod =
  | 'transactions'
  | 'transaction'
  | 'transactionPlace'
  | 'sequence'
  | 'sequencePlace'
  | 'files'
  | 'file'
  | 'fileContent'
  | 'fileBytes';

/** Lists of a timeline: those of one host after those of the other, for each is made of what one capture knows. */
export function timelineLists(hosts: ListedHosts): Pick<SessionHandlers, ListMethod> {
  const { sessions } = hosts;
  const handlersAt = (address: number): SessionHandlers => sessions[hosts.placeOf(address)].handlers;

  /** The index in the joined list of what the capture of an event has at an index of its own. */
  async function indexBehind(
    method: 'transactions' | 'sequence',
    selection: SelectionId,
    address: number,
    own: number,
    cancellation: Cancellation,
  ): Promise<{ readonly index: number }> {
    let index = own;
    if (own < 0) return { index };
    for (const [place, part] of hosts.partsOf(selection).slice(0, hosts.placeOf(address)).entries()) {
      const page = { selection: part, from: 0, count: 0 };
      index += (await sessions[place].handlers[method](page, cancellation)).count;
    }
    return { index };
  }

  return {
    async transactions({ selection, from, count }, cancellation) {
      const parts = hosts.partsOf(selection);
      const pages = await listedParts(sessions.length, from, count, async (place, start, most) =>
        sessions[place].handlers.transactions({ selection: parts[place], from: start, count: most }, cancellation),
      );
      return joinedTransactions(pages, from, hosts.names());
    },
    async transaction({ id }, cancellation) {
      const place = hosts.placeOf(id);
      const view = await handlersAt(id).transaction({ id: numberOf(id) }, cancellation);
      return placedTransaction(view, place, hosts.names()[place]);
    },
    async transactionPlace({ selection, number }, cancellation) {
      const own = { selection: hosts.partsOf(selection)[hosts.placeOf(number)], number: numberOf(number) };
      const { index } = await handlersAt(number).transactionPlace(own, cancellation);
      return indexBehind('transactions', selection, number, index, cancellation);
    },
    async sequence({ selection, from, count }, cancellation) {
      const parts = hosts.partsOf(selection);
      const pages = await listedParts(sessions.length, from, count, async (place, start, most) =>
        sessions[place].handlers.sequence({ selection: parts[place], from: start, count: most }, cancellation),
      );
      return joinedSequences(pages, from, hosts.names());
    },
    async sequencePlace({ selection, number }, cancellation) {
      const own = { selection: hosts.partsOf(selection)[hosts.placeOf(number)], number: numberOf(number) };
      const { index } = await handlersAt(number).sequencePlace(own, cancellation);
      return indexBehind('sequence', selection, number, index, cancellation);
    },
    async files({ from, count, selection = 0, ...params }, cancellation) {
      const parts = hosts.partsOf(selection);
      const pages = await listedParts(sessions.length, from, count, async (place, start, most) =>
        sessions[place].handlers.files({ ...params, from: start, count: most, selection: parts[place] }, cancellation),
      );
      return joinedFiles(pages, hosts.names());
    },
    async file({ number }, cancellation) {
      const file = await handlersAt(number).file({ number: numberOf(number) }, cancellation);
      return placed(file, hosts.placeOf(number), FILE_EVENTS);
    },
    async fileContent({ number }, cancellation) {
      const content = await handlersAt(number).fileContent({ number: numberOf(number) }, cancellation);
      return placed(content, hosts.placeOf(number), FILE_EVENTS);
    },
    async fileBytes({ number }, cancellation) {
      const bytes = await handlersAt(number).fileBytes({ number: numberOf(number) }, cancellation);
      return placed(bytes, hosts.placeOf(number), FILE_EVENTS);
    },
  };
}
