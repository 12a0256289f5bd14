import type { DissectionNode } from '../dissection';
import { operationName, recordClassName, recordTypeName, responseCodeText } from '../tables/dnsNames';
import { CUT, TreeBuilder } from '../treeBuilder';
import { hexText } from '../values';
import type { DnsMessage, DnsQuestion, DnsRecord } from './dnsMessage';
import { readDnsName } from './dnsName';
import { addRecordData } from './dnsRecordData';

/** An mDNS question that wants a unicast answer, or a record that replaces those before it. Source: RFC 6762 §5.4, §10.2. */
const MULTICAST_BIT = 0x8000;
const HEADER = 12;
/** Smallest question and record: the root's name, and the fixed fields. */
const SMALLEST_QUESTION = 5;
const OPT = 41;

/** Reads the DNS message in `bytes[start, end)`, with its tree; both as far as they go. */
export function dissectDns(
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly message: DnsMessage; readonly nodes: readonly DissectionNode[] } {
  const tree = new TreeBuilder(bytes, Math.min(end, bytes.length));
  const message = addDns(tree, start, end, 'Domain Name System');
  return { message, nodes: tree.nodes };
}

/** Adds the layer of a DNS message that stands at `start` and, if it is whole, ends at `end`. */
export function addDns(tree: TreeBuilder, start: number, end: number, layerName: string): DnsMessage {
  tree.open(layerName, '', start, end);
  const reading = new MessageReading(tree, start, Math.min(end, tree.end));
  const message = reading.read();
  tree.close(end, dnsInfo(message));
  return message;
}

/** What tshark's summary says of a message; for mDNS also whether a question wants an answer for itself. */
export function dnsInfo(message: DnsMessage, isMulticast = false): string {
  const { isResponse, operation, id, responseCode, questions } = message;
  const parts = [`${operationName(operation)}${isResponse ? ' response' : ''} ${hexText(id, 4)}`];
  if (isResponse && responseCode !== 0) parts.push(responseCodeText(responseCode));
  for (const { name, type, wantsUnicast } of questions) {
    const wanted = isMulticast ? `, "${wantsUnicast ? 'QU' : 'QM'}" question` : '';
    parts.push(recordTypeName(type), `${name}${wanted}`);
  }
  for (const record of [...message.answers, ...message.authorities, ...message.additionals]) {
    parts.push(record.data === '' ? recordTypeName(record.type) : `${recordTypeName(record.type)} ${record.data}`);
  }
  return parts.join(' ');
}

class MessageReading {
  private at: number;
  private isIncomplete = false;

  constructor(
    private readonly tree: TreeBuilder,
    private readonly start: number,
    private readonly end: number,
  ) {
    this.at = start;
  }

  read(): DnsMessage {
    const { tree, start } = this;
    const id = tree.number('Transaction ID', start, 2, (value) => hexText(value, 4));
    const flags = Math.max(0, this.addFlags());
    const counts = ['Questions', 'Answers', 'Authorities', 'Additionals'].map((name, index) =>
      Math.max(0, tree.number(name, start + 4 + 2 * index, 2)),
    );
    this.isIncomplete = this.end - start < HEADER;
    this.at = start + HEADER;
    const questions: DnsQuestion[] = [];
    this.section('Queries', counts[0], () => this.question(questions));
    const [answers, authorities, additionals] = ['Answers', 'Authoritative nameservers', 'Additional records'].map(
      (name, index) => {
        const records: DnsRecord[] = [];
        this.section(name, counts[1 + index], () => this.record(records));
        return records;
      },
    );
    return {
      id: Math.max(0, id),
      isResponse: (flags & 0x8000) !== 0,
      operation: (flags >> 11) & 15,
      flags,
      responseCode: flags & 15,
      questions,
      answers,
      authorities,
      additionals,
      isIncomplete: this.isIncomplete,
    };
  }

