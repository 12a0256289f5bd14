import type { DirectionBytes } from '../directionBytes';
import {
  type ApplicationProtocol,
  counted,
  latin,
  message,
  type ReadMessage,
  readMessages,
  type SpokenMessage,
  textOf,
  zeroEnded,
} from './applicationProtocol';

const HEADER = 4;
/** What of a packet is read: a query is shown no longer. */
const READ = 1024;
/** Bits of what a client says it can do: that it goes on with TLS, and that it names a database. */
const CLIENT_SSL = 0x800;
const CONNECT_WITH_DB = 8;
const TLS_REQUEST = 32;

/** Commands by number. Source: MySQL's internals manual, "Command Phase". */
const COMMANDS: ReadonlyMap<number, string> = new Map([
  [1, 'Quit'],
  [2, 'Use'],
  [3, 'Query'],
  [4, 'Fields of'],
  [9, 'Statistics'],
  [0x0e, 'Ping'],
  [0x11, 'Change user'],
  [0x12, 'Binlog'],
  [0x16, 'Prepare'],
  [0x17, 'Execute'],
  [0x18, 'Send long data'],
  [0x19, 'Close statement'],
  [0x1a, 'Reset statement'],
  [0x1b, 'Set option'],
  [0x1c, 'Fetch'],
  [0x1f, 'Reset connection'],
]);
const WITH_TEXT: ReadonlySet<number> = new Set([2, 3, 4, 0x16]);
const UNANSWERED: ReadonlySet<number> = new Set([1, 0x18, 0x19]);
const STATEMENT =
  /^\s*(select|insert|update|delete|replace|set|show|use|begin|start|commit|rollback|create|drop|alter|call|explain|truncate|lock|unlock|with|describe|desc)\b/i;

/** MySQL's and MariaDB's protocol. */
export const MYSQL: ApplicationProtocol = {
  name: 'MySQL',
  speaks: (client, server) => isGreeting(server) || isQuery(client),
  requests: (bytes) => readMessages(bytes, (at) => readRequest(bytes, at)),
  responses: readResponses,
};

interface Packet {
  readonly length: number;
  readonly sequence: number;
  /** The beginning of the payload. */
  readonly payload: Uint8Array;
}

function packetAt(bytes: DirectionBytes, at: number): Packet | undefined {
  const some = bytes.from(at, HEADER + READ);
  if (some.length < HEADER) return undefined;
  const length = some[0] | (some[1] << 8) | (some[2] << 16);
  return length === 0 ? undefined : { length, sequence: some[3], payload: some.subarray(HEADER, HEADER + length) };
}

/** A server begins: sequence 0, protocol 10, a version that is text. */
function isGreeting(server: Uint8Array): boolean {
  return server[2] === 0 && server[3] === 0 && server[4] === 10 && /^[\d.]+[ -~]*\0/.test(latin(server.subarray(5)));
}

function isQuery(client: Uint8Array): boolean {
  const isFirst = client.length > HEADER + 1 && client[3] === 0 && client[4] === 3 && client[2] === 0;
  return isFirst && STATEMENT.test(latin(client.subarray(HEADER + 1)));
}

function readRequest(bytes: DirectionBytes, at: number): ReadMessage {
  const packet = packetAt(bytes, at);
  if (!packet) return undefined;
  const { length, sequence, payload } = packet;
  const end = at + HEADER + length;
  if (sequence === 1 && payload.length >= TLS_REQUEST) return message(end, 'request', loginText(payload));
  if (sequence !== 0) return message(end, 'request', 'Authentication');
  const [number] = payload;
  const name = COMMANDS.get(number);
  if (name === undefined) return undefined;
  const text = WITH_TEXT.has(number) ? textOf(payload.subarray(1)) : '';
  const said = number === 3 ? text : `${name} ${text}`.trimEnd();
  return message(end, UNANSWERED.has(number) ? 'silent' : 'request', said);
}

/** Who logs in; what proves it is never shown. */
function loginText(payload: Uint8Array): string {
  const flags = payload[0] | (payload[1] << 8);
  if (payload.length === TLS_REQUEST && (flags & CLIENT_SSL) !== 0) return 'Go on with TLS';
  const { text: user, next } = zeroEnded(payload, TLS_REQUEST);
  const proof = next < payload.length ? payload[next] + 1 : 0;
  const database = (flags & CONNECT_WITH_DB) !== 0 ? zeroEnded(payload, next + proof).text : '';
  return `Login as ${user}${database === '' ? '' : ` to ${database}`}`;
}

/** The packets of a response have numbers that rise; the next response begins anew. */
function readResponses(bytes: DirectionBytes): SpokenMessage[] {
  const responses: SpokenMessage[] = [];
  let last = -1;
  let packets = 0;
  for (const { sequence, isGreeted, ...packet } of readPackets(bytes)) {
    const open = responses.at(-1);
    if (open && sequence === ((last + 1) & 0xff) && !isGreeted && open.role === 'response') {
      packets++;
      const text = open.text.replace(/(, \d+ packets)?$/, `, ${packets} packets`);
      responses[responses.length - 1] = { ...open, end: packet.end, text };
    } else {
      packets = 1;
      responses.push(packet);
    }
    last = sequence;
  }
  return responses;
}

function readPackets(
  bytes: DirectionBytes,
): (SpokenMessage & { readonly sequence: number; readonly isGreeted: boolean })[] {
  const found = readMessages(bytes, (at) => {
    const packet = packetAt(bytes, at);
    return packet && { ...message(at + HEADER + packet.length, 'response', ''), id: `${packet.sequence}` };
  });
  return found.map((each) => {
    const packet = packetAt(bytes, each.start);
    const payload = packet?.payload ?? new Uint8Array(0);
    const sequence = packet?.sequence ?? 0;
    const isGreeted = sequence === 0 && payload[0] === 10;
    const role = isGreeted ? 'note' : 'response';
    return {
      ...each,
      id: undefined,
      role,
      text: responseText(payload),
      failed: payload[0] === 0xff,
      sequence,
      isGreeted,
    };
  });
}

function responseText(payload: Uint8Array): string {
  const [first] = payload;
  if (first === 10 && payload.length > 20) return `Greeting of ${zeroEnded(payload, 1).text}`;
  if (first === 0) return `OK, ${counted(payload[1] < 0xfb ? payload[1] : 0, 'row')} changed`;
  if (first === 0xff) {
    const state = payload[3] === 0x23 ? 9 : 3;
    return `Error ${payload[1] | (payload[2] << 8)}: ${textOf(payload.subarray(state))}`;
  }
  if (first === 0xfe) return payload.length < 9 ? 'End' : 'Authentication';
  if (first === 1 && payload.length > 1) return 'Authentication';
  return `Rows of ${counted(first ?? 0, 'column')}`;
}
