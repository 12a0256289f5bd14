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
  zeroEnded,
} from './applicationProtocol';

/** What of a message is read. */
const READ = 1024;
const LARGEST = 1 << 30;
const VERSION_3 = 0x00030000;
/** Requests for encryption, which have no type, and are answered with one byte. */
const ENCRYPTION: ReadonlyMap<number, string> = new Map([
  [80877103, 'Go on with TLS'],
  [80877104, 'Go on with GSSAPI'],
]);
const CANCEL = 80877102;
const CLIENT_TYPES = 'QPBDECSHXpFdcf';
const SERVER_TYPES = 'RSKZTDCEN12sn3tIGHWAVdcv';

/** PostgreSQL's protocol, version 3. Source: PostgreSQL's manual, "Frontend/Backend Protocol". */
export const POSTGRESQL: ApplicationProtocol = {
  name: 'PostgreSQL',
  speaks: (client, server) => isStart(client) || isStatement(client, server),
  requests: readRequests,
  responses: readResponses,
};

function isStart(client: Uint8Array): boolean {
  const [length, code] = [bigEndian(client, 0, 4), bigEndian(client, 4, 4)];
  if (length === 8) return ENCRYPTION.has(code);
  return code === VERSION_3 && length > 8 && length < 10_000 && /^[a-z_.]+\0/.test(textOf(client.subarray(8, 64)));
}

/** In the midst of a conversation: a statement that ends where it says, or the answer to one. */
function isStatement(client: Uint8Array, server: Uint8Array): boolean {
  const length = bigEndian(client, 1, 4);
  const isTyped = (client[0] === 0x51 || client[0] === 0x50) && length > 5 && length < 1 << 24;
  const answered =
    server.length < 5 || (SERVER_TYPES.includes(String.fromCharCode(server[0])) && bigEndian(server, 1, 4) >= 4);
  const text = textOf(client.subarray(5, 64));
  return isTyped && answered && /^[\w$]*\0?\s*[a-z]{2,}/i.test(text) && (server.length > 0 || client[length] === 0);
}

/** Statements as they are; those in parts (parse, bind, execute) as one, up to what asks for the answer. */
function readRequests(bytes: DirectionBytes): SpokenMessage[] {
  const requests: SpokenMessage[] = [];
  let parts: SpokenMessage[] = [];
  for (const each of readMessages(bytes, (at) => readClient(bytes, at))) {
    if (each.id !== 'part' && each.id !== 'sync') {
      requests.push({ ...each, id: undefined });
      continue;
    }
    parts.push(each);
    if (each.id === 'part') continue;
    const text = parts
      .map((part) => part.text)
      .filter((part) => part !== '')
      .join(', ');
    requests.push({ ...each, id: undefined, start: parts[0].start, text: text === '' ? 'Sync' : text });
    parts = [];
  }
  return requests;
}

function readClient(bytes: DirectionBytes, at: number): ReadMessage {
  const some = bytes.from(at, READ);
  if (isStart(some)) {
    const code = bigEndian(some, 4, 4);
    return message(at + bigEndian(some, 0, 4), 'request', ENCRYPTION.get(code) ?? startText(some.subarray(8)));
  }
  if (bigEndian(some, 0, 4) === 16 && bigEndian(some, 4, 4) === CANCEL) return message(at + 16, 'silent', 'Cancel');
  const type = String.fromCharCode(some[0] ?? 0);
  const length = bigEndian(some, 1, 4);
  if (!CLIENT_TYPES.includes(type) || length < 4 || length > LARGEST) return undefined;
  const body = some.subarray(5, 1 + length);
  const end = at + 1 + length;
  switch (type) {
    case 'Q':
      return message(end, 'request', zeroEnded(body, 0).text);
    case 'P': {
      const { next } = zeroEnded(body, 0);
      return message(end, 'request', zeroEnded(body, next).text, { id: 'part' });
    }
    case 'B': {
      const { next } = zeroEnded(body, 0);
      const { text } = zeroEnded(body, next);
      return message(end, 'request', text === '' ? '' : `Bind ${text}`, { id: 'part' });
    }
    case 'S':
      return message(end, 'request', '', { id: 'sync' });
    case 'F':
      return message(end, 'request', 'Call of a function');
    case 'X':
      return message(end, 'silent', 'Terminate');
    case 'p':
      return message(end, 'note', 'Password');
    case 'd':
    case 'c':
    case 'f':
      return message(end, 'note', 'Copied data');
    default:
      return message(end, 'request', '', { id: 'part' });
  }
}

function startText(parameters: Uint8Array): string {
  const values = new Map<string, string>();
  for (let at = 0; at < parameters.length && parameters[at] !== 0; ) {
    const name = zeroEnded(parameters, at);
    const value = zeroEnded(parameters, name.next);
    values.set(name.text, value.text);
    at = value.next;
  }
  const database = values.get('database');
  return `Login as ${values.get('user') ?? ''}${database === undefined ? '' : ` to ${database}`}`;
}

/** All that a server says until it is ready for the next statement is one response. */
function readResponses(bytes: DirectionBytes): SpokenMessage[] {
  const responses: SpokenMessage[] = [];
  let open: { start: number; texts: string[]; rows: number; failed: boolean } | undefined;
  for (const { start, end, text, id, failed } of readMessages(bytes, (at) =>
    readServer(bytes, at, at === bytes.start),
  )) {
    if (id === 'single') {
      responses.push({ start, end, text, role: 'response', failed: false, id: undefined });
      continue;
    }
    open ??= { start, texts: [], rows: 0, failed: false };
    if (text !== '') open.texts.push(text);
    if (id === 'D') open.rows++;
    open.failed ||= failed;
    if (id !== 'Z') continue;
    const said = open.texts.join(', ') || (open.rows > 0 ? counted(open.rows, 'row') : 'Ready');
    responses.push({ start: open.start, end, text: said, role: 'response', failed: open.failed, id: undefined });
    open = undefined;
  }
  return responses;
}

function readServer(bytes: DirectionBytes, at: number, isFirst: boolean): ReadMessage {
  const some = bytes.from(at, READ);
  const type = String.fromCharCode(some[0] ?? 0);
  const length = bigEndian(some, 1, 4);
  // The answer to a request for encryption is one byte.
  if (isFirst && (type === 'S' || type === 'N') && (length < 4 || length > 10_000)) {
    return message(at + 1, 'response', type === 'S' ? 'TLS follows' : 'No', { id: 'single' });
  }
  if (!SERVER_TYPES.includes(type) || length < 4 || length > LARGEST) return undefined;
  const body = some.subarray(5, 1 + length);
  const text = type === 'C' ? zeroEnded(body, 0).text : type === 'E' ? errorText(body) : '';
  return message(at + 1 + length, 'response', text, { id: type, failed: type === 'E' });
}

/** Fields of an error, each with a letter before it: severity, code and message. */
function errorText(body: Uint8Array): string {
  const fields = new Map<string, string>();
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const letter = String.fromCharCode(body[at]);
    const { text, next } = zeroEnded(body, at + 1);
    fields.set(letter, text);
    at = next;
  }
  return `${fields.get('S') ?? 'ERROR'} ${fields.get('C') ?? ''}: ${fields.get('M') ?? ''}`;
}
