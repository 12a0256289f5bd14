import type { EchoMode } from './echoProtocol';
import type { FileOrder } from './fileProtocol';
import type {
  FilterFileText,
  FilterPosition,
  MessageToSession,
  NeighbourKind,
  OtherTool,
  RowOrder,
  SessionMethod,
  SessionMethods,
  SessionParams,
} from './protocol';
import { SessionRequestError } from './sessionError';
import type { StreamMode, StreamPart } from './streamProtocol';

/** Most lines of one answer. */
export const MOST_LINES = 500;
/** Most fields that lines can show. */
const MOST_FIELDS = 50;
/** Most values of a field in one answer. */
export const MOST_VALUES = 500;
/** Longest filter, in characters. */
export const LONGEST_FILTER = 128 * 1024;
/** Most files with saved filters, and the longest of them, in characters. */
const MOST_FILES = 200;
const LONGEST_FILE = 256 * 1024;
const OTHER_TOOLS: readonly OtherTool[] = ['sysdig', 'falco', 'wireshark', 'stratoshark'];
const FILE_ORDERS: readonly FileOrder[] = ['number', 'path', 'process', 'read', 'written', 'missing'];
const ECHO_MODES: readonly EchoMode[] = ['ascii', 'dots', 'hexAscii'];
const STREAM_MODES: readonly StreamMode[] = ['text', 'hex', 'calls'];
const STREAM_PARTS: readonly StreamPart[] = ['both', 'read', 'written', 'body'];
/** Most bytes of a conversation that are handed over at once. */
export const LONGEST_CONTENT = 256 * 1024 * 1024;
/** Longest name of a field with its argument, and longest beginning of a value, in characters. */
const LONGEST_NAME = 4 * 1024;

type Fields = Readonly<Record<string, unknown>>;

const none = (): Record<string, never> => ({});

