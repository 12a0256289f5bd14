import type { DirectionBytes } from '../directionBytes';
import {
  type ApplicationProtocol,
  bigEndian,
  counted,
  latin,
  lineAt,
  message,
  type ReadMessage,
  readMessages,
  textOf,
} from './applicationProtocol';

const LONGEST_LINE = 8192;
const MOST_ITEMS = 100_000;

const COMMAND =
  /^(gets?|gats?|set|add|replace|append|prepend|cas|delete|incr|decr|touch|stats|version|flush_all|verbosity|quit|mg|ms|md|ma|mn|me)( [\x21-\x7e ]*)?\r?\n/;
const REPLY =
  /^(VALUE |END\r\n|STORED\r\n|NOT_STORED\r\n|EXISTS\r\n|NOT_FOUND\r\n|DELETED\r\n|TOUCHED\r\n|OK\r\n|STAT |VERSION |ERROR\r\n|(CLIENT|SERVER)_ERROR |\d{1,20}\r\n|(HD|EN|NS|EX|NF|MN)\b|VA )/;

/** memcached's text protocol. Source: protocol.txt of memcached. */
export const MEMCACHED: ApplicationProtocol = {
  name: 'memcached',
  speaks: (client, server) => COMMAND.test(latin(client)) && REPLY.test(latin(server)),
  requests: (bytes) => readMessages(bytes, (at) => readCommand(bytes, at)),
  responses: (bytes) => readMessages(bytes, (at) => readReply(bytes, at)),
};

function readCommand(bytes: DirectionBytes, at: number): ReadMessage {
  const found = lineAt(bytes, at, LONGEST_LINE);
  if (!found || !COMMAND.test(`${found.line}\n`)) return undefined;
  const words = found.line.split(' ');
  const isStored = /^(set|add|replace|append|prepend|cas)$/.test(words[0]);
  const size = isStored ? words[4] : words[0] === 'ms' ? words[2] : undefined;
  const length = size !== undefined && /^\d{1,9}$/.test(size) ? Number(size) : undefined;
  const end = found.next + (length === undefined ? 0 : length + 2);
  const isSilent =
    words.at(-1) === 'noreply' || words[0] === 'quit' || (words[0].startsWith('m') && words.includes('q'));
  const text = length === undefined ? found.line : `${words[0]} ${words[1]}, ${counted(length, 'byte')}`;
  return message(end, isSilent ? 'silent' : 'request', text);
}

function readReply(bytes: DirectionBytes, at: number): ReadMessage {
  const found = lineAt(bytes, at, LONGEST_LINE);
  if (!found || !REPLY.test(`${found.line}\r\n`)) return undefined;
  const first = found.line.split(' ');
  if (first[0] === 'VA' && /^\d{1,9}$/.test(first[1] ?? '')) {
    return message(found.next + Number(first[1]) + 2, 'response', counted(Number(first[1]), 'byte'));
  }
  if (first[0] !== 'VALUE' && first[0] !== 'STAT') {
    return message(found.next, 'response', found.line, { failed: found.line.includes('ERROR') });
  }
  return readItems(bytes, at);
}

/** Values or figures, up to their END. */
function readItems(bytes: DirectionBytes, start: number): ReadMessage {
  const texts: string[] = [];
  let count = 0;
  let at = start;
  for (; count < MOST_ITEMS; count++) {
    const found = lineAt(bytes, at, LONGEST_LINE);
    const words = found?.line.split(' ') ?? [];
    if (!found || (words[0] !== 'VALUE' && words[0] !== 'STAT')) {
      if (found?.line === 'END') at = found.next;
      break;
    }
    const length = words[0] === 'VALUE' && /^\d{1,9}$/.test(words[3] ?? '') ? Number(words[3]) : undefined;
    if (texts.length < 8)
      texts.push(length === undefined ? words.slice(1).join(' ') : `${words[1]}, ${counted(length, 'byte')}`);
    at = found.next + (length === undefined ? 0 : length + 2);
  }
  return message(at, 'response', `${counted(count, 'item')}: ${texts.join('; ')}${count > texts.length ? '; …' : ''}`);
}

const HEADER = 24;
const REQUEST = 0x80;
const RESPONSE = 0x81;
/** Names of operations by number; those that answer only what is remarkable end in Q. Source: BinaryProtocol of memcached's wiki. */
const OPERATIONS: readonly string[] = [
  'get',
  'set',
  'add',
  'replace',
  'delete',
  'increment',
  'decrement',
  'quit',
  'flush',
  'getQ',
  'noop',
  'version',
  'getK',
  'getKQ',
  'append',
  'prepend',
  'stat',
  'setQ',
  'addQ',
  'replaceQ',
  'deleteQ',
  'incrementQ',
  'decrementQ',
  'quitQ',
  'flushQ',
  'appendQ',
  'prependQ',
  'verbosity',
  'touch',
  'gat',
  'gatQ',
  '',
  'SASL list',
  'SASL auth',
  'SASL step',
];
const STATUS: ReadonlyMap<number, string> = new Map([
  [0, 'ok'],
  [1, 'key not found'],
  [2, 'key exists'],
  [3, 'value too large'],
  [4, 'invalid arguments'],
  [5, 'not stored'],
  [6, 'not a number'],
  [0x20, 'authentication failed'],
  [0x81, 'unknown command'],
  [0x82, 'out of memory'],
]);

/** memcached's binary protocol. */
export const MEMCACHED_BINARY: ApplicationProtocol = {
  name: 'memcached (binary)',
  speaks: (client, server) => isHeader(client, REQUEST) && (server.length === 0 || isHeader(server, RESPONSE)),
  requests: (bytes) => readMessages(bytes, (at) => readBinary(bytes, at, REQUEST)),
  responses: (bytes) => readMessages(bytes, (at) => readBinary(bytes, at, RESPONSE)),
};

function isHeader(bytes: Uint8Array, magic: number): boolean {
  if (bytes.length < HEADER || bytes[0] !== magic || !OPERATIONS[bytes[1]] || bytes[5] !== 0) return false;
  return bigEndian(bytes, 2, 2) + bytes[4] <= bigEndian(bytes, 8, 4) && bytes[4] <= 32;
}

function readBinary(bytes: DirectionBytes, at: number, magic: number): ReadMessage {
  const head = bytes.from(at, HEADER + 32 + 250);
  if (!isHeader(head, magic)) return undefined;
  const [keyLength, extras, length] = [bigEndian(head, 2, 2), head[4], bigEndian(head, 8, 4)];
  const key = textOf(head.subarray(HEADER + extras, HEADER + extras + keyLength));
  const value = length - extras - keyLength;
  const operation = OPERATIONS[head[1]];
  const id = `${head[1]} ${bigEndian(head, 12, 4)}`;
  const size = value > 0 ? `, ${counted(value, 'byte')}` : '';
  const end = at + HEADER + length;
  if (magic === REQUEST) {
    return message(
      end,
      operation.endsWith('Q') ? 'silent' : 'request',
      `${operation}${key === '' ? '' : ` ${key}`}${size}`,
      { id },
    );
  }
  const status = bigEndian(head, 6, 2);
  return message(end, 'response', `${STATUS.get(status) ?? `status ${status}`}${size}`, { id, failed: status > 1 });
}
