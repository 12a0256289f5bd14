import { ipv4Text, ipv6Text } from '../../format/addressText';
import { ednsOptionName, recordTypeName } from '../tables/dnsNames';
import { CUT, type TreeBuilder } from '../treeBuilder';
import { byteCount, hexBytes } from '../values';
import { readDnsName } from './dnsName';
import { latinText } from './httpHead';

/** The data `[at, end)` of a record in the message that begins at `start`: adds its fields, returns its text for a summary. */
type DataReader = (tree: TreeBuilder, start: number, at: number, end: number) => string;

/**
 * Adds the fields of a record's data `[at, end)`; `start` is where the message begins. Returns what a summary line says of
 * it: nothing for types of which tshark's says nothing.
 */
export function addRecordData(tree: TreeBuilder, start: number, type: number, at: number, end: number): string {
  if (end > tree.end) {
    tree.problem('The capture ends here.');
    if (at < tree.end) tree.add('Data', hexBytes(tree.bytes, at, tree.end), at, tree.end);
    return '';
  }
  const reader = READERS.get(type);
  if (reader && at < end) return reader(tree, start, at, end);
  if (at < end) tree.add('Data', `${byteCount(end - at)}: ${hexBytes(tree.bytes, at, end)}`, at, end);
  return '';
}

const address4: DataReader = (tree, _start, at, end) => {
  if (end - at !== 4) return wrongLength(tree, at, end);
  const text = ipv4Text(tree.bytes, at);
  tree.add('Address', text, at, end);
  return text;
};

const address6: DataReader = (tree, _start, at, end) => {
  if (end - at !== 16) return wrongLength(tree, at, end);
  const text = ipv6Text(tree.bytes, at);
  tree.add('Address', text, at, end);
  return text;
};

const oneName: DataReader = (tree, start, at, end) => addName(tree, 'Name', start, at, end).text;

const startOfAuthority: DataReader = (tree, start, at, end) => {
  const primary = addName(tree, 'Primary name server', start, at, end);
  if (primary.next < 0) return primary.text;
  const mailbox = addName(tree, 'Responsible mailbox', start, primary.next, end);
  if (mailbox.next < 0 || end - mailbox.next < 20) return primary.text;
  for (const [index, name] of ['Serial number', 'Refresh', 'Retry', 'Expire', 'Minimum time to live'].entries()) {
    tree.number(name, mailbox.next + 4 * index, 4, (value) => (index === 0 ? `${value}` : `${value} s`));
  }
  return primary.text;
};

const mailExchange: DataReader = (tree, start, at, end) => {
  const preference = numberWithin(tree, 'Preference', at, end);
  if (preference === CUT) return '';
  return `${preference} ${addName(tree, 'Mail exchange', start, at + 2, end).text}`;
};

const service: DataReader = (tree, start, at, end) => {
  const numbers = ['Priority', 'Weight', 'Port'].map((name, index) => numberWithin(tree, name, at + 2 * index, end));
  if (numbers.includes(CUT)) return '';
  return `${numbers.join(' ')} ${addName(tree, 'Target', start, at + 6, end).text}`;
};

const hostInformation: DataReader = (tree, _start, at, end) => {
  const processorEnd = Math.min(end, at + 1 + tree.bytes[at]);
  const systemEnd = processorEnd < end ? Math.min(end, processorEnd + 1 + tree.bytes[processorEnd]) : processorEnd;
  const [processor, system] = [
    latinText(tree.bytes, at + 1, processorEnd),
    latinText(tree.bytes, Math.min(processorEnd + 1, systemEnd), systemEnd),
  ];
  tree.add('Processor', processor, at, processorEnd);
  tree.add('System', system, processorEnd, systemEnd);
  return `${processor} ${system}`;
};

const texts: DataReader = (tree, _start, at, end) => {
  let next = at;
  while (next < end) {
    const last = Math.min(end, next + 1 + tree.bytes[next]);
    tree.add('Text', latinText(tree.bytes, next + 1, last), next, last);
    next = last;
  }
  return '';
};

