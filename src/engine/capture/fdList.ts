import type { ByteRange, ListReader } from './listReader';

/** Kinds of fd as the fd list numbers them. Source: facts/scap-format.md §7. */
export const FdKind = {
  UNKNOWN: 0,
  FILE: 1,
  DIRECTORY: 2,
  IPV4: 3,
  IPV6: 4,
  IPV4_BOUND: 5,
  IPV6_BOUND: 6,
  PIPE: 7,
  UNIX: 8,
  EVENT: 9,
  UNSUPPORTED: 10,
  SIGNAL: 11,
  EPOLL: 12,
  INOTIFY: 13,
  TIMER: 14,
  NETLINK: 15,
  FILE_WITH_FLAGS: 16,
  BPF: 17,
  USERFAULTFD: 18,
  IO_URING: 19,
  MEMFD: 20,
  PIDFD: 21,
} as const;

const LAST_KIND = FdKind.PIDFD;

/** Layer-4 protocols as the fd list numbers them. */
export const Protocol = { UNKNOWN: 0, NONE: 1, TCP: 2, UDP: 3, ICMP: 4, RAW: 5 } as const;

/** One fd of the fd list; what a kind does not have is empty or 0. Ranges point into the reader's bytes. */
export interface FdEntry {
  readonly number: number;
  readonly inode: number;
  /** A value of `FdKind`. */
  readonly kind: number;
  /** The list's own number for a kind that `FdKind` does not have, which then is `UNSUPPORTED`; else 0. */
  readonly unlistedKind: number;
  /** The name or path; for sockets of the internet families none. */
  readonly name: ByteRange;
  /** Addresses in network order: source then destination of a connection, or the one bound address. */
  readonly addresses: ByteRange;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** A value of `Protocol`. */
  readonly protocol: number;
  /** Kernel addresses of a unix socket. */
  readonly unixSource: number;
  readonly unixDestination: number;
  /** Open flags, bits of the set `file_flags`. */
  readonly openFlags: number;
  readonly device: number;
}

const NOTHING: ByteRange = { start: 0, end: 0 };

/** Reads an fd list; false when an entry does not fit, or (version 1) when its kind is unknown and so its length. */
export function readFdList(reader: ListReader, version: number, visit: (tid: number, entry: FdEntry) => void): boolean {
  const tid = reader.int64();
  if (reader.failed) return false;
  while (!reader.atEnd) {
    const start = reader.at;
    if (version >= 2) reader.enter(start, reader.uint32());
    const entry = readEntry(reader, version);
    if (reader.failed || entry === undefined) return false;
    if (version >= 2) reader.leave();
    visit(tid, entry);
  }
  return true;
}

function readEntry(reader: ListReader, version: number): FdEntry | undefined {
  const number = reader.int64();
  const inode = reader.uint64();
  const kind = reader.uint8();
  const plain = {
    number,
    inode,
    kind,
    unlistedKind: 0,
    name: NOTHING,
    addresses: NOTHING,
    sourcePort: 0,
    destinationPort: 0,
    protocol: Protocol.UNKNOWN,
    unixSource: 0,
    unixDestination: 0,
    openFlags: 0,
    device: 0,
  };
  switch (kind) {
    case FdKind.UNKNOWN:
      return plain;
    case FdKind.IPV4:
    case FdKind.IPV6: {
      const addresses = reader.range(kind === FdKind.IPV4 ? 8 : 32);
      const sourcePort = reader.uint16();
      const destinationPort = reader.uint16();
      return { ...plain, addresses, sourcePort, destinationPort, protocol: reader.uint8() };
    }
    case FdKind.IPV4_BOUND:
    case FdKind.IPV6_BOUND: {
      const addresses = reader.range(kind === FdKind.IPV4_BOUND ? 4 : 16);
      const sourcePort = reader.uint16();
      return { ...plain, addresses, sourcePort, protocol: reader.uint8() };
    }
    case FdKind.UNIX: {
      const unixSource = reader.uint64();
      const unixDestination = reader.uint64();
      return { ...plain, unixSource, unixDestination, name: reader.text() };
    }
    case FdKind.FILE_WITH_FLAGS: {
      const openFlags = reader.uint32();
      const name = reader.text();
      const device = version >= 2 && reader.remaining >= 4 ? reader.uint32() : 0;
      return { ...plain, openFlags, name, device };
    }
    default:
      if (kind <= LAST_KIND) return { ...plain, name: reader.text() };
      return version >= 2 ? { ...plain, kind: FdKind.UNSUPPORTED, unlistedKind: kind } : undefined;
  }
}
