import { decodeText } from '../base/text';
import { Decision } from './decision';
import type { Comparison } from './operators';

/** What a comparison says of all texts that begin with a text, whatever follows: `OPEN` where it depends on that. */
export type BeginningTest = (beginning: string) => Decision;

/** What stands for bytes that are no text. */
const REPLACEMENT = '\ufffd';

export function beginningTest(comparison: Comparison, operands: readonly Uint8Array[]): BeginningTest {
  const texts = operands.map(decodeText);
  const isText = texts.every((text) => !text.includes(REPLACEMENT));
  return (isText && textTest(comparison, texts)) || (() => Decision.OPEN);
}

function textTest(comparison: Comparison, texts: readonly string[]): BeginningTest | undefined {
  const first = texts[0] ?? '';
  switch (comparison) {
    case 'exists':
      return () => Decision.YES;
    case 'equal':
    case 'in':
    case 'intersects':
      return (beginning) => (texts.some((text) => text.startsWith(beginning)) ? Decision.OPEN : Decision.NO);
    case 'unequal':
      return (beginning) => (first.startsWith(beginning) ? Decision.OPEN : Decision.YES);
    case 'starts-with':
      return (beginning) => {
        if (beginning.startsWith(first)) return Decision.YES;
        return first.startsWith(beginning) ? Decision.OPEN : Decision.NO;
      };
    case 'contains':
      return (beginning) => (beginning.includes(first) ? Decision.YES : Decision.OPEN);
    default:
      return undefined;
  }
}
