import { type EventRow, type FdVersion, NO_FD, type ThreadVersion } from '../../base/brands';
import type { FieldContext } from '../../fields/fieldReader';
import { type EventChunk, EventColumns } from '../../trace/eventColumns';

/** A thread with one of its fds, or with `NO_FD` alone. */
export interface Subject {
  readonly thread: ThreadVersion;
  readonly fd: FdVersion;
}

/**
 * The state of a trace at one event, as something that fields and filters can be asked about: the event's row stands for
 * one thread and fd after the other, whichever `turnTo` was given.
 */
export class Snapshot {
  /** For field readers and filters. */
  readonly context: FieldContext;
  private readonly events: SubjectEvents;

  constructor(
    private readonly source: FieldContext,
    readonly row: EventRow,
  ) {
    this.events = new SubjectEvents(source.trace.events, row);
    this.context = { ...source, trace: { ...source.trace, events: this.events } };
  }

  turnTo(subject: Subject): void {
    this.events.subject = subject;
  }

  /** Every thread that lived at the event, by tid. */
  threads(): ThreadVersion[] {
    const { threads } = this.source.trace;
    return threads.livingAt(this.row).sort((one, other) => threads.get(one, 'tid') - threads.get(other, 'tid'));
  }

  /** The known fds that were open to a thread, by number. */
  fds(thread: ThreadVersion): FdVersion[] {
    const { threads, fds } = this.source.trace;
    return fds.openAt(threads.get(thread, 'fdTable'), this.row);
  }
}

/** The columns of a trace, but for who one of the events is about. */
class SubjectEvents extends EventColumns {
  subject: Subject = { thread: 0 as ThreadVersion, fd: NO_FD };

  constructor(
    private readonly source: EventColumns,
    private readonly row: EventRow,
  ) {
    super();
    this.length = source.length;
  }

  override chunk(index: number): EventChunk {
    return this.source.chunk(index);
  }

  override time(row: EventRow): number {
    return this.source.time(row);
  }

  override offset(row: EventRow): ReturnType<EventColumns['offset']> {
    return this.source.offset(row);
  }

  override type(row: EventRow): number {
    return this.source.type(row);
  }

  override cpu(row: EventRow): number {
    return this.source.cpu(row);
  }

  override thread(row: EventRow): ThreadVersion {
    return row === this.row ? this.subject.thread : this.source.thread(row);
  }

  override fd(row: EventRow): FdVersion {
    return row === this.row ? this.subject.fd : this.source.fd(row);
  }

  override result(row: EventRow): number {
    return this.source.result(row);
  }

  override decodeResult(stored: number): number {
    return this.source.decodeResult(stored);
  }

  override partner(row: EventRow): number {
    return this.source.partner(row);
  }

  override flags(row: EventRow): number {
    return this.source.flags(row);
  }
}
