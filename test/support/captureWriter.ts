import { EVENT_TYPES, EventFlag } from '../../src/engine/capture/eventTable';
import { ByteWriter } from './byteWriter';
import { type FdInput, type ProcessInput, writeFd, writeProcess } from './listEntries';

/** The event blocks of the format: their type numbers, and what their headers hold. */
export const EVENT_BLOCKS = {
  EV1: { code: 0x204, counted: false, flags: false },
  EVF1: { code: 0x208, counted: false, flags: true },
  EV2: { code: 0x216, counted: true, flags: false },
  EVF2: { code: 0x217, counted: true, flags: true },
  EV2_LARGE: { code: 0x221, counted: true, flags: false },
  EVF2_LARGE: { code: 0x222, counted: true, flags: true },
} as const;

export type EventBlock = keyof typeof EVENT_BLOCKS;

/** Type numbers of the process lists, by version from 1 on. */
const PROCESS_BLOCKS = [0x202, 0x207, 0x209, 0x210, 0x211, 0x212, 0x213, 0x214, 0x215] as const;

/** An event as it is written; parameters are already encoded (see `encodeParameters`). */
export interface EventInput {
  /** Nanoseconds since the epoch. */
  readonly time: bigint;
  readonly cpu?: number;
  readonly tid: number;
  /** Id of the event type; may be unknown. */
  readonly type: number;
  readonly parameters?: readonly Uint8Array[];
  /** The block's flag word, for blocks that have one. */
  readonly blockFlags?: number;
}

export interface UserInput {
  readonly uid: number;
  readonly gid?: number;
  readonly name: string;
  readonly home?: string;
  readonly shell?: string;
}

export interface InterfaceInput {
  readonly name: string;
  /** 4 or 16 bytes in network order, as is the mask. */
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
  /** Kinds 1 and 2 carry a link speed; without it the kinds are 3 and 4. */
  readonly linkSpeed?: number;
}

/** Two types whose length in blocks of the first generation is three too large. */
const LENGTH_QUIRKS = new Set([280, 286]);

/**
 * Writes the bytes of a capture, block by block, valid or deliberately not. Source: facts/scap-format.md. Every method
 * returns the writer; `bytes` is the capture so far and `length` the offset of the next block.
 */
export class CaptureWriter {
  private readonly out = new ByteWriter();

  get bytes(): Uint8Array {
    return this.out.bytes;
  }

  get length(): number {
    return this.out.length;
  }

  /** Any block: the frame is made around the body, which is padded to a multiple of four. */
  block(code: number, body: Uint8Array): this {
    const padded = (body.length + 3) & ~3;
    const length = padded + 12;
    this.out.uint32(code).uint32(length).raw(body);
    this.out.zeros(padded - body.length).uint32(length);
    return this;
  }

  /** Bytes as they are, for what no valid capture holds. */
  raw(bytes: Uint8Array): this {
    this.out.raw(bytes);
    return this;
  }

  section({ magic = 0x1a2b3c4d, major = 1, minor = 2, options = new Uint8Array(0) } = {}): this {
    const body = new ByteWriter().uint32(magic).uint16(major).uint16(minor).int64(-1).raw(options);
    return this.block(0x0a0d0d0a, body.bytes);
  }

  machine({ processors = 2, memoryBytes = 8 * 2 ** 30, hostName = 'host', bootTime = 0n } = {}): this {
    const name = new ByteWriter().raw(new TextEncoder().encode(hostName));
    const body = new ByteWriter().uint32(processors).int64(memoryBytes).int64(4194304).raw(name.bytes);
    return this.block(
      0x201,
      body
        .zeros(128 - name.length)
        .int64(bootTime)
        .zeros(24).bytes,
    );
  }

  /** A process list of version 1 to 9. */
  processes(version: number, entries: readonly ProcessInput[]): this {
    const body = new ByteWriter();
    for (const entry of entries) writeProcess(body, version, entry);
    return this.block(PROCESS_BLOCKS[version - 1], body.bytes);
  }

  /** The fd list of one process, of version 1 or 2. */
  fds(version: number, tid: number, entries: readonly FdInput[]): this {
    const body = new ByteWriter().int64(tid);
    for (const entry of entries) writeFd(body, version, entry);
    return this.block(version === 1 ? 0x203 : 0x218, body.bytes);
  }

  interfaces(version: number, entries: readonly InterfaceInput[]): this {
    const body = new ByteWriter();
    for (const { name, address, mask, linkSpeed } of entries) {
      const entry = new ByteWriter().uint16((linkSpeed === undefined ? 3 : 1) + (address.length === 16 ? 1 : 0));
      const text = new TextEncoder().encode(name);
      entry.uint16(text.length).raw(address).raw(mask).raw(mask);
      if (linkSpeed !== undefined) entry.int64(linkSpeed);
      entry.raw(text);
      // The length does not count itself, unlike in the other lists.
      if (version >= 2) body.uint32(entry.length);
      body.raw(entry.bytes);
    }
    return this.block(version === 1 ? 0x205 : 0x219, body.bytes);
  }

  users(
    version: number,
    users: readonly UserInput[],
    groups: readonly { readonly gid: number; readonly name: string }[] = [],
  ): this {
    const body = new ByteWriter();
    const write = (entry: ByteWriter): void => {
      if (version >= 2) body.uint32(entry.length + 4);
      body.raw(entry.bytes);
    };
    for (const { uid, gid = uid, name, home = '', shell = '' } of users) {
      write(new ByteWriter().uint8(0).uint32(uid).uint32(gid).text(name).text(home).text(shell));
    }
    for (const { gid, name } of groups) write(new ByteWriter().uint8(1).uint32(gid).text(name));
    return this.block(version === 1 ? 0x206 : 0x220, body.bytes);
  }

  event(block: EventBlock, event: EventInput): this {
    const { code, flags } = EVENT_BLOCKS[block];
    const body = new ByteWriter().uint16(event.cpu ?? 0);
    if (flags) body.uint32(event.blockFlags ?? 0);
    return this.block(code, body.raw(eventBytes(block, event)).bytes);
  }
}

/** An event's header, parameter lengths and parameters. */
function eventBytes(block: EventBlock, { time, tid, type, parameters = [] }: EventInput): Uint8Array {
  const { counted } = EVENT_BLOCKS[block];
  const wide = ((EVENT_TYPES[type]?.flags ?? 0) & EventFlag.LARGE_PAYLOAD) !== 0;
  const dataLength = parameters.reduce((sum, parameter) => sum + parameter.length, 0);
  const length = (counted ? 26 : 22) + parameters.length * (wide ? 4 : 2) + dataLength;
  const quirk = !counted && LENGTH_QUIRKS.has(type) ? 3 : 0;
  const out = new ByteWriter()
    .int64(time)
    .int64(tid)
    .uint32(length + quirk)
    .uint16(type);
  if (counted) out.uint32(parameters.length);
  for (const parameter of parameters) {
    if (wide) out.uint32(parameter.length);
    else out.uint16(parameter.length);
  }
  for (const parameter of parameters) out.raw(parameter);
  return out.zeros(quirk).bytes;
}
