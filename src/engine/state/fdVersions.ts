import { type FdTableId, type FdVersion, NO_FD, type TextId } from '../base/brands';
import { Float64Column, Int32Column, Uint8Column } from '../base/growingColumns';
import { VersionHistory } from '../base/versionHistory';
import { FdKind } from '../capture/fdList';
import { FdTables } from './fdTables';

/** Kinds beyond those of the fd list (`FdKind`). */
export const StateKind = {
  /** Nothing is known of this fd but its number: it was open before the capture began. */
  ABSENT: 253,
  /** The slot was emptied: closed. */
  CLOSED: 254,
} as const;

/** How an fd's name is made. */
export const NameForm = {
  /** No name: a fresh socket, a pipe. */
  NONE: 0,
  /** `name` is an id of the trace's text dictionary. */
  TEXT: 1,
  /** `name` is an id of the tuple dictionary: `source:port->destination:port`, or a unix socket's form. */
  TUPLE: 2,
  /** `name` is an id of the tuple dictionary of which the source is the bound address: `address:port`. */
  ADDRESS: 3,
} as const;

/** Which end of a connection the process is. Source: facts/fd-and-state.md §6. */
export const Role = { NONE: 0, CLIENT: 1, SERVER: 2 } as const;

/** Bit of `openFlags`, from the set `file_flags`: execve closes the fd. */
export const CLOSE_ON_EXEC = 4096;

/** Everything an fd version holds, as it is written. */
export interface FdFacts {
  /** A value of `FdKind` or `StateKind`. */
  kind: number;
  /** A value of `NameForm`. */
  nameForm: number;
  name: TextId;
  /**
   * Id of the tuple dictionary, 0 for none. An entry is a socket tuple as events carry it (facts/param-types.md §3): family,
   * source address and port, destination address and port; unix: source, destination, path. A bound socket has its address
   * as source and zeros as destination.
   */
  tuple: TextId;
  /** A value of `Protocol`. */
  protocol: number;
  /** A value of `Role`. */
  role: number;
  /** Bits of the set `file_flags`. */
  openFlags: number;
  inode: number;
  device: number;
  /**
   * Number of what is open, from 1: every version of an fd from its opening to its closing has the same one, and so have its
   * duplicates and the fds that a process inherited, because they are one open file (open(2): open file description).
   * 0: not opened yet; `open` then gives it a new one.
   */
  description: number;
}

/** Bytes of a version's number and facts: two columns of 64 bits, four of 32, four of 8. */
const FACT_BYTES = 36;

/** fd numbers below this, and -1, have their version for "only the number is known" in an array. */
const USUAL_NUMBERS = 1 << 12;

/**
 * Every fd of every table in every state it was in, as columns. Rows point at versions; `at` answers what a number meant at
 * any row.
 */
export class FdVersions {
  private readonly history = new VersionHistory();
  private readonly numbers = new Float64Column();
  private readonly columns = {
    kind: new Uint8Column(),
    nameForm: new Uint8Column(),
    name: new Int32Column(),
    tuple: new Int32Column(),
    protocol: new Uint8Column(),
    role: new Uint8Column(),
    openFlags: new Int32Column(),
    inode: new Float64Column(),
    device: new Int32Column(),
    description: new Int32Column(),
  };
  /** What was opened so far. */
  private opened = 0;
  private readonly tables = new FdTables(this.history);
  /** Versions that stand for a number of which nothing is known: of the usual ones, from -1 on, and of others. */
  private readonly absent = new Int32Array(USUAL_NUMBERS + 1);
  private readonly otherAbsent = new Map<number, FdVersion>();

  constructor() {
    this.numbers.push(-1);
    this.pushFacts(ABSENT_FACTS);
    this.createTable();
  }

  /** Number of versions, version 0 included. */
  get length(): number {
    return this.history.length;
  }

  /** Bytes of all versions and tables. */
  get bytes(): number {
    return this.history.length * (VersionHistory.VERSION_BYTES + FACT_BYTES) + this.tables.bytes;
  }

  createTable(): FdTableId {
    return this.tables.create();
  }

  /** A table with the fds that `table` has at `row`, as fork makes it. */
  forkTable(table: FdTableId, row: number): FdTableId {
    return this.tables.fork(table, row);
  }

  /** The open fd of this number now, or version 0. */
  current(table: FdTableId, number: number): FdVersion {
    return this.unlessClosed(this.tables.latest(table, number));
  }

  /** What the number meant in the table at `row`, or version 0. */
  at(table: FdTableId, number: number, row: number): FdVersion {
    return this.unlessClosed(this.history.at(this.tables.latest(table, number), row));
  }

  /** Puts an fd into a slot, from `row` on. */
  open(table: FdTableId, number: number, facts: Readonly<FdFacts>, row: number): FdVersion {
    const version = this.history.append(this.tables.latest(table, number), row) as FdVersion;
    this.numbers.push(number);
    this.pushFacts(facts);
    this.tables.set(table, number, version);
    return version;
  }

