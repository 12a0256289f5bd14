import { decodeText } from '../../base/text';
import type { SyntaxNode } from '../syntaxTree';
import { type DisplayCheck, displayFilter } from './displayFilter';
import { attempt, said, type Translation, Untranslatable } from './translation';

/** A filter as a display filter of Wireshark for packets of the same traffic, which know nothing of processes. */
export function wiresharkFilter(root: SyntaxNode): Translation {
  return attempt(() =>
    said(displayFilter(root, writeCheck), ['It is about packets: what was not sent over a network is not among them.']),
  );
}

const SYMBOLS: Readonly<Record<string, string>> = {
  equal: '==',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
};

const PROTOCOLS: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp']);

function writeCheck({ node, field, comparison, operator, values }: DisplayCheck): string {
  const texts = values.map(({ bytes }) => decodeText(bytes));
  const write = node.left.kind === 'field' ? WRITERS.get(field.name) : undefined;
  if (!write) throw new Untranslatable(`'${field.name}' cannot be said in Wireshark: packets do not tell it.`);
  if (texts.length === 0) throw new Untranslatable(`'${operator}' without a value cannot be said in Wireshark.`);
  if (comparison === 'in' || comparison === 'intersects') return anyOf(texts.map((text) => write(text, '==')));
  if (comparison === 'unequal') return `not (${write(texts[0], '==')})`;
  const symbol = SYMBOLS[comparison];
  if (symbol === undefined) throw new Untranslatable(`'${operator}' with '${field.name}' cannot be said in Wireshark.`);
  return write(texts[0], symbol);
}

type ValueWriter = (text: string, symbol: string) => string;

const address: ValueWriter = (text, symbol) => `${text.includes(':') ? 'ipv6' : 'ip'}.addr ${symbol} ${text}`;

const port: ValueWriter = (text, symbol) => `(tcp.port ${symbol} ${text} or udp.port ${symbol} ${text})`;

const protocol: ValueWriter = (text) => {
  if (PROTOCOLS.has(text)) return text;
  throw new Untranslatable(`The protocol '${text}' cannot be said in Wireshark.`);
};

/** The fields that packets have; that of either end only, since packets do not say who is client and who is server. */
const WRITERS: ReadonlyMap<string, ValueWriter> = new Map([
  ['fd.ip', address],
  ['fd.net', address],
  ['fd.port', port],
  ['fd.l4proto', protocol],
]);

function anyOf(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0] : `(${parts.join(' or ')})`;
}
