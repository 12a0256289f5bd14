import { tcpOptionName } from '../tables/tcpOptions';
import type { TreeBuilder } from '../treeBuilder';
import { byteCount, hexBytes } from '../values';

const Kind = {
  END: 0,
  NO_OPERATION: 1,
  SEGMENT_SIZE: 2,
  WINDOW_SCALE: 3,
  SACK_PERMITTED: 4,
  SACK: 5,
  TIMESTAMPS: 8,
  MD5: 19,
  USER_TIMEOUT: 28,
  MULTIPATH: 30,
  FAST_OPEN: 34,
} as const;

/** A shift is at most 14. Source: RFC 7323 §2.3. */
const LARGEST_SHIFT = 14;

interface Option {
  readonly kind: number;
  /** Of its value. */
  readonly start: number;
  readonly end: number;
}

/** The options in `bytes[start, end)`, without those of which the length is wrong. */
function* optionsIn(bytes: Uint8Array, start: number, end: number): Generator<Option> {
  let at = start;
  while (at < end && bytes[at] !== Kind.END) {
    if (bytes[at] === Kind.NO_OPERATION) {
      yield { kind: bytes[at], start: at + 1, end: at + 1 };
      at++;
      continue;
    }
    const length = at + 1 < end ? bytes[at + 1] : 0;
    if (length < 2 || at + length > end) return;
    yield { kind: bytes[at], start: at + 2, end: at + length };
    at += length;
  }
}

/** By how many bits a SYN shifts the windows that follow it; -1 where it has no such option. Source: RFC 7323 §2. */
export function windowShift(bytes: Uint8Array, start: number, end: number): number {
  for (const { kind, start: at, end: last } of optionsIn(bytes, start, end)) {
    if (kind === Kind.WINDOW_SCALE && last - at === 1) return Math.min(LARGEST_SHIFT, bytes[at]);
  }
  return -1;
}

/** What a summary has to know of options. */
export interface OptionsText {
  /** Each after a blank. */
  readonly summary: string;
  /** The segment belongs to a connection over several paths. */
  readonly isMultipath: boolean;
}

/**
 * Adds the options of a header; returns what a summary says of them. `acknowledged`: the relative
 * number of an absolute one that the other end sent.
 */
export function addTcpOptions(
  tree: TreeBuilder,
  start: number,
  end: number,
  acknowledged: (value: number) => number,
): OptionsText {
  tree.open('Options', byteCount(end - start), start, end);
  let summary = '';
  let isMultipath = false;
  let reached = start;
  for (const option of optionsIn(tree.bytes, start, Math.min(end, tree.end))) {
    const text = optionText(tree, option, acknowledged);
    const isSingle = option.kind === Kind.NO_OPERATION;
    tree.add(tcpOptionName(option.kind), text.value, option.start - (isSingle ? 1 : 2), option.end);
    summary += text.summary;
    isMultipath ||= option.kind === Kind.MULTIPATH;
    reached = option.end;
  }
  if (reached < Math.min(end, tree.end)) {
    const isEnd = tree.bytes[reached] === Kind.END;
    const problem = isEnd ? undefined : 'The length of the option is wrong.';
    tree.add(tcpOptionName(tree.bytes[reached]), '', reached, isEnd ? reached + 1 : end, problem);
  }
  if (end > tree.end) tree.has(end - 1, 1);
  tree.close(end);
  return { summary, isMultipath };
}

interface OptionText {
  readonly value: string;
  readonly summary: string;
}

function optionText(
  tree: TreeBuilder,
  { kind, start, end }: Option,
  acknowledged: (value: number) => number,
): OptionText {
  const length = end - start;
  if (kind === Kind.SEGMENT_SIZE && length === 2) {
    const size = tree.peek(start, 2);
    return { value: byteCount(size), summary: ` MSS=${size}` };
  }
  if (kind === Kind.WINDOW_SCALE && length === 1) {
    const shift = tree.bytes[start];
    const factor = 2 ** Math.min(LARGEST_SHIFT, shift);
    return { value: `${shift} bits (× ${factor})`, summary: ` WS=${factor}` };
  }
  if (kind === Kind.SACK_PERMITTED && length === 0) return { value: 'yes', summary: ' SACK_PERM' };
  if (kind === Kind.TIMESTAMPS && length === 8) {
    const [value, reply] = [tree.peek(start, 4), tree.peek(start + 4, 4)];
    return { value: `value ${value}, echo reply ${reply}`, summary: ` TSval=${value} TSecr=${reply}` };
  }
  if (kind === Kind.SACK && length % 8 === 0) {
    const edges = Array.from({ length: length / 8 }, (_, index) => [
      acknowledged(tree.peek(start + 8 * index, 4)),
      acknowledged(tree.peek(start + 8 * index + 4, 4)),
    ]);
    return {
      value: edges.map(([left, right]) => `${left}–${right}`).join(', '),
      summary: edges.map(([left, right]) => ` SLE=${left} SRE=${right}`).join(''),
    };
  }
  if (kind === Kind.MD5) return { value: hexBytes(tree.bytes, start, end), summary: ' MD5' };
  if (kind === Kind.FAST_OPEN) {
    return {
      value: length === 0 ? 'request' : hexBytes(tree.bytes, start, end),
      summary: length === 0 ? ' TFO=R' : ' TFO=C',
    };
  }
  if (kind === Kind.USER_TIMEOUT && length === 2) return { value: `${tree.peek(start, 2)}`, summary: ' User_TO' };
  return { value: hexBytes(tree.bytes, start, end), summary: '' };
}