  /** Empties a slot, from `row` on. */
  close(table: FdTableId, number: number, row: number): void {
    if (this.current(table, number) !== NO_FD) this.open(table, number, CLOSED_FACTS, row);
  }

  /** A new version of an open fd that the caller then changes with `set`. Begins at `row`. */
  change(table: FdTableId, number: number, row: number): FdVersion {
    return this.open(table, number, this.facts(this.current(table, number)), row);
  }

  /** The version that stands for an fd of which only the number is known. */
  unknown(number: number): FdVersion {
    const usual = number >= -1 && number < USUAL_NUMBERS;
    const known = usual ? this.absent[number + 1] : this.otherAbsent.get(number);
    if (known) return known as FdVersion;
    const version = this.history.append(0, -1) as FdVersion;
    this.numbers.push(number);
    this.pushFacts(ABSENT_FACTS);
    if (usual) this.absent[number + 1] = version;
    else this.otherAbsent.set(number, version);
    return version;
  }

  /** Row from which on a version is true. */
  sinceRow(version: FdVersion): number {
    return this.history.sinceRow(version);
  }

  /** The version that this one replaced in its slot, or version 0. */
  previous(version: FdVersion): FdVersion {
    return this.history.previousOf(version) as FdVersion;
  }

  /** Whether more than the number is known. */
  isKnown(version: FdVersion): boolean {
    return this.columns.kind.values[version] < StateKind.ABSENT;
  }

  number(version: FdVersion): number {
    return this.numbers.values[version];
  }

  get<F extends keyof FdFacts>(version: FdVersion, field: F): FdFacts[F] {
    return this.columns[field].values[version] as FdFacts[F];
  }

  set<F extends keyof FdFacts>(version: FdVersion, field: F, value: FdFacts[F]): void {
    this.columns[field].values[version] = value;
  }

  facts(version: FdVersion): FdFacts {
    const { columns } = this;
    return {
      kind: columns.kind.values[version],
      nameForm: columns.nameForm.values[version],
      name: columns.name.values[version] as TextId,
      tuple: columns.tuple.values[version] as TextId,
      protocol: columns.protocol.values[version],
      role: columns.role.values[version],
      openFlags: columns.openFlags.values[version],
      inode: columns.inode.values[version],
      device: columns.device.values[version],
      description: columns.description.values[version],
    };
  }

  /** The numbers that are open in a table now, in ascending order. */
  openNumbers(table: FdTableId): number[] {
    return this.tables
      .usedNumbers(table)
      .filter((number) => this.unlessClosed(this.tables.peek(table, number)) !== NO_FD);
  }

  /** The numbers that were open in a table at `row`, in ascending order. */
  openNumbersAt(table: FdTableId, row: number): number[] {
    return this.tables
      .usedNumbers(table)
      .filter((number) => this.isKnown(this.history.at(this.tables.peek(table, number), row) as FdVersion));
  }

  private unlessClosed(version: number): FdVersion {
    return (this.columns.kind.values[version] === StateKind.CLOSED ? NO_FD : version) as FdVersion;
  }

  private pushFacts(facts: Readonly<FdFacts>): void {
    const { columns } = this;
    columns.kind.push(facts.kind);
    columns.nameForm.push(facts.nameForm);
    columns.name.push(facts.name);
    columns.tuple.push(facts.tuple);
    columns.protocol.push(facts.protocol);
    columns.role.push(facts.role);
    columns.openFlags.push(facts.openFlags);
    columns.inode.push(facts.inode);
    columns.device.push(facts.device);
    const isOpen = facts.kind < StateKind.ABSENT;
    columns.description.push(facts.description === 0 && isOpen ? ++this.opened : facts.description);
  }
}

/** Facts of an fd of a kind, without name or address. */
export function fdOfKind(kind: number): FdFacts {
  return {
    kind,
    nameForm: NameForm.NONE,
    name: 0 as TextId,
    tuple: 0 as TextId,
    protocol: 0,
    role: Role.NONE,
    openFlags: 0,
    inode: 0,
    device: 0,
    description: 0,
  };
}

const CLOSED_FACTS: Readonly<FdFacts> = fdOfKind(StateKind.CLOSED);
const ABSENT_FACTS: Readonly<FdFacts> = fdOfKind(StateKind.ABSENT);

/** Whether a kind is a socket of the internet families, connected or bound. */
export function isInternet(kind: number): boolean {
  return kind >= FdKind.IPV4 && kind <= FdKind.IPV6_BOUND;
}

/** Whether a kind is a bound or listening internet socket. */
export function isBound(kind: number): boolean {
  return kind === FdKind.IPV4_BOUND || kind === FdKind.IPV6_BOUND;
}
