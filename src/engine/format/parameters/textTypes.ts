import { ipv4Text, ipv6Text, socketAddressText } from '../addressText';
import { byteText } from '../byteText';
import { rawText } from '../plainText';
import { tupleText } from '../tupleText';
import { NO_VALUE, NOT_AVAILABLE, plain, type TypeText } from './typeText';

const text: TypeText = {
  width: 0,
  absent: '',
  text: (context, start, end) => plain(rawText(context.cursor.bytes, start, end)),
};

const data: TypeText = {
  width: 0,
  absent: '',
  text: (context, start, end) => {
    const { dataMode, wholeBuffers } = context.options;
    return plain(byteText(context.cursor.bytes, start, end, dataMode, wholeBuffers));
  },
};

const textArray: TypeText = {
  width: 0,
  absent: NO_VALUE,
  text: (context, start, end) => plain(items(context.cursor.bytes, start, end).join('.')),
};

/** Names and values in turn. */
const pairArray: TypeText = {
  width: 0,
  absent: NO_VALUE,
  text: (context, start, end) => {
    const parts = items(context.cursor.bytes, start, end);
    const pairs = parts
      .filter((_, index) => index % 2 === 0)
      .map((name, index) => `${name}:${parts[2 * index + 1] ?? ''}`);
    return plain(pairs.join(','));
  },
};

const socketAddress: TypeText = {
  width: 1,
  absent: NO_VALUE,
  text: (context, start, end) => plain(socketAddressText(context.cursor.bytes, start, end, context.ports)),
};

const socketTuple: TypeText = {
  width: 1,
  absent: NO_VALUE,
  text: (context, start, end) => plain(tupleText(context.cursor.bytes, start, end, context.ports)),
};

const ipv4: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  text: (context, start) => plain(ipv4Text(context.cursor.bytes, start)),
};

const ipv6: TypeText = {
  width: 16,
  absent: NOT_AVAILABLE,
  text: (context, start) => plain(ipv6Text(context.cursor.bytes, start)),
};

/** Texts one after another, each with its NUL; the last may lack it. */
function items(bytes: Uint8Array, start: number, end: number): string[] {
  const found: string[] = [];
  for (let from = start; from < end; from++) {
    found.push(rawText(bytes, from, end));
    while (from < end && bytes[from] !== 0) from++;
  }
  return found;
}

/** The types that are text, data or addresses. Source: facts/param-types.md §2, §3, §4. */
export const TEXT_TYPES: ReadonlyMap<string, TypeText> = new Map([
  ['CHARBUF', text],
  ['BYTEBUF', data],
  ['CHARBUFARRAY', textArray],
  ['CHARBUF_PAIR_ARRAY', pairArray],
  ['SOCKADDR', socketAddress],
  ['SOCKTUPLE', socketTuple],
  ['IPV4ADDR', ipv4],
  ['IPV6ADDR', ipv6],
]);
