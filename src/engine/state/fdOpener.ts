import type { TextId } from '../base/brands';
import type { FdEntry } from '../capture/fdList';
import { FdKind } from '../capture/fdList';
import { type FdFacts, fdOfKind, isBound, NameForm, Role } from './fdVersions';
import type { Interfaces } from './interfaces';
import { Family, isUnspecified, SocketTuple } from './socketTuple';
import type { StateTables } from './stateTables';

const SPACE = 0x20;
const DELETE = 0x7f;

/** Turns entries of a capture's fd list into fds. */
export class FdOpener {
  private readonly pair = new SocketTuple();

  constructor(
    private readonly tables: StateTables,
    private readonly interfaces: Interfaces,
  ) {}

  /** The facts of a list entry whose ranges point into `bytes`. */
  factsOf(bytes: Uint8Array, entry: FdEntry): FdFacts {
    const facts = fdOfKind(entry.kind === FdKind.FILE ? FdKind.FILE_WITH_FLAGS : entry.kind);
    facts.inode = entry.inode;
    facts.openFlags = entry.openFlags;
    facts.device = entry.device;
    facts.protocol = entry.protocol;
    switch (entry.kind) {
      case FdKind.IPV4:
      case FdKind.IPV6:
      case FdKind.IPV4_BOUND:
      case FdKind.IPV6_BOUND:
        this.internet(bytes, entry, facts);
        break;
      case FdKind.UNIX:
        this.unix(bytes, entry, facts);
        break;
      default:
        facts.nameForm = NameForm.TEXT;
        facts.name = this.name(bytes, entry);
    }
    return facts;
  }

  private internet(bytes: Uint8Array, entry: FdEntry, facts: FdFacts): void {
    const { pair } = this;
    const isIpv4 = entry.kind === FdKind.IPV4 || entry.kind === FdKind.IPV4_BOUND;
    pair.clear(isIpv4 ? Family.INET : Family.INET6);
    const { start } = entry.addresses;
    pair.source.set(bytes.subarray(start, start + pair.width));
    pair.sourcePort = entry.sourcePort;
    if (isBound(entry.kind)) {
      facts.role = Role.SERVER;
      facts.nameForm = NameForm.ADDRESS;
    } else {
      pair.destination.set(bytes.subarray(start + pair.width, start + 2 * pair.width));
      pair.destinationPort = entry.destinationPort;
      pair.unmap();
      if (pair.family === Family.INET) this.replaceUnspecified();
      facts.kind = pair.family === Family.INET ? FdKind.IPV4 : FdKind.IPV6;
      facts.nameForm = NameForm.TUPLE;
    }
    facts.tuple = this.tables.tuples.intern(pair.encoded, 0, pair.encode());
    facts.name = facts.tuple;
  }

  /** The same repair that datagrams get: 0.0.0.0 is the host's address towards the other end. */
  private replaceUnspecified(): void {
    const { pair } = this;
    const sourceMissing = isUnspecified(pair.source.subarray(0, pair.width));
    if (!sourceMissing && !isUnspecified(pair.destination.subarray(0, pair.width))) return;
    const other = sourceMissing ? pair.destination : pair.source;
    const address = this.interfaces.towards(other, pair.width);
    const same = address?.every((byte, index) => byte === other[index]) ?? false;
    if (address && !(same && pair.sourcePort === pair.destinationPort)) {
      (sourceMissing ? pair.source : pair.destination).set(address);
    }
  }

  private unix(bytes: Uint8Array, entry: FdEntry, facts: FdFacts): void {
    const path = bytes.subarray(entry.name.start, entry.name.end);
    const encoded = new Uint8Array(1 + 8 + 8 + path.length);
    const view = new DataView(encoded.buffer);
    encoded[0] = Family.UNIX;
    view.setBigUint64(1, BigInt(entry.unixSource), true);
    view.setBigUint64(9, BigInt(entry.unixDestination), true);
    encoded.set(path, 17);
    facts.tuple = this.tables.tuples.intern(encoded, 0, encoded.length);
    facts.nameForm = NameForm.TEXT;
    facts.name = this.name(bytes, entry);
    facts.role = path.length === 0 ? Role.CLIENT : Role.SERVER;
  }

  /** The entry's name without control characters: old captures end the paths of unix sockets with a newline. */
  private name(bytes: Uint8Array, entry: FdEntry): TextId {
    if (entry.unlistedKind !== 0) return this.tables.texts.internText(`unknown-type:[${entry.unlistedKind}]`);
    const name = bytes.subarray(entry.name.start, entry.name.end).filter((byte) => byte >= SPACE && byte !== DELETE);
    return this.tables.texts.intern(name, 0, name.length);
  }
}
