import type { EventRow, FdVersion, ThreadVersion } from '../base/brands';
import { NO_FD, NO_THREAD } from '../base/brands';
import { encodeText } from '../base/text';
import { EventCursor } from '../capture/eventCursor';
import { NameForm } from '../state/fdVersions';
import { PathJoiner } from '../state/paths';
import type { Trace } from '../trace/trace';
import type { DataMode } from './byteText';
import { fdNotation, shownProtocol, writeNamedFd } from './fdText';
import { type PortText, portNumber, servicePort } from './portText';
import { TextWriter } from './textWriter';
import { LocalClock } from './timeText';

/** How events are to be shown. */
export interface TextOptions {
  readonly dataMode: DataMode;
  /** Shows data in full where the mode has a limit. */
  readonly wholeBuffers: boolean;
  /** Writes the ports of addresses as the names of their services. */
  readonly namesServices: boolean;
  /**
   * Also imitates what sysdig 0.29.3 does by accident, so that outputs can be compared line by line: of an empty text it
   * shows the bytes that follow it in the event, such as `cwd= N`.
   */
  readonly imitatesAccidents: boolean;
}

const DEFAULTS: TextOptions = {
  dataMode: 'dots',
  wholeBuffers: false,
  namesServices: false,
  imitatesAccidents: false,
};

/** More fd texts than this are not kept. */
const CACHE_LIMIT = 1 << 16;

/**
 * One event of a trace, with everything that its text depends on: its bytes, its thread, what fds and tids meant at its
 * row. One context serves many events, one after the other; it keeps the texts of fds between them.
 */
export class TextContext {
  row = 0 as EventRow;
  /** The event's bytes; valid as long as those of whoever gave the cursor. */
  cursor = new EventCursor();
  /** The thread as it was at the row; `NO_THREAD` where the event has none. */
  thread: ThreadVersion = NO_THREAD;
  readonly options: TextOptions;
  readonly paths = new PathJoiner();
  readonly clock = new LocalClock();
  /** Where the event's texts are written, one after the other. */
  readonly out = new TextWriter();
  private readonly notations = new Map<FdVersion, Uint8Array>();

  constructor(
    readonly trace: Trace,
    options: Partial<TextOptions> = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** Goes to the event of a row, which `cursor` points at. */
  moveTo(row: EventRow, cursor: EventCursor): void {
    this.row = row;
    this.cursor = cursor;
    this.thread = this.trace.events.thread(row);
  }

  /** What an fd number means to the event's thread; `NO_FD` where that is not known. */
  fdAt(number: number): FdVersion {
    if (this.thread === NO_THREAD) return NO_FD;
    const { events, fds, threads } = this.trace;
    const own = events.fd(this.row);
    if (own !== NO_FD && fds.number(own) === number) return fds.isKnown(own) ? own : NO_FD;
    const version = fds.at(threads.get(this.thread, 'fdTable'), number, this.row);
    return fds.isKnown(version) ? version : NO_FD;
  }

  /** Writes an fd as events show it, such as `<f>/etc/hosts`. Each opening of a file has a version of its own: only names of others are kept. */
  writeFd(out: TextWriter, version: FdVersion): void {
    const { fds } = this.trace;
    if (fds.get(version, 'nameForm') === NameForm.TEXT) {
      writeNamedFd(out, this.trace, version);
      return;
    }
    let text = this.notations.get(version);
    if (text === undefined) {
      text = encodeText(fdNotation(this.trace, version, this.portText(version)));
      if (this.notations.size >= CACHE_LIMIT) this.notations.clear();
      this.notations.set(version, text);
    }
    out.utf8(text, 0, text.length);
  }

  /** How the event's own addresses write their ports. */
  get ports(): PortText {
    return this.portText(this.trace.events.fd(this.row));
  }

  /** Writes the name of the thread that had a tid at the row; nothing where there was none. */
  writeThread(out: TextWriter, tid: number): void {
    const { threads, texts } = this.trace;
    const version = threads.at(tid, this.row);
    if (version === NO_THREAD) return;
    const name = threads.get(version, 'comm');
    out.utf8(texts.pooled, texts.startOf(name), texts.endOf(name));
  }

  /** The working directory of the event's thread, as bytes with the closing slash; empty where it is not known. */
  workingDirectory(): Uint8Array {
    const { threads, texts } = this.trace;
    return texts.bytes(threads.get(threads.mainAt(this.thread, this.row), 'cwd'));
  }

  private portText(version: FdVersion): PortText {
    if (!this.options.namesServices) return portNumber;
    const { fds } = this.trace;
    return servicePort(shownProtocol(fds.get(version, 'kind'), fds.get(version, 'protocol'), fds.get(version, 'role')));
  }
}
