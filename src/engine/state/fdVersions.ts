import { type FdTableId, type FdVersion, NO_FD, type TextId } from '../base/brands';
import type { Horizon } from '../base/horizon';
import { RecordTable } from '../base/recordTable';
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

/** Where a version's number and facts lie in its record: doubles, words and bytes. */
const NUMBER = 0;
const INODE = 1;
const NAME = 4;
const TUPLE = 5;
const OPEN_FLAGS = 6;
const DEVICE = 7;
const DESCRIPTION = 8;
const KIND = 36;
const NAME_FORM = 37;
const PROTOCOL = 38;
const ROLE = 39;

const PLACES: Readonly<Record<keyof FdFacts, number>> = {
  kind: KIND,
  nameForm: NAME_FORM,
  name: NAME,
  tuple: TUPLE,
  protocol: PROTOCOL,
  role: ROLE,
  openFlags: OPEN_FLAGS,
  inode: INODE,
  device: DEVICE,
  description: DESCRIPTION,
};

/** Words of a record, and the same in bytes and doubles. */
const WIDTH = 10;
const BYTES = 4 * WIDTH;
const DOUBLES = WIDTH / 2;

/** fd numbers below this, and -1, have their version for "only the number is known" in an array. */
const USUAL_NUMBERS = 1 << 12;

/**
 * Every fd of every table in every state it was in, as columns. Rows point at versions; `at` answers what a number meant at
 * any row.
 */
export class FdVersions {
  private readonly history = new VersionHistory();
  private readonly records = new RecordTable(WIDTH);
  /** What was opened so far. */
  private opened = 0;
  private readonly tables = new FdTables(this.history);
  /** Versions that stand for a number of which nothing is known: of the usual ones, from -1 on, and of others. */
  private readonly absent = new Int32Array(USUAL_NUMBERS + 1);
  private readonly otherAbsent = new Map<number, FdVersion>();

  constructor() {
    this.push(-1, ABSENT_FACTS);
    this.createTable();
  }

  /** Number of versions, version 0 included. */
  get length(): number {
    return this.history.length;
  }