/** For each method, makes its parameters of whatever came, or throws a `SessionRequestError`. */
const PARAMETER_CHECKS: { readonly [M in SessionMethod]: (fields: Fields) => SessionParams<M> } = {
  describe: none,
  progress: none,
  ended: (fields) => ({ place: count(fields, 'place') }),
  stop: none,
  lines: (fields) => ({
    selection: count(fields, 'selection'),
    from: count(fields, 'from'),
    count: count(fields, 'count', MOST_LINES),
    order: rowOrder(fields),
    fields: fieldNames(fields),
  }),
  select: (fields) => ({ filter: text(fields, 'filter', LONGEST_FILTER) }),
  release: (fields) => ({ selection: count(fields, 'selection') }),
  locate: (fields) => ({
    selection: count(fields, 'selection'),
    number: count(fields, 'number'),
    order: rowOrder(fields),
  }),
  detail: (fields) => ({ number: count(fields, 'number') }),
  neighbour: (fields) => ({
    number: count(fields, 'number'),
    of: neighbourKind(fields),
    step: fields.step === -1 ? -1 : 1,
  }),
  complete: position,
  diagnose: (fields) => ({ text: text(fields, 'text', LONGEST_FILTER) }),
  hover: position,
  signature: position,
  format: (fields) => ({ text: text(fields, 'text', LONGEST_FILTER) }),
  fieldValues: (fields) => ({
    field: text(fields, 'field', LONGEST_NAME),
    prefix: text(fields, 'prefix', LONGEST_NAME),
    limit: count(fields, 'limit', MOST_VALUES),
  }),
  explain: (fields) => ({ filter: text(fields, 'filter', LONGEST_FILTER) }),
  translate: (fields) => ({ filter: text(fields, 'filter', LONGEST_FILTER), tool: otherTool(fields) }),
  savedFilters: (fields) => ({ files: filterFiles(fields) }),
  setSurroundings: (fields) => ({
    files: filterFiles(fields),
    targetVersion: text(fields, 'targetVersion', LONGEST_NAME),
  }),
  count: (fields) => ({ filter: text(fields, 'filter', LONGEST_FILTER) }),
  packetFile: (fields) => ({ selection: count(fields, 'selection') }),
  conversationFile: (fields) => ({ selection: count(fields, 'selection') }),
  streamFile: (fields) => ({ number: count(fields, 'number') }),
  packet: (fields) => ({ number: count(fields, 'number') }),
  stream: (fields) => ({ number: count(fields, 'number') }),
  streamLines: (fields) => ({
    ...streamPlace(fields),
    start: fields.start === true,
    from: count(fields, 'from'),
    count: count(fields, 'count', MOST_LINES),
  }),
  streamPlace,
  streamContent: (fields) => ({
    number: count(fields, 'number'),
    part: streamPart(fields),
    most: count(fields, 'most', LONGEST_CONTENT),
  }),
  streamFind: (fields) => ({
    ...streamPlace(fields),
    text: text(fields, 'text', LONGEST_NAME),
    from: count(fields, 'from'),
  }),
  transactions: (fields) => ({
    selection: count(fields, 'selection'),
    from: count(fields, 'from'),
    count: count(fields, 'count', MOST_LINES),
  }),
  sequence: (fields) => ({
    selection: count(fields, 'selection'),
    from: count(fields, 'from'),
    count: count(fields, 'count', MOST_LINES),
  }),
  sequencePlace: (fields) => ({ selection: count(fields, 'selection'), number: count(fields, 'number') }),
  transaction: (fields) => ({ id: count(fields, 'id') }),
  transactionPlace: (fields) => ({ selection: count(fields, 'selection'), number: count(fields, 'number') }),
  files: (fields) => ({
    from: count(fields, 'from'),
    count: count(fields, 'count', MOST_LINES),
    selection: fields.selection === undefined ? 0 : count(fields, 'selection'),
    order: fileOrder(fields),
    descending: fields.descending === true,
    text: fields.text === undefined ? '' : text(fields, 'text', LONGEST_NAME),
  }),
  file: (fields) => ({ number: count(fields, 'number') }),
  fileBytes: (fields) => ({ number: count(fields, 'number') }),
  fileContent: (fields) => ({ number: count(fields, 'number') }),
  echo: (fields) => ({
    ...echoed(fields),
    from: count(fields, 'from'),
    count: count(fields, 'count', MOST_LINES),
    whole: fields.whole === true,
  }),
  echoPlace: (fields) => ({ ...echoed(fields), number: count(fields, 'number') }),
  echoFind: (fields) => ({
    ...echoed(fields),
    text: text(fields, 'text', LONGEST_NAME),
    from: count(fields, 'from'),
    backwards: fields.backwards === true,
  }),
  echoText: (fields) => ({ ...echoed(fields), from: count(fields, 'from') }),
  httpArchive: (fields) => ({ selection: count(fields, 'selection') }),
};

/** What a message is, before its parameters are looked at; undefined for one that cannot even be answered. */
export type MessageOutline = Pick<MessageToSession, 'kind' | 'id' | 'generation'> & { readonly body: Fields };

/** Reads a message's outline. Messages come from a page that shows hostile bytes, so nothing in them is taken on trust. */
export function outlineOf(message: unknown): MessageOutline | undefined {
  if (!isFields(message)) return undefined;
  const { kind, id, generation } = message;
  if (kind !== 'request' && kind !== 'cancel') return undefined;
  if (!isCount(id) || !isCount(generation)) return undefined;
  return { kind, id, generation, body: message };
}

/** A request whose method is known and whose parameters are of its shape. */
export type CheckedRequest = { [M in SessionMethod]: { method: M; params: SessionParams<M> } }[SessionMethod];

/** Checks a request's method and parameters; throws a `SessionRequestError` with the reason `bad-request`. */
export function checkRequest(body: Fields): CheckedRequest {
  const { method, params } = body;
  if (typeof method !== 'string' || !isMethod(method)) {
    throw new SessionRequestError('bad-request', `There is no method ${JSON.stringify(method)}.`);
  }
  if (!isFields(params)) throw new SessionRequestError('bad-request', `The parameters of ${method} are not an object.`);
  // The pair is right by the table's type; TypeScript cannot follow it through the union of methods.
  return { method, params: PARAMETER_CHECKS[method](params) } as CheckedRequest;
}

