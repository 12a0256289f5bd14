import type { EventRow } from '../../engine/base/brands';
import type { FieldContext } from '../../engine/fields/fieldReader';
import type { Selection } from '../../engine/trace/selection';
import type { EchoMethods } from '../echoProtocol';
import type { FileMethods } from '../fileProtocol';
import type { LiveSelection } from '../liveSelections';
import type { EventLacks, PacketMethods } from '../packetProtocol';
import type { SelectionId } from '../protocol';
import { type Cancellation, type SessionHandlers, throwIfCancelled } from '../requestQueue';
import type { RowOrders } from '../rowOrders';
import { SessionRequestError } from '../sessionError';
import type { SessionPort } from '../sessionPort';
import type { StreamMethods } from '../streamProtocol';
import type { TransactionMethods } from '../transactionProtocol';
import { EchoViews } from './echoViews';
import { FileViews } from './fileViews';
import { OpenStreams } from './openStreams';
import { PacketViews } from './packetViews';
import { SocketFiles } from './socketFiles';
import { StreamViews } from './streamViews';
import { TransactionViews } from './transactionViews';

/** What of a session answers questions about data: packets, streams, transactions and files. Nothing is looked for before somebody asks. */
export class Conversations {
  /** One function for each of its methods. */
  readonly handlers: Pick<
    SessionHandlers,
    keyof PacketMethods | keyof StreamMethods | keyof TransactionMethods | keyof FileMethods | keyof EchoMethods
  >;
  private readonly packets: PacketViews;
  private readonly streams: StreamViews;

  constructor(
    private readonly context: FieldContext,
    port: Pick<SessionPort, 'breathe'>,
    orders: RowOrders,
    selectionOf: (selection: SelectionId) => Pick<LiveSelection, 'rows' | 'scanned' | 'stuck'>,
  ) {
    const rowsOf = (selection: SelectionId): Selection => selectionOf(selection).rows;
    const wholeRowsOf = async (selection: SelectionId, cancellation: Cancellation): Promise<Selection> => {
      const scanned = selectionOf(selection);
      while (scanned.scanned < context.trace.events.length && !scanned.stuck) {
        await port.breathe();
        throwIfCancelled(cancellation);
      }
      return scanned.rows;
    };
    const open = new OpenStreams(context.trace, port);
    const packets = new PacketViews(context, port);
    const streams = new StreamViews(context, open, port);
    const transactions = new TransactionViews(context, open, port);
    const echo = new EchoViews(context, orders, port, selectionOf);
    const socketFiles = new SocketFiles(context, open, port);
    const files = new FileViews(context, open, port, rowsOf);
    this.packets = packets;
    this.streams = streams;
    this.handlers = {
      packet: ({ number }, cancellation) => packets.view(this.row(number), cancellation),
      packetFile: async ({ selection }, cancellation) =>
        packets.file(await wholeRowsOf(selection, cancellation), cancellation),
      conversationFile: async ({ selection }, cancellation) =>
        socketFiles.ofSelection(await wholeRowsOf(selection, cancellation), cancellation),
      streamFile: ({ number }, cancellation) => socketFiles.ofEvent(this.row(number), cancellation),
      stream: ({ number }, cancellation) => streams.head(this.row(number), cancellation),
      streamLines: ({ number, ...wanted }, cancellation) => streams.lines(this.row(number), wanted, cancellation),
      streamPlace: ({ number, mode }, cancellation) => streams.place(this.row(number), mode, cancellation),
      streamContent: ({ number, part, most }, cancellation) =>
        part === 'body'
          ? transactions.body(this.row(number), most, cancellation)
          : streams.content(this.row(number), part, most, cancellation),
      streamFind: ({ number, mode, text, from }, cancellation) =>
        streams.find(this.row(number), mode, text, from, cancellation),
      transactions: ({ selection, from, count }, cancellation) =>
        transactions.page(rowsOf(selection), from, count, cancellation),
      transaction: ({ id }) => transactions.view(id),
      transactionPlace: ({ selection, number }, cancellation) =>
        transactions.place(rowsOf(selection), this.row(number), cancellation),
      sequence: ({ selection, from, count }, cancellation) =>
        transactions.sequencePage(rowsOf(selection), from, count, cancellation),
      sequencePlace: ({ selection, number }, cancellation) =>
        transactions.sequencePlace(rowsOf(selection), this.row(number), cancellation),
      files: (params, cancellation) => files.list(params, cancellation),
      fileContent: ({ number }, cancellation) => files.content(this.row(number), cancellation),
      file: ({ number }, cancellation) => files.file(this.row(number), cancellation),
      fileBytes: ({ number }, cancellation) => files.bytes(this.row(number), cancellation),
      echo: (params, cancellation) => echo.page(params, cancellation),
      echoPlace: (params, cancellation) => echo.place(params, this.row(params.number), cancellation),
      echoFind: (params, cancellation) => echo.find(params, cancellation),
      echoText: (params, cancellation) => echo.text(params, cancellation),
      httpArchive: ({ selection }, cancellation) => transactions.archive(rowsOf(selection), cancellation),
    };
  }

  /** Why an event has no packet and no stream to be shown. */
  lacksOf(row: EventRow): EventLacks {
    const packet = this.packets.lackOf(row);
    const stream = this.streams.lackOf(row);
    return { ...(packet !== undefined && { packet }), ...(stream !== undefined && { stream }) };
  }

  private row(number: number): EventRow {
    const { length } = this.context.trace.events;
    if (number < 1 || number > length) {
      throw new SessionRequestError('bad-request', `There is no event ${number}; ${length} events have been read.`);
    }
    return (number - 1) as EventRow;
  }
}
