import type { DirectionBytes } from '../directionBytes';
import {
  type ApplicationProtocol,
  counted,
  latin,
  lineAt,
  message,
  type ReadMessage,
  readMessages,
  textOf,
} from './applicationProtocol';

/** Longest line of a type with its length; longest word of a command that is shown. */
const LONGEST_LINE = 64 * 1024;
const LONGEST_WORD = 60;
const MOST_WORDS = 8;
/** How deep arrays lie in arrays, and how many values an array has, at most. */
const DEEPEST = 8;
const MOST_VALUES = 100_000;

/** Commands behind which replies come unasked. */
const LISTENS = /^(P|S)?SUBSCRIBE\b|^MONITOR\b/i;

/** Redis' protocol, RESP 2 and 3. Source: redis.io/docs/reference/protocol-spec. */
export const REDIS: ApplicationProtocol = {
  name: 'Redis',
  speaks: (client, server) =>
    /^\*[1-9]\d{0,6}\r\n\$\d{1,9}\r\n/.test(latin(client)) &&
    (server.length === 0 || /^[-+:$*_#,(!=%~>|]/.test(latin(server))),
  requests: (bytes) => readMessages(bytes, (at) => readCommand(bytes, at)),
  responses: (bytes) => readMessages(bytes, (at) => readReply(bytes, at)),
};

function readCommand(bytes: DirectionBytes, at: number): ReadMessage {
  const head = lineAt(bytes, at, LONGEST_LINE);
  const count = head && /^\*([1-9]\d{0,6})$/.exec(head.line);
  if (!head || !count) return undefined;
  const words: string[] = [];
  let next = head.next;
  for (let left = Number(count[1]); left > 0; left--) {
    const size = lineAt(bytes, next, LONGEST_LINE);
    const length = size && /^\$(\d{1,10})$/.exec(size.line);
    if (!size || !length) break;
    if (words.length < MOST_WORDS) words.push(wordAt(bytes, size.next, Number(length[1]), words.length));
    next = size.next + Number(length[1]) + 2;
  }
  const more = Number(count[1]) > words.length ? ' …' : '';
  const text = words.join(' ') + more;
  return message(next, LISTENS.test(text) ? 'silent' : 'request', text);
}

/** A word of a command; the first is its name, and values that are long or no text are counted. */
function wordAt(bytes: DirectionBytes, at: number, length: number, index: number): string {
  const held = bytes.from(at, Math.min(length, LONGEST_WORD));
  const isText = !held.some((byte) => byte < 0x20 || byte === 0x7f);
  if (length > LONGEST_WORD || held.length < length || !isText) return `(${counted(length, 'byte')})`;
  const text = textOf(held);
  return index > 0 && (text === '' || /\s/.test(text)) ? JSON.stringify(text) : text;
}

interface Value {
  readonly text: string;
  readonly end: number;
  readonly type: string;
}

function readReply(bytes: DirectionBytes, at: number): ReadMessage {
  const value = readValue(bytes, at, 0, { left: MOST_VALUES });
  if (!value) return undefined;
  return message(value.end, value.type === '>' ? 'note' : 'response', value.text, { failed: /[-!]/.test(value.type) });
}

function readValue(bytes: DirectionBytes, at: number, depth: number, budget: { left: number }): Value | undefined {
  const head = lineAt(bytes, at, LONGEST_LINE);
  if (!head || depth > DEEPEST || budget.left-- <= 0) return undefined;
  const [type, rest] = [head.line.charAt(0), head.line.slice(1)];
  switch (type) {
    case '+':
    case ':':
    case ',':
    case '(':
    case '#':
      return { type, text: rest, end: head.next };
    case '-':
      return { type, text: `error: ${rest}`, end: head.next };
    case '_':
      return { type, text: 'nothing', end: head.next };
    case '$':
    case '=':
    case '!':
      return bulk(bytes, type, rest, head.next);
    case '*':
    case '~':
    case '>':
    case '%':
    case '|':
      return several(bytes, type, rest, head.next, depth, budget);
    default:
      return undefined;
  }
}

function bulk(bytes: DirectionBytes, type: string, rest: string, at: number): Value | undefined {
  if (rest === '-1') return { type, text: 'nothing', end: at };
  if (!/^\d{1,10}$/.test(rest)) return undefined;
  const length = Number(rest);
  return { type, text: wordAt(bytes, at, length, 1), end: at + length + 2 };
}

function several(
  bytes: DirectionBytes,
  type: string,
  rest: string,
  at: number,
  depth: number,
  budget: { left: number },
): Value | undefined {
  if (rest === '-1') return { type, text: 'nothing', end: at };
  if (!/^\d{1,7}$/.test(rest)) return undefined;
  const count = Number(rest) * (type === '%' || type === '|' ? 2 : 1);
  const texts: string[] = [];
  let end = at;
  for (let left = count; left > 0; left--) {
    const value = readValue(bytes, end, depth + 1, budget);
    if (!value) break;
    if (texts.length < MOST_WORDS) texts.push(value.text);
    end = value.end;
  }
  const more = count > texts.length ? ', …' : '';
  return { type, text: `${counted(count, 'value')}${count === 0 ? '' : `: ${texts.join(', ')}${more}`}`, end };
}
