/** One question of a DNS message. */
export interface DnsQuestion {
  /** With its dots, without the last one; the root is `<Root>`. Bytes that are no characters of names stand escaped. */
  readonly name: string;
  readonly type: number;
  /** Without the bit that mDNS uses for unicast answers. */
  readonly recordClass: number;
  /** That bit: the answer should go to the asker alone, or the record replaces those before it. */
  readonly wantsUnicast: boolean;
}

/** One record of a DNS message. */
export interface DnsRecord extends DnsQuestion {
  /** In seconds. */
  readonly timeToLive: number;
  /** The record's data as text, as it stands in a summary line: an address, a name, a priority with a name. */
  readonly data: string;
}

/** A DNS message as far as it could be read. Source: RFC 1035 §4. */
export interface DnsMessage {
  readonly id: number;
  readonly isResponse: boolean;
  readonly operation: number;
  /** The 16 bits behind the id. */
  readonly flags: number;
  /** 0: no error; 3: no such name. */
  readonly responseCode: number;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
  /** It ends before everything that it announces, because it was cut or is malformed. */
  readonly isIncomplete: boolean;
}