  private addFlags(): number {
    const { tree, start } = this;
    const flags = tree.peek(start + 2, 2);
    if (flags === CUT) return tree.number('Flags', start + 2, 2);
    const bit = (name: string, mask: number): void =>
      tree.add(name, (flags & mask) !== 0 ? 'yes' : 'no', start + 2, start + 4);
    tree.open('Flags', hexText(flags, 4), start + 2, start + 4);
    bit('Response', 0x8000);
    tree.add('Operation', operationName((flags >> 11) & 15), start + 2, start + 4);
    if ((flags & 0x8000) !== 0) bit('Authoritative', 0x0400);
    bit('Truncated', 0x0200);
    bit('Recursion desired', 0x0100);
    if ((flags & 0x8000) !== 0) {
      bit('Recursion available', 0x0080);
      bit('Answer authenticated', 0x0020);
      tree.add('Response code', responseCodeText(flags & 15), start + 2, start + 4);
    }
    tree.close();
    return flags;
  }

  /** Reads so many entries, as long as there are bytes; `read` is false where it cannot go on. */
  private section(name: string, count: number, read: () => boolean): void {
    if (count === 0 || this.isIncomplete) return;
    this.tree.open(name, `${count}`, this.at);
    for (let index = 0; index < count && !this.isIncomplete; index++) {
      if (this.end - this.at < SMALLEST_QUESTION || !read()) {
        this.isIncomplete = true;
        this.tree.problem(`Only ${index} of ${count} could be read.`);
      }
    }
    this.tree.close();
  }

  private question(into: DnsQuestion[]): boolean {
    const head = this.head();
    if (!head) return false;
    into.push(head);
    this.tree.close(this.at, `${head.name} ${recordTypeName(head.type)}`);
    return true;
  }

  private record(into: DnsRecord[]): boolean {
    const { tree } = this;
    const head = this.head();
    if (!head) return false;
    const timeToLive = tree.number('Time to live', this.at, 4, head.type === OPT ? ednsText : (ttl) => `${ttl} s`);
    const length = tree.number('Data length', this.at + 4, 2);
    if (timeToLive === CUT || length === CUT) {
      tree.close(this.end);
      return false;
    }
    const dataStart = this.at + 6;
    const data = addRecordData(tree, this.start, head.type, dataStart, dataStart + length);
    this.at = dataStart + length;
    into.push({ ...head, timeToLive, data });
    tree.close(this.at, `${head.name} ${recordTypeName(head.type)} ${data}`.trimEnd());
    return this.at <= this.end;
  }

  /** Name, type and class, with which questions and records begin; leaves the node open, unless there is nothing. */
  private head(): DnsQuestion | undefined {
    const { tree, at } = this;
    const { text: name, next, problem } = readDnsName(tree.bytes, this.start, at, this.end);
    tree.open('Record', name, at);
    tree.add('Name', name, at, next < 0 ? this.end : next, problem);
    const type = next < 0 ? CUT : tree.number('Type', next, 2, recordTypeName);
    const classBits = type === CUT ? CUT : tree.number('Class', next + 2, 2, classText(type));
    if (classBits === CUT) {
      tree.close(this.end);
      return undefined;
    }
    this.at = next + 4;
    const hasBit = type !== OPT && (classBits & MULTICAST_BIT) !== 0;
    return { name, type, recordClass: hasBit ? classBits & ~MULTICAST_BIT : classBits, wantsUnicast: hasBit };
  }
}

/** The class of an OPT record is the largest payload that its sender takes. Source: RFC 6891 §6.1.2. */
function classText(type: number): (value: number) => string {
  if (type === OPT) return (size) => `UDP payload of ${size} bytes at most`;
  return (value) =>
    recordClassName(value & ~MULTICAST_BIT) + ((value & MULTICAST_BIT) !== 0 ? ', with the mDNS bit' : '');
}

/** The time to live of an OPT record are four other things. Source: RFC 6891 §6.1.3. */
function ednsText(value: number): string {
  const accepts = (value & 0x8000) !== 0 ? ', DNSSEC wanted' : '';
  return `EDNS version ${(value >>> 16) & 255}, response code ${value >>> 24} × 16${accepts}`;
}
