import { dissectDns } from '../dissectors/dns';
import { LinkType } from '../linkType';
import { UdpPort } from '../tables/ports';
import { IpProtocol } from '../tables/protocols';
import { IpHeaders } from './ipHeaders';
import type { PacketKeys } from './packetKeys';
import { NO_PACKET, type PacketList, Question } from './packetList';

const UDP_HEADER = 8;
const ICMP_HEADER = 8;
const DNS_RESPONSE = 0x80;
const DNS_PORTS: ReadonlySet<number> = new Set([UdpPort.DNS, UdpPort.LLMNR]);

/** Types of errors that quote a packet. Source: RFC 792, RFC 4443 §2.1. */
const ERRORS_4: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
const LAST_ERROR_6 = 127;
const ECHO_4 = { request: 8, reply: 0 } as const;
const ECHO_6 = { request: 128, reply: 129 } as const;

/** Finds what packets outside of TCP have to do with one another: errors and what caused them, questions and answers. */
export class Exchanges {
  /** Packets by what an error would quote of them. */
  private readonly quotable = new Map<number, number>();
  /** Questions without an answer so far. */
  private readonly questions = new Map<number, number>();
  private readonly original = new IpHeaders();

  constructor(
    private readonly list: PacketList,
    private readonly keys: PacketKeys,
  ) {}

  take(packet: number, bytes: Uint8Array, ip: IpHeaders): void {
    if (ip.isFragment) return;
    const isError = this.isIcmp(ip) && this.takeIcmp(packet, bytes, ip);
    if (!isError) this.quotable.set(this.keys.quoted(bytes, ip), packet);
    if (ip.protocol === IpProtocol.UDP) this.takeDns(packet, bytes, ip);
  }

  private isIcmp(ip: IpHeaders): boolean {
    return ip.protocol === (ip.version === 4 ? IpProtocol.ICMP : IpProtocol.ICMP6);
  }

  /** True for an error, which is linked to what it is about. */
  private takeIcmp(packet: number, bytes: Uint8Array, ip: IpHeaders): boolean {
    const at = ip.payloadStart;
    if (at + ICMP_HEADER > bytes.length) return false;
    const type = bytes[at];
    const isError = ip.version === 4 ? ERRORS_4.has(type) : type <= LAST_ERROR_6;
    if (isError) {
      if (this.original.read(bytes, at + ICMP_HEADER, LinkType.RAW_IP, Number.MAX_SAFE_INTEGER)) {
        this.link(packet, this.quotable.get(this.keys.quoted(bytes, this.original)));
      }
      return true;
    }
    const echo = ip.version === 4 ? ECHO_4 : ECHO_6;
    if (type !== echo.request && type !== echo.reply) return false;
    const { start, end } = ip.addresses;
    const middle = (start + end) / 2;
    const [from, to] = [[start, middle] as const, [middle, end] as const];
    const numbers = [at + 4, at + 8] as const;
    if (type === echo.request) this.ask(packet, this.keys.between(bytes, [from, to, numbers]));
    else this.answer(packet, this.keys.between(bytes, [to, from, numbers]));
    return false;
  }

  private takeDns(packet: number, bytes: Uint8Array, ip: IpHeaders): void {
    const at = ip.payloadStart;
    const message = at + UDP_HEADER;
    if (message + 12 > bytes.length) return;
    const [source, destination] = [(bytes[at] << 8) | bytes[at + 1], (bytes[at + 2] << 8) | bytes[at + 3]];
    if (!DNS_PORTS.has(source) && !DNS_PORTS.has(destination)) return;
    const isResponse = (bytes[message + 2] & DNS_RESPONSE) !== 0;
    const { start, end } = ip.addresses;
    const middle = (start + end) / 2;
    const here = [
      [start, middle],
      [at, at + 2],
    ] as const;
    const there = [
      [middle, end],
      [at + 2, at + 4],
    ] as const;
    const question = [message, message + 2] as const;
    const { message: read } = dissectDns(bytes, message, Math.min(bytes.length, ip.payloadEnd));
    if (read.operation !== 0) return;
    if (isResponse) this.answer(packet, this.keys.between(bytes, [...there, ...here, question]));
    else this.ask(packet, this.keys.between(bytes, [...here, ...there, question]));
  }

  private ask(packet: number, key: number): void {
    this.list.question.values[packet] = Question.UNANSWERED;
    this.questions.set(key, packet);
  }

  private answer(packet: number, key: number): void {
    const asked = this.questions.get(key);
    if (asked === undefined) return;
    this.questions.delete(key);
    this.list.question.values[asked] = Question.ANSWERED;
    this.link(packet, asked);
  }

  private link(packet: number, cause: number | undefined): void {
    if (cause === undefined) return;
    this.list.cause.values[packet] = cause;
    if (this.list.outcome.values[cause] === NO_PACKET) this.list.outcome.values[cause] = packet;
  }
}
