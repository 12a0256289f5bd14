import { endOfText } from '../../base/text';
import { ipv4Text, ipv6Text, socketAddressText } from '../addressText';
import { byteText, writeDots } from '../byteText';
import type { TextWriter } from '../textWriter';
import { tupleText } from '../tupleText';
import { NO_VALUE, NOT_AVAILABLE, type TypeText } from './typeText';

const DOT = 0x2e;
const COLON = 0x3a;
const COMMA = 0x2c;

const text: TypeText = {
  width: 0,
  absent: '',
  writeValue: (out, { cursor: { bytes } }, start, end) => out.untilNul(bytes, start, end),
};

const data: TypeText = {
  width: 0,
  absent: '',
  writeValue: (out, { cursor: { bytes }, options: { dataMode, wholeBuffers } }, start, end) => {
    if (dataMode === 'dots') writeDots(out, bytes, start, end, wholeBuffers);
    else out.text(byteText(bytes, start, end, dataMode, wholeBuffers));
  },
};

const textArray: TypeText = {
  width: 0,
  absent: NO_VALUE,
  writeValue: (out, { cursor: { bytes } }, start, end) => writeItems(out, bytes, start, end, DOT, DOT),
};

/** Names and values in turn. */
const pairArray: TypeText = {
  width: 0,
  absent: NO_VALUE,
  writeValue: (out, { cursor: { bytes } }, start, end) => {
    const count = writeItems(out, bytes, start, end, COLON, COMMA);
    if (count % 2 === 1) out.byte(COLON);
  },
};

const socketAddress: TypeText = {
  width: 1,
  absent: NO_VALUE,
  writeValue: (out, context, start, end) =>
    out.text(socketAddressText(context.cursor.bytes, start, end, context.ports)),
};

const socketTuple: TypeText = {
  width: 1,
  absent: NO_VALUE,
  writeValue: (out, context, start, end) => out.text(tupleText(context.cursor.bytes, start, end, context.ports)),
};

const ipv4: TypeText = {
  width: 4,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => out.text(ipv4Text(context.cursor.bytes, start)),
};

const ipv6: TypeText = {
  width: 16,
  absent: NOT_AVAILABLE,
  writeValue: (out, context, start) => out.text(ipv6Text(context.cursor.bytes, start)),
};

/**
 * Writes texts that stand one after another, each with its NUL, which the last may lack; `odd` goes before the second, the fourth
 * and so on, `even` before the third, the fifth and so on. Returns how many there were.
 */
function writeItems(out: TextWriter, bytes: Uint8Array, start: number, end: number, odd: number, even: number): number {
  let count = 0;
  for (let from = start; from < end; count++) {
    if (count > 0) out.byte(count % 2 === 1 ? odd : even);
    const to = endOfText(bytes, from, end);
    out.utf8(bytes, from, to);
    from = to + 1;
  }
  return count;
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