const ednsOptions: DataReader = (tree, _start, at, end) => {
  let next = at;
  while (next + 4 <= end) {
    const length = tree.peek(next + 2, 2);
    const last = Math.min(end, next + 4 + length);
    tree.add(ednsOptionName(tree.peek(next, 2)), hexBytes(tree.bytes, next + 4, last), next, last);
    next = last;
  }
  return '';
};

const authorization: DataReader = (tree, _start, at, end) => {
  const tagEnd = at + 2 + tree.bytes[at + 1];
  if (end - at < 2 || tagEnd > end) return wrongLength(tree, at, end);
  tree.number('Flags', at, 1);
  tree.add('Tag', latinText(tree.bytes, at + 2, tagEnd), at + 1, tagEnd);
  tree.add('Value', latinText(tree.bytes, tagEnd, end), tagEnd, end);
  return '';
};

/** Priority, target and parameters of SVCB and HTTPS. Source: RFC 9460 §2.2. */
const serviceBinding: DataReader = (tree, start, at, end) => {
  const priority = numberWithin(tree, 'Priority', at, end);
  if (priority === CUT) return '';
  const target = addName(tree, 'Target', start, at + 2, end);
  if (target.next >= 0 && target.next < end) {
    tree.add('Parameters', hexBytes(tree.bytes, target.next, end), target.next, end);
  }
  return '';
};

const namingPointer: DataReader = (tree, start, at, end) => {
  const order = numberWithin(tree, 'Order', at, end);
  const preference = numberWithin(tree, 'Preference', at + 2, end);
  if (order === CUT || preference === CUT) return '';
  let next = at + 4;
  const written: string[] = [];
  for (const name of ['Flags', 'Service', 'Regular expression']) {
    if (next >= end) return '';
    const last = Math.min(end, next + 1 + tree.bytes[next]);
    written.push(latinText(tree.bytes, next + 1, last));
    tree.add(name, written[written.length - 1], next, last);
    next = last;
  }
  if (next < end) addName(tree, 'Replacement', start, next, end);
  return `${order} ${preference} ${written[0]}`;
};

/** Type covered, algorithm, labels and so on, up to the signer and its signature. Source: RFC 4034 §3.1. */
const signature: DataReader = (tree, start, at, end) => {
  if (end - at < 19) return wrongLength(tree, at, end);
  tree.number('Type covered', at, 2, recordTypeName);
  tree.number('Algorithm', at + 2, 1);
  tree.number('Labels', at + 3, 1);
  tree.number('Original time to live', at + 4, 4, (value) => `${value} s`);
  tree.number('Expires', at + 8, 4, secondsText);
  tree.number('Made', at + 12, 4, secondsText);
  tree.number('Key tag', at + 16, 2);
  const signer = addName(tree, "Signer's name", start, at + 18, end);
  if (signer.next >= 0 && signer.next < end) {
    tree.add('Signature', hexBytes(tree.bytes, signer.next, end), signer.next, end);
  }
  return '';
};

function secondsText(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function addName(
  tree: TreeBuilder,
  name: string,
  start: number,
  at: number,
  end: number,
): { text: string; next: number } {
  const { text, next, problem } = readDnsName(tree.bytes, start, at, end);
  tree.add(name, text, at, next < 0 ? end : next, problem);
  return { text, next };
}

function numberWithin(tree: TreeBuilder, name: string, at: number, end: number): number {
  return at + 2 > end ? CUT : tree.number(name, at, 2);
}

function wrongLength(tree: TreeBuilder, at: number, end: number): string {
  tree.add('Data', hexBytes(tree.bytes, at, end), at, end, 'The length is not that of the type.');
  return '';
}

/** Source: RFC 1035 §3.3, 2782 (SRV), 3403 (NAPTR), 3596 (AAAA), 4034 (RRSIG), 6672 (DNAME), 6891 (OPT), 8659 (CAA), 9460. */
const READERS: ReadonlyMap<number, DataReader> = new Map([
  [1, address4],
  [2, oneName],
  [5, oneName],
  [6, startOfAuthority],
  [12, oneName],
  [13, hostInformation],
  [15, mailExchange],
  [16, texts],
  [28, address6],
  [33, service],
  [35, namingPointer],
  [39, oneName],
  [41, ednsOptions],
  [46, signature],
  [64, serviceBinding],
  [65, serviceBinding],
  [99, texts],
  [257, authorization],
]);
