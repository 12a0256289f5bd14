import { decodeText } from '../../base/text';
import type { SyntaxNode, TransformerInput } from '../syntaxTree';
import { type DisplayCheck, displayFilter, displayValue, globAsRegex, literally, quoted } from './displayFilter';
import { refuseOwnFields } from './ownFields';
import { attempt, said, type Translation, Untranslatable } from './translation';

/** A filter as a display filter of Stratoshark, which has sysdig's fields under their own names. */
export function stratosharkFilter(root: SyntaxNode): Translation {
  return attempt(() => {
    refuseOwnFields(root, 'Stratoshark');
    return said(displayFilter(root, writeCheck));
  });
}

const SYMBOLS: Readonly<Record<string, string>> = {
  equal: '==',
  unequal: '!=',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
};

/** Functions of display filters that do what a transformer does. */
const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['tolower', 'lower'],
  ['toupper', 'upper'],
  ['len', 'len'],
]);

function writeCheck(check: DisplayCheck): string {
  const { node, field, comparison, operator, values } = check;
  const left = writeInput(node.left);
  const { right } = node;
  const symbol = SYMBOLS[comparison];
  if (right?.kind === 'val' || right?.kind === 'transformer') {
    const other = writeInput(right.kind === 'val' ? right.field : right);
    if (symbol !== undefined) return `${left} ${symbol} ${other}`;
    throw new Untranslatable(`'${operator}' with another field cannot be said in Stratoshark.`);
  }
  if (symbol !== undefined && field.field.isDistance !== true) {
    return `${left} ${symbol} ${displayValue(field, values[0])}`;
  }
  const texts = values.map(({ bytes }) => decodeText(bytes));
  switch (comparison) {
    case 'exists':
      return left;
    case 'in':
    case 'intersects':
      if (field.isList) break;
      if (values.length === 0) throw new Untranslatable('An empty list cannot be said in Stratoshark.');
      return `${left} in {${values.map((value) => displayValue(field, value)).join(', ')}}`;
    case 'contains':
      if (operator === 'bcontains') return `${left} contains ${bytesOf(texts[0])}`;
      return `${left} contains ${quoted(texts[0])}`;
    case 'contains-any-case':
      return `lower(${left}) contains ${quoted(texts[0].toLowerCase())}`;
    case 'starts-with':
      if (operator !== 'bstartswith') return matches(left, `^${literally(texts[0])}`);
      return `${left}[0:${texts[0].length / 2}] == ${bytesOf(texts[0])}`;
    case 'ends-with':
      return matches(left, `${literally(texts[0])}$`);
    case 'glob':
      return matches(left, `^${globAsRegex(texts[0])}$`);
    case 'glob-any-case':
      return `${left} matches ${quoted(`^${globAsRegex(texts[0])}$`)}`;
    case 'regex':
      return matches(left, `^(?:${texts[0]})$`);
    case 'under-path':
      return matches(left, `^(?:${texts.map((text) => literally(text.replace(/\/+$/, ''))).join('|')})(?:/|$)`);
    default:
  }
  throw new Untranslatable(`'${operator}' with '${field.name}' cannot be said in Stratoshark.`);
}

/** Display filters ignore case unless they are told. */
function matches(left: string, pattern: string): string {
  return `${left} matches ${quoted(`(?-i)${pattern}`)}`;
}

function bytesOf(hexadecimal: string): string {
  return hexadecimal.match(/../g)?.join(':') ?? '""';
}

function writeInput(input: TransformerInput): string {
  if (input.kind === 'field') {
    if (input.argument === undefined) return input.name;
    throw new Untranslatable(
      `'${input.name}[${input.argument}]' cannot be said in Stratoshark: fields have no arguments.`,
    );
  }
  const name = input.kind === 'transformer' ? FUNCTIONS.get(input.name.name) : undefined;
  if (input.kind !== 'transformer' || name === undefined) {
    const what = input.kind === 'transformer' ? `'${input.name.name}'` : 'A list in a transformer';
    throw new Untranslatable(`${what} cannot be said in Stratoshark.`);
  }
  return `${name}(${input.inputs.map(writeInput).join(', ')})`;
}