  /** Bytes of all versions and tables. */
  get bytes(): number {
    return this.history.length * (VersionHistory.VERSION_BYTES + BYTES) + this.tables.bytes;
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

  /** What the number meant in the table at `row`, or version 0; `horizon` is lowered to where it means something else. */
  at(table: FdTableId, number: number, row: number, horizon?: Horizon): FdVersion {
    return this.unlessClosed(this.history.at(this.tables.latest(table, number), row, horizon));
  }

  /** Puts an fd into a slot, from `row` on. */
  open(table: FdTableId, number: number, facts: Readonly<FdFacts>, row: number): FdVersion {
    const version = this.history.append(this.tables.latest(table, number), row) as FdVersion;
    this.push(number, facts);
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
    this.push(number, ABSENT_FACTS);
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
    return this.records.bytes[BYTES * version + KIND] < StateKind.ABSENT;
  }

  number(version: FdVersion): number {
    return this.records.doubles[DOUBLES * version + NUMBER];
  }

  get<F extends keyof FdFacts>(version: FdVersion, field: F): FdFacts[F] {
    const { words, bytes, doubles } = this.records;
    const place = PLACES[field];
    const value =
      place < NAME
        ? doubles[DOUBLES * version + place]
        : place < KIND
          ? words[WIDTH * version + place]
          : bytes[BYTES * version + place];
    return value as FdFacts[F];
  }

  set<F extends keyof FdFacts>(version: FdVersion, field: F, value: FdFacts[F]): void {
    const { words, bytes, doubles } = this.records;
    const place = PLACES[field];
    if (place < NAME) doubles[DOUBLES * version + place] = value;
    else if (place < KIND) words[WIDTH * version + place] = value;
    else bytes[BYTES * version + place] = value;
  }

  facts(version: FdVersion): FdFacts {
    const { words, bytes, doubles } = this.records;
    const word = WIDTH * version;
    const byte = BYTES * version;
    return {
      kind: bytes[byte + KIND],
      nameForm: bytes[byte + NAME_FORM],
      name: words[word + NAME] as TextId,
      tuple: words[word + TUPLE] as TextId,
      protocol: bytes[byte + PROTOCOL],
      role: bytes[byte + ROLE],
      openFlags: words[word + OPEN_FLAGS],
      inode: doubles[DOUBLES * version + INODE],
      device: words[word + DEVICE],
      description: words[word + DESCRIPTION],
    };
  }

  /** Whether a version holds these very facts. */
  hasFacts(version: FdVersion, facts: Readonly<FdFacts>): boolean {
    const { words, bytes, doubles } = this.records;
    const word = WIDTH * version;
    const byte = BYTES * version;
    return (
      words[word + TUPLE] === facts.tuple &&
      words[word + NAME] === facts.name &&
      words[word + OPEN_FLAGS] === facts.openFlags &&
      words[word + DEVICE] === facts.device &&
      words[word + DESCRIPTION] === facts.description &&
      doubles[DOUBLES * version + INODE] === facts.inode &&
      bytes[byte + KIND] === facts.kind &&
      bytes[byte + NAME_FORM] === facts.nameForm &&
      bytes[byte + PROTOCOL] === facts.protocol &&
      bytes[byte + ROLE] === facts.role
    );
  }

  /** The numbers that are open in a table now, in ascending order. */
  openNumbers(table: FdTableId): number[] {
    return this.tables
      .usedNumbers(table)
      .filter((number) => this.unlessClosed(this.tables.peek(table, number)) !== NO_FD);
  }

  /** The known fds that were open in a table at `row`, by ascending number. */
  openAt(table: FdTableId, row: number): FdVersion[] {
    return this.tables
      .usedNumbers(table)
      .map((number) => this.history.at(this.tables.peek(table, number), row) as FdVersion)
      .filter((version) => this.isKnown(version));
  }

  /** The row of the fork that made a table; -1 where none did. */
  forkRow(table: FdTableId): number {
    return this.tables.forkRow(table);
  }

  /**
   * The versions that began in a table in the rows `(after, until]`, none of which is before its fork, in no particular order: each
   * with the one that it replaced in its slot.
   */
  begunIn(table: FdTableId, after: number, until: number, visit: (begun: FdVersion, before: FdVersion) => void): void {
    const { history } = this;
    for (const number of this.tables.usedNumbers(table)) {
      let version = this.tables.peek(table, number);
      for (let row = history.sinceRow(version); row > after; row = history.sinceRow(version)) {
        const before = history.previousOf(version);
        if (row <= until) visit(version as FdVersion, before as FdVersion);
        version = before;
      }
    }
  }

  private unlessClosed(version: number): FdVersion {
    return (this.records.bytes[BYTES * version + KIND] === StateKind.CLOSED ? NO_FD : version) as FdVersion;
  }

  private push(number: number, facts: Readonly<FdFacts>): void {
    const version = this.records.add();
    const { words, bytes, doubles } = this.records;
    const isOpen = facts.kind < StateKind.ABSENT;
    const word = WIDTH * version;
    const byte = BYTES * version;
    doubles[DOUBLES * version + NUMBER] = number;
    doubles[DOUBLES * version + INODE] = facts.inode;
    words[word + NAME] = facts.name;
    words[word + TUPLE] = facts.tuple;
    words[word + OPEN_FLAGS] = facts.openFlags;
    words[word + DEVICE] = facts.device;
    words[word + DESCRIPTION] = facts.description === 0 && isOpen ? ++this.opened : facts.description;
    bytes[byte + KIND] = facts.kind;
    bytes[byte + NAME_FORM] = facts.nameForm;
    bytes[byte + PROTOCOL] = facts.protocol;
    bytes[byte + ROLE] = facts.role;
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