function position(fields: Fields): FilterPosition {
  const written = text(fields, 'text', LONGEST_FILTER);
  return { text: written, offset: count(fields, 'offset', written.length) };
}

function streamPlace(fields: Fields): { number: number; mode: StreamMode } {
  const mode = STREAM_MODES.find((each) => each === fields.mode);
  if (mode !== undefined) return { number: count(fields, 'number'), mode };
  throw new SessionRequestError('bad-request', `mode has to be one of ${STREAM_MODES.join(', ')}.`);
}

function streamPart({ part }: Fields): StreamPart {
  const known = STREAM_PARTS.find((each) => each === part);
  if (known !== undefined) return known;
  throw new SessionRequestError('bad-request', `part has to be one of ${STREAM_PARTS.join(', ')}.`);
}

function neighbourKind({ of }: Fields): NeighbourKind {
  if (of === 'fd' || of === 'thread') return of;
  throw new SessionRequestError('bad-request', "of has to be 'fd' or 'thread'.");
}

function otherTool({ tool }: Fields): OtherTool {
  const known = OTHER_TOOLS.find((each) => each === tool);
  if (known !== undefined) return known;
  throw new SessionRequestError('bad-request', `tool has to be one of ${OTHER_TOOLS.join(', ')}.`);
}

function rowOrder({ order = 'file' }: Fields): RowOrder {
  if (order === 'file' || order === 'time') return order;
  throw new SessionRequestError('bad-request', "order has to be 'file' or 'time'.");
}

function echoed(fields: Fields): { selection: number; mode: EchoMode; order: RowOrder } {
  const mode = ECHO_MODES.find((each) => each === fields.mode);
  if (mode !== undefined) return { selection: count(fields, 'selection'), mode, order: rowOrder(fields) };
  throw new SessionRequestError('bad-request', `mode has to be one of ${ECHO_MODES.join(', ')}.`);
}

function fileOrder({ order = 'number' }: Fields): FileOrder {
  const known = FILE_ORDERS.find((each) => each === order);
  if (known !== undefined) return known;
  throw new SessionRequestError('bad-request', `order has to be one of ${FILE_ORDERS.join(', ')}.`);
}

function fieldNames({ fields = [] }: Fields): readonly string[] {
  const isName = (name: unknown): name is string => typeof name === 'string' && name.length <= LONGEST_NAME;
  if (Array.isArray(fields) && fields.length <= MOST_FIELDS && fields.every(isName)) return fields;
  throw new SessionRequestError('bad-request', `fields has to be a list of at most ${MOST_FIELDS} names.`);
}

function filterFiles({ files }: Fields): readonly FilterFileText[] {
  if (Array.isArray(files) && files.length <= MOST_FILES && files.every(isFields)) {
    return files.map((file) => ({ path: text(file, 'path', LONGEST_NAME), text: text(file, 'text', LONGEST_FILE) }));
  }
  throw new SessionRequestError('bad-request', `files has to be a list of at most ${MOST_FILES} files.`);
}

function isMethod(name: string): name is keyof SessionMethods {
  return Object.hasOwn(PARAMETER_CHECKS, name);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function count(fields: Fields, name: string, most = Number.MAX_SAFE_INTEGER): number {
  const value = fields[name];
  if (isCount(value) && value <= most) return value;
  const limit = most === Number.MAX_SAFE_INTEGER ? '0 or more' : `from 0 to ${most}`;
  throw new SessionRequestError('bad-request', `${name} has to be a whole number, ${limit}.`);
}

function text(fields: Fields, name: string, longest: number): string {
  const value = fields[name];
  if (typeof value === 'string' && value.length <= longest) return value;
  throw new SessionRequestError('bad-request', `${name} has to be a text of at most ${longest} characters.`);
}
