import { ByteSearch } from './byteSearch';
import { startsWith } from './bytes';
import { byteTest } from './byteTests';
import { Decision } from './decision';
import type { Comparison } from './operators';

const ZERO = 0x30;
const NINE = 0x39;

/** What a comparison says of all texts that begin with `prefix`: `OPEN` where it depends on the rest. */
export type PrefixTest = (prefix: Uint8Array) => Decision;

/** Of texts that have, after the prefix, so many digits and then an end that is always the same. */
export function prefixTest(
  comparison: Comparison,
  operands: readonly Uint8Array[],
  digits: number,
  end: Uint8Array,
): PrefixTest {
  const first = operands[0] ?? new Uint8Array(0);
  const tail = digits + end.length;
  switch (comparison) {
    case 'exists':
      return () => Decision.YES;
    case 'equal':
    case 'in':
    case 'intersects':
      return (prefix) => {
        const isOne = operands.some(
          (each) => each.length === prefix.length + tail && startsWith(prefix, each, 0, each.length),
        );
        return isOne ? Decision.OPEN : Decision.NO;
      };
    case 'unequal':
      return (prefix) =>
        first.length === prefix.length + tail && startsWith(prefix, first, 0, first.length)
          ? Decision.OPEN
          : Decision.YES;
    case 'less':
    case 'less-or-equal':
    case 'greater':
    case 'greater-or-equal':
      return orderTest(comparison, first, digits, end);
    case 'starts-with':
      return (prefix) => {
        if (startsWith(first, prefix, 0, prefix.length)) return Decision.YES;
        return startsWith(prefix, first, 0, first.length) ? Decision.OPEN : Decision.NO;
      };
    case 'contains':
      return containsTest(first, digits, end);
    case 'ends-with':
      return (prefix) => {
        const beyond = first.length - tail;
        if (beyond <= 0) return Decision.OPEN;
        const isIn =
          beyond <= prefix.length &&
          startsWith(first.subarray(0, beyond), prefix, prefix.length - beyond, prefix.length);
        return isIn ? Decision.OPEN : Decision.NO;
      };
    default:
      return () => Decision.OPEN;
  }
}

/** An order is the same for the least and the largest of the texts, or it is not settled. */
function orderTest(comparison: Comparison, operand: Uint8Array, digits: number, end: Uint8Array): PrefixTest {
  const test = byteTest(comparison, [operand]);
  return (prefix) => {
    const text = new Uint8Array(prefix.length + digits + end.length);
    text.set(prefix);
    text.set(end, prefix.length + digits);
    const ofLeast = test(text.fill(ZERO, prefix.length, prefix.length + digits), 0, text.length);
    const ofLargest = test(text.fill(NINE, prefix.length, prefix.length + digits), 0, text.length);
    if (ofLeast !== ofLargest) return Decision.OPEN;
    return ofLeast ? Decision.YES : Decision.NO;
  };
}

/** What is looked for stands in the prefix, or reaches into the digits, or is in them and the end. */
function containsTest(operand: Uint8Array, digits: number, end: Uint8Array): PrefixTest {
  const search = new ByteSearch(operand, false);
  const isInTail = Array.from({ length: digits + end.length }, (_, at) => at).some((at) =>
    fitsTail(operand, at, digits, end),
  );
  /** How many bytes of the operand can stand before the digits: what is behind them can stand at the beginning of the digits. */
  const before = Array.from({ length: operand.length }, (_, at) => at).filter(
    (at) => at > 0 && fitsTail(operand.subarray(at), 0, digits, end),
  );
  return (prefix) => {
    if (search.isIn(prefix, 0, prefix.length)) return Decision.YES;
    const reaches =
      isInTail ||
      before.some(
        (length) =>
          length <= prefix.length &&
          startsWith(operand.subarray(0, length), prefix, prefix.length - length, prefix.length),
      );
    return reaches ? Decision.OPEN : Decision.NO;
  };
}

/** Whether bytes can stand at a place of what follows the prefix. */
function fitsTail(bytes: Uint8Array, place: number, digits: number, end: Uint8Array): boolean {
  return bytes.every((byte, index) => {
    const at = place + index;
    return at < digits ? byte >= ZERO && byte <= NINE : byte === end[at - digits];
  });
}
