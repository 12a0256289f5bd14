import type { EventRow } from '../../engine/base/brands';
import type { Trace } from '../../engine/trace/trace';
import type { Participant, SequenceLine } from '../transactionProtocol';
import type { ListedTransaction } from './transactionList';
import type { TransactionText } from './transactionText';

/** Silence that is a line of its own, in ns: as long as a gap that stands out in the list of events. */
const PAUSE = 1e9;

/** One line, before it is told. */
interface Message {
  readonly id: number;
  readonly kind: SequenceLine['kind'];
  /** The call that sent or received it; of a pause the call that ended it. */
  readonly row: EventRow;
  /** ns, where it is a pause; else 0. */
  readonly pause: number;
}

/** The messages of some transactions in the order of time, and who takes part in them. */
export class Sequence {
  readonly participants: readonly Participant[];
  private readonly messages: readonly Message[];
  /** By transaction: the places of those who asked and answered among the participants. */
  private readonly ends = new Map<number, { readonly from: number; readonly to: number }>();

  constructor(
    private readonly trace: Trace,
    private readonly entries: readonly ListedTransaction[],
    private readonly text: TransactionText,
    ids: readonly number[],
  ) {
    const { events } = trace;
    const messages = ids.flatMap((id) => messagesOf(entries[id], id));
    messages.sort((a, b) => events.time(a.row) - events.time(b.row) || a.row - b.row);
    this.participants = this.meet(messages);
    this.messages = this.withPauses(messages);
  }

  get count(): number {
    return this.messages.length;
  }

  lines(from: number, count: number): SequenceLine[] {
    return this.messages.slice(from, from + count).map((message) => this.line(message));
  }

  /** The latest message that one of these rows is part of; -1: none. */
  placeOf(rows: ReadonlySet<number>): number {
    return this.messages.findLastIndex(
      ({ id, kind }) => kind !== 'pause' && rowsOf(this.entries[id], kind).some((row) => rows.has(row)),
    );
  }

  /** Gives everybody a place, in the order in which they come in. */
  private meet(messages: readonly Message[]): Participant[] {
    const participants: Participant[] = [];
    const places = new Map<string, number>();
    const placeOf = (participant: Participant): number => {
      const key = `${participant.outside} ${participant.container} ${participant.name}`;
      let place = places.get(key);
      if (place === undefined) {
        place = participants.push(participant) - 1;
        places.set(key, place);
      }
      return place;
    };
    for (const { id } of messages) {
      if (this.ends.has(id)) continue;
      const { from, to } = this.text.ends(this.entries[id]);
      this.ends.set(id, { from: placeOf(from), to: placeOf(to) });
    }
    return participants;
  }

  private withPauses(messages: readonly Message[]): Message[] {
    const { events } = this.trace;
    return messages.flatMap((message, at) => {
      const before = messages[at - 1];
      const pause = before ? events.time(message.row) - events.time(before.row) : 0;
      return pause < PAUSE ? [message] : [{ ...message, kind: 'pause' as const, pause }, message];
    });
  }

  private line({ id, kind, row, pause }: Message): SequenceLine {
    const { depth, request, answer, answered, failed, latency, added } = this.text.line(this.entries[id], id);
    const { from, to } = this.ends.get(id) ?? { from: 0, to: 0 };
    const isRequest = kind === 'request';
    return {
      id,
      kind,
      number: row + 1,
      time: this.text.time(row),
      depth,
      ...(kind === 'answer' ? { from: to, to: from } : { from, to }),
      text: isRequest ? request.replace(/ HTTP\/\d(?:\.\d)?$/, '') : kind === 'answer' ? answer : '',
      duration: kind === 'pause' ? pause : isRequest ? null : latency,
      answered: isRequest && answered,
      failed: kind === 'answer' && failed,
      added: isRequest ? added : [],
    };
  }
}

function messagesOf(listed: ListedTransaction, id: number): Message[] {
  const sent = rowsOf(listed, 'request').at(0);
  const received = rowsOf(listed, 'answer').at(0);
  return [
    ...(sent === undefined ? [] : [{ id, kind: 'request' as const, row: sent, pause: 0 }]),
    ...(received === undefined ? [] : [{ id, kind: 'answer' as const, row: received, pause: 0 }]),
  ];
}

/** The calls that moved a request or an answer, first those at the end that asked. */
function rowsOf(listed: ListedTransaction, kind: 'request' | 'answer'): EventRow[] {
  if (listed.kind === 'dns') {
    const { client, server } = listed.transaction;
    return [client, server].flatMap((exchange) => {
      const row = kind === 'request' ? exchange?.query.row : exchange?.response?.row;
      return row === undefined ? [] : [row];
    });
  }
  const { client, server } = listed.transaction;
  return [client, server].flatMap((exchange) => {
    const message = kind === 'request' ? exchange?.request : exchange?.response;
    return message ? [message.firstRow, message.lastRow] : [];
  });
}
