import { type FdTableId, type FdVersion, NO_FD, type TextId } from '../base/brands';
import { Float64Column, Int32Column, Uint8Column } from '../base/growingColumns';
import { VersionHistory } from '../base/versionHistory';
import { FdKind } from '../capture/fdList';

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
}

const FIELDS: readonly (keyof FdFacts)[] = [
  'kind',
  'nameForm',
  'name',
  'tuple',
  'protocol',
  'role',
  'openFlags',
  'inode',
  'device',
];

/** fd numbers below this live in arrays; a hostile capture's larger ones in a map. */
const DENSE_LIMIT = 1 << 12;

/** In a slot: the number was looked up and means nothing. 0: not looked up yet. */
const NOTHING = -1;

interface Slots {
  /** The latest version under each number. */
  dense: Int32Array;
  sparse: Map<number, number> | undefined;
  /** The table that this one was forked from, and the row of the fork: where a number is found that has no slot yet. */
  readonly parent: Slots | undefined;
  readonly forkRow: number;
}

/**
 * Every fd of every table in every state it was in, as columns. Rows point at versions; `at` answers what a number meant at
 * any row. A forked table costs nothing until it changes: a number that has no slot in it is looked up in its parent as of
 * the fork.
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
  };
  private readonly tables: Slots[] = [];
  private readonly absent = new Map<number, FdVersion>();

  constructor() {
    this.numbers.push(-1);
    for (const field of FIELDS) this.columns[field].push(0);
    this.columns.kind.values[0] = StateKind.ABSENT;
    this.createTable();
  }

  /** Number of versions, version 0 included. */
  get length(): number {
    return this.history.length;
  }

  createTable(): FdTableId {
    return this.addTable(undefined, 0);
  }

  /** A table with the fds that `table` has at `row`, as fork makes it. */
  forkTable(table: FdTableId, row: number): FdTableId {
    return this.addTable(this.tables[table], row);
  }

  /** The open fd of this number now, or version 0. */
  current(table: FdTableId, number: number): FdVersion {
    const version = this.latest(table, number);
    return (this.columns.kind.values[version] === StateKind.CLOSED ? NO_FD : version) as FdVersion;
  }

  /** What the number meant in the table at `row`, or version 0. */
  at(table: FdTableId, number: number, row: number): FdVersion {
    const version = this.history.at(this.latest(table, number), row);
    return (this.columns.kind.values[version] === StateKind.CLOSED ? NO_FD : version) as FdVersion;
  }

  /** Puts an fd into a slot, from `row` on. */
  open(table: FdTableId, number: number, facts: Readonly<FdFacts>, row: number): FdVersion {
    const version = this.history.append(this.latest(table, number), row) as FdVersion;
    this.numbers.push(number);
    for (const field of FIELDS) this.columns[field].push(facts[field]);
    setSlot(this.tables[table], number, version);
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
    let version = this.absent.get(number);
    if (version === undefined) {
      version = this.history.append(0, -1) as FdVersion;
      this.numbers.push(number);
      for (const field of FIELDS) this.columns[field].push(field === 'kind' ? StateKind.ABSENT : 0);
      this.absent.set(number, version);
    }
    return version;
  }

  /** Row from which on a version is true. */
  sinceRow(version: FdVersion): number {
    return this.history.sinceRow(version);
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
    };
  }

  /** The numbers that are open in a table now, in ascending order. */
  openNumbers(table: FdTableId): number[] {
    return this.usedNumbers(table).filter((number) => this.current(table, number) !== NO_FD);
  }

  /** The numbers that were open in a table at `row`, in ascending order. */
  openNumbersAt(table: FdTableId, row: number): number[] {
    return this.usedNumbers(table).filter((number) => this.isKnown(this.at(table, number, row)));
  }

  /** The numbers that ever meant something in a table or one that it was forked from, in ascending order. */
  private usedNumbers(table: FdTableId): number[] {
    const numbers = new Set<number>();
    for (let slots: Slots | undefined = this.tables[table]; slots; slots = slots.parent) {
      for (const [number, version] of slots.dense.entries()) if (version > 0) numbers.add(number);
      for (const number of slots.sparse?.keys() ?? []) numbers.add(number);
    }
    return [...numbers].sort((a, b) => a - b);
  }

  private addTable(parent: Slots | undefined, forkRow: number): FdTableId {
    return (this.tables.push({ dense: new Int32Array(0), sparse: undefined, parent, forkRow }) - 1) as FdTableId;
  }

  private latest(table: FdTableId, number: number): number {
    const slots = this.tables[table];
    const version = slotOf(slots, number);
    if (version > 0) return version;
    if (version === NOTHING || !slots.parent) return 0;
    const inherited = this.inherited(slots, number);
    setSlot(slots, number, inherited === 0 ? NOTHING : inherited);
    return inherited;
  }

  /** What the nearest ancestor that knows the number had under it at the time of the fork. */
  private inherited(slots: Slots, number: number): number {
    let row = slots.forkRow;
    for (let ancestor = slots.parent; ancestor; ancestor = ancestor.parent) {
      const version = slotOf(ancestor, number);
      if (version !== 0) return version === NOTHING ? 0 : this.history.at(version, row);
      row = ancestor.forkRow;
    }
    return 0;
  }
}

function slotOf(slots: Slots, number: number): number {
  if (number >= 0 && number < slots.dense.length) return slots.dense[number];
  return slots.sparse?.get(number) ?? 0;
}

function setSlot(slots: Slots, number: number, version: number): void {
  if (number < 0 || number >= DENSE_LIMIT) {
    slots.sparse ??= new Map();
    slots.sparse.set(number, version);
    return;
  }
  if (number >= slots.dense.length) {
    const longer = new Int32Array(Math.max(16, 2 * number));
    longer.set(slots.dense);
    slots.dense = longer;
  }
  slots.dense[number] = version;
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
  };
}

const CLOSED_FACTS: Readonly<FdFacts> = fdOfKind(StateKind.CLOSED);

/** Whether a kind is a socket of the internet families, connected or bound. */
export function isInternet(kind: number): boolean {
  return kind >= FdKind.IPV4 && kind <= FdKind.IPV6_BOUND;
}

/** Whether a kind is a bound or listening internet socket. */
export function isBound(kind: number): boolean {
  return kind === FdKind.IPV4_BOUND || kind === FdKind.IPV6_BOUND;
}
