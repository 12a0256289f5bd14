import type { EventRow } from '../../base/brands';
import type { FieldContext } from '../../fields/fieldReader';
import { wholeData } from '../support/dataContext';
import { knownField, RowFields } from '../support/rowFields';

/** The filter of the events that can be part of a transaction. */
export const HTTP_FILTER = 'evt.is_io = true and evt.buflen > 0 and (fd.sockfamily = ip or fd.sockfamily = unix)';

/** A request and its response. */
export interface HttpTransaction {
  readonly method: string;
  /** Host and path, as the request names them. */
  readonly url: string;
  /** The process answered the request; otherwise it asked. */
  readonly isServer: boolean;
  readonly status: string;
  /** What the response says of its length; 0 where it does not. */
  readonly length: number;
  /** From the request's event to the response's, in ns. */
  readonly latency: number;
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly isServer: boolean;
  readonly time: number;
}

const DATA = knownField('evt.arg.data');
const PID = knownField('proc.pid');
const FD = knownField('fd.num');
const IS_READ = knownField('evt.is_io_read');

// Data is text in which line ends are dots.
const REQUEST = /^([A-Z]+) ([!-~]+)/;
const RESPONSE = /^HTTP\/[\d.]+ (\d+)/;
const HOST = /Host: (\S+)\.\./;
const LENGTH = /Content-Length: (\d+)\.\./;

/** Finds HTTP/1 requests and the responses that follow on the same fd. Source: facts/output-format.md §10, httplog. */
export class HttpTransactions {
  private readonly fields: RowFields;
  private readonly open = new Map<string, Request>();

  constructor(private readonly context: FieldContext) {
    this.fields = new RowFields(wholeData(context, 'dots'));
  }

  /** Looks at the data of an event; the transaction that it ends, if it does. */
  add(row: EventRow): HttpTransaction | undefined {
    const { fields } = this;
    const data = fields.text(DATA, row);
    if (data === undefined) return undefined;
    const place = `${fields.text(PID, row)} ${fields.text(FD, row)}`;
    const time = this.context.trace.events.time(row);
    const request = this.open.get(place);
    const response = request && RESPONSE.exec(data);
    if (request && response) {
      this.open.delete(place);
      const { method, url, isServer } = request;
      const length = Number(LENGTH.exec(data)?.[1] ?? 0);
      return { method, url, isServer, status: response[1], length, latency: time - request.time };
    }
    const match = REQUEST.exec(data);
    if (match) {
      const [, method, path] = match;
      const url = `${HOST.exec(data)?.[1] ?? ''}${path}`;
      this.open.set(place, { method, url, isServer: fields.number(IS_READ, row) === 1, time });
    }
    return undefined;
  }
}
