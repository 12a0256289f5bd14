import type { Token } from '../filter/token';
import type { SemanticToken, SemanticTokenType } from './answers';
import { findDefinition } from './definitions';
import type { Definition } from './environment';

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** What the pieces of a filter, or of a list, are. */
export function semanticTokensOf(
  text: string,
  tokens: readonly Token[],
  definitions: readonly Definition[],
): SemanticToken[] {
  return tokens.flatMap((token) => {
    const { start, end } = token;
    const type = typeOf(token, text.slice(start, end), definitions);
    return type === undefined ? [] : [{ type, start, end }];
  });
}

function typeOf({ kind }: Token, written: string, definitions: readonly Definition[]): SemanticTokenType | undefined {
  switch (kind) {
    case 'field':
    case 'argument':
    case 'operator':
    case 'transformer':
    case 'macro':
    case 'keyword':
      return kind;
    case 'modifier':
      return 'keyword';
    case 'quoted':
      return 'text';
    case 'bare':
      if (findDefinition(definitions, 'list', written)) return 'list';
      return NUMBER.test(written) ? 'number' : 'text';
    default:
      return undefined;
  }
}
