import { BlockReader, type BlockSink } from './blockReader';
import type { BlockType } from './blockTypes';
import { DamageReport } from './damage';
import type { EventCursor, EventReading } from './eventCursor';
import { EventRun } from './eventRun';
import { type FdEntry, readFdList } from './fdList';
import { type InterfaceEntry, readInterfaceList } from './interfaceList';
import { ListReader } from './listReader';
import { type MachineInfo, readMachineInfo } from './machineInfo';
import { type ProcessEntry, readProcessList } from './processList';
import { readUserList, type UserListVisitor } from './userList';

/** Receives what a capture says, in the file's order. Ranges and the cursor are valid only during the call. */
export interface CaptureVisitor extends UserListVisitor {
  /** A capture begins at `offset`; a second one means that captures were appended to each other: forget all state. */
  section(offset: number): void;
  /** Called before the entries of each list, with the bytes that their ranges point into, and where its block begins. */
  list(bytes: Uint8Array, type: BlockType, offset: number): void;
  machine(info: MachineInfo): void;
  process(entry: ProcessEntry): void;
  fd(tid: number, entry: FdEntry): void;
  networkInterface(entry: InterfaceEntry): void;
  /** Takes the events of a run: all of them, or the capture is stopped. */
  run(run: EventRun): void;
}

const SECTION_MAGIC = 0x1a2b3c4d;
const SECTION_MAGIC_SWAPPED = 0x4d3c2b1a;

/** Reads a capture given in pieces of any size: the whole way from bytes to decoded blocks. */
export class CaptureReader implements BlockSink {
  readonly damage = new DamageReport();
  private readonly blocks = new BlockReader(this, this.damage);
  private readonly events = new EventRun((cursor, reading) => this.skipped(cursor, reading));

  constructor(private readonly visitor: CaptureVisitor) {}

  /** Nothing more can be read: the frame is damaged, or `finish` was called. */
  get ended(): boolean {
    return this.blocks.ended;
  }

  /** Bytes of the capture that have been read as whole blocks. */
  get position(): number {
    return this.blocks.position;
  }

  feed(piece: Uint8Array): void {
    if (!this.blocks.ended) this.blocks.feed(piece);
  }

  finish(): void {
    this.blocks.finish();
  }

  /** Reads no further: what comes from the block at `offset` on is more than the visitor takes. */
  stop(offset: number, message: string): void {
    this.blocks.ended = true;
    this.events.stop();
    this.damage.add('too-large', offset, message, '', true);
  }

  run(type: BlockType, bytes: Uint8Array, view: DataView, from: number, end: number, offset: number): number {
    const run = this.events;
    run.begin(type, bytes, view, from, end, offset);
    this.visitor.run(run);
    return run.at;
  }

  block(type: BlockType, bytes: Uint8Array, view: DataView, start: number, end: number, offset: number): void {
    const reader = new ListReader(bytes, view, start, end);
    if (type.kind !== 'section') this.visitor.list(bytes, type, offset);
    if (!this.list(type, reader, offset)) {
      const message = `The list of ${type.kind} at byte ${offset} has an entry that does not fit; the entries before it are used.`;
      this.damage.add('bad-list-entry', offset, message, type.kind);
    }
  }

  private list(type: BlockType, reader: ListReader, offset: number): boolean {
    switch (type.kind) {
      case 'section':
        return this.section(reader, offset);
      case 'machine': {
        const info = readMachineInfo(reader);
        if (info) this.visitor.machine(info);
        return info !== undefined;
      }
      case 'processes':
        return readProcessList(reader, type.version, (entry) => this.visitor.process(entry));
      case 'fds':
        return readFdList(reader, type.version, (tid, entry) => this.visitor.fd(tid, entry));
      case 'interfaces':
        return readInterfaceList(reader, type.version, (entry) => this.visitor.networkInterface(entry));
      default:
        return readUserList(reader, type.version, this.visitor);
    }
  }

  private section(reader: ListReader, offset: number): boolean {
    const magic = reader.uint32();
    const major = reader.uint16();
    if (reader.failed) return false;
    if (magic === SECTION_MAGIC_SWAPPED) {
      this.refuse('big-endian', offset, 'The capture was written on a big-endian machine, which is not supported.');
    } else if (magic !== SECTION_MAGIC) {
      this.refuse('not-a-capture', offset, `The section header at byte ${offset} is not that of a capture.`);
    } else if (major > 1) {
      this.refuse(
        'unsupported-version',
        offset,
        `The capture has format version ${major}; versions up to 1 are known.`,
      );
    } else {
      this.visitor.section(offset);
    }
    return true;
  }

  private refuse(
    reason: 'big-endian' | 'not-a-capture' | 'unsupported-version',
    offset: number,
    message: string,
  ): void {
    this.blocks.ended = true;
    this.damage.add(reason, offset, message, '', true);
  }

  private skipped({ type, offset }: EventCursor, reading: EventReading): void {
    if (reading === 'unknown-type') {
      const message = `Events of the unknown type ${type} were skipped, the first at byte ${offset}.`;
      this.damage.add('unknown-event', offset, message, String(type));
    } else {
      this.damage.add('bad-event', offset, `Damaged events were skipped, the first at byte ${offset}.`);
    }
  }
}
