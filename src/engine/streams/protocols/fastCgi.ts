import type { DirectionBytes } from '../directionBytes';
import {
  type ApplicationProtocol,
  bigEndian,
  counted,
  message,
  type ReadMessage,
  readMessages,
  type SpokenMessage,
  textOf,
} from './applicationProtocol';

const HEADER = 8;
const RecordType = { BEGIN: 1, ABORT: 2, END: 3, PARAMETERS: 4, INPUT: 5, OUTPUT: 6, ERRORS: 7, LAST: 11 } as const;
/** What of a record is read: parameters are at most so long. */
const READ = 64 * 1024;

/** FastCGI. Source: the FastCGI specification 1.0. */
export const FAST_CGI: ApplicationProtocol = {
  name: 'FastCGI',
  speaks: (client) => {
    const isBegin = client[0] === 1 && client[1] === RecordType.BEGIN && bigEndian(client, 4, 2) === 8;
    const role = bigEndian(client, HEADER, 2);
    return isBegin && role >= 1 && role <= 3;
  },
  requests: (bytes) => gathered(bytes, 'request'),
  responses: (bytes) => gathered(bytes, 'response'),
};

interface Gathered {
  readonly start: number;
  end: number;
  readonly parameters: Map<string, string>;
  /** Bytes of what was sent to the program, or of what it put out. */
  length: number;
  output: string;
  errors: number;
}

/** The records of each request, which may lie between those of others, as one message; it ends with the last of them. */
function gathered(bytes: DirectionBytes, role: 'request' | 'response'): SpokenMessage[] {
  const open = new Map<string, Gathered>();
  const done: SpokenMessage[] = [];
  const finish = (id: string, one: Gathered): void => {
    open.delete(id);
    const { start, end } = one;
    done.push({ start, ...(role === 'request' ? requestOf(end, id, one) : responseOf(end, id, one)) });
  };
  for (const record of readMessages(bytes, (at) => readRecord(bytes, at))) {
    const id = record.id ?? '';
    const some = bytes.from(record.start, HEADER + READ);
    const type = some[1];
    const content = some.subarray(HEADER, HEADER + bigEndian(some, 4, 2));
    const known = open.get(id);
    if (known && type === RecordType.BEGIN) finish(id, known);
    const one = open.get(id) ?? {
      start: record.start,
      end: 0,
      parameters: new Map(),
      length: 0,
      output: '',
      errors: 0,
    };
    open.set(id, one);
    one.end = record.end;
    if (type === RecordType.PARAMETERS) addParameters(content, one.parameters);
    else if (type === RecordType.INPUT || type === RecordType.OUTPUT) {
      one.length += bigEndian(some, 4, 2);
      if (one.output.length < 1024) one.output += textOf(content, 1024);
    } else if (type === RecordType.ERRORS) one.errors += bigEndian(some, 4, 2);
    if (type === RecordType.END || (type === RecordType.INPUT && bigEndian(some, 4, 2) === 0)) finish(id, one);
  }
  for (const [id, one] of open) finish(id, one);
  return done.sort((a, b) => a.start - b.start);
}

function readRecord(bytes: DirectionBytes, at: number): ReadMessage {
  const head = bytes.from(at, HEADER);
  if (head.length < HEADER || head[0] !== 1 || head[1] === 0 || head[1] > RecordType.LAST) return undefined;
  return message(at + HEADER + bigEndian(head, 4, 2) + head[6], 'note', '', { id: `${bigEndian(head, 2, 2)}` });
}

/** Names and values, each pair behind its two lengths of one byte or four. */
function addParameters(content: Uint8Array, parameters: Map<string, string>): void {
  for (let at = 0; at < content.length && parameters.size < 1000; ) {
    const name = lengthAt(content, at);
    const value = lengthAt(content, name.next);
    const start = value.next;
    const middle = start + name.length;
    const end = middle + value.length;
    parameters.set(textOf(content.subarray(start, middle)), textOf(content.subarray(middle, end), 1024));
    at = Math.max(at + 1, end);
  }
}

function lengthAt(content: Uint8Array, at: number): { readonly length: number; readonly next: number } {
  const first = content[at] ?? 0;
  if (first < 0x80) return { length: first, next: at + 1 };
  return { length: Math.max(0, bigEndian(content, at, 4) - 0x80000000), next: at + 4 };
}

function requestOf(end: number, id: string, { parameters, length }: Gathered): Omit<SpokenMessage, 'start'> {
  const query = parameters.get('QUERY_STRING') ?? '';
  const target =
    parameters.get('REQUEST_URI') ?? `${parameters.get('SCRIPT_NAME') ?? ''}${query === '' ? '' : `?${query}`}`;
  const script = parameters.get('SCRIPT_FILENAME');
  const text = `${parameters.get('REQUEST_METHOD') ?? 'Request'} ${target}`.trimEnd();
  const input = length > 0 ? `, ${counted(length, 'byte')}` : '';
  return message(end, 'request', `${text}${script === undefined ? '' : ` by ${script}`}${input}`, { id });
}

function responseOf(end: number, id: string, { output, length, errors }: Gathered): Omit<SpokenMessage, 'start'> {
  const status = /^Status:\s*(\d{3}[^\r\n]*)/im.exec(output)?.[1] ?? '200';
  const complaint = errors > 0 ? `, ${counted(errors, 'byte')} of errors` : '';
  const failed = /^[45]/.test(status);
  return message(end, 'response', `${status}, ${counted(length, 'byte')}${complaint}`, { id, failed });
}
