import { type EventRow, NO_FD, NO_THREAD, type ThreadVersion } from '../../src/engine/base/brands';
import { EVENT_TYPES } from '../../src/engine/capture/eventTable';
import { fdNotation } from '../../src/engine/format/fdText';
import type { Trace } from '../../src/engine/trace/trace';
import { drawnCapture, type Generation } from './drawnCapture';
import { defaultLines, type OpenedTrace, openTrace } from './openedTrace';

/** A drawn capture, built, with the questions that tests ask. Events are named as in the drawing: by number, from 1. */
export class DrawnTrace {
  readonly opened: OpenedTrace;

  constructor(lines: string, generation: Generation = 2) {
    this.opened = openTrace(drawnCapture(lines, generation));
  }

  get trace(): Trace {
    return this.opened.trace;
  }

  /** Number of events. */
  get length(): number {
    return this.trace.events.length;
  }

  /** The number of the last event of a direction and type, such as `< read`. */
  event(what: string): number {
    for (let row = this.length - 1; row >= 0; row--) {
      const { direction, name } = EVENT_TYPES[this.trace.events.type(row as EventRow)];
      if (`${direction} ${name}` === what) return row + 1;
    }
    throw new Error(`There is no event "${what}"`);
  }

  /** The event as the default output shows it. */
  line(event: number): string {
    const [line] = defaultLines(this.opened, [this.row(event)]);
    return line;
  }

  /** The event's own fd: number and notation, such as `3 <f>/etc/hosts`; empty where it has none. */
  fd(event: number): string {
    const { events, fds } = this.trace;
    const version = events.fd(this.row(event));
    if (version === NO_FD) return '';
    return fds.isKnown(version)
      ? `${fds.number(version)} ${fdNotation(this.trace, version)}`
      : `${fds.number(version)} ?`;
  }

  /** What an fd number meant to a thread at an event; empty where it was not open. */
  fdOf(tid: number, number: number, event = this.length): string {
    const { fds, threads } = this.trace;
    const thread = this.threadOf(tid, event);
    const version = fds.at(threads.get(thread, 'fdTable'), number, this.row(event));
    return version === NO_FD ? '' : fdNotation(this.trace, version);
  }

  /** The fd numbers that are open to a thread after the last event. */
  openFds(tid: number): number[] {
    const { fds, threads } = this.trace;
    return fds.openNumbers(threads.get(this.threadOf(tid, this.length), 'fdTable'));
  }

  /** Name and id of the event's thread, `curl (100)`; empty where it has none. */
  thread(event: number): string {
    const version = this.trace.events.thread(this.row(event));
    return version === NO_THREAD ? '' : `${this.text(version, 'comm')} (${this.trace.threads.get(version, 'tid')})`;
  }

  /** The state of the thread that had a tid at an event. */
  facts(tid: number, event = this.length): Record<string, string | number> {
    const version = this.threadOf(tid, event);
    if (version === NO_THREAD) return {};
    const { threads } = this.trace;
    const numbers = (['tid', 'pid', 'ptid', 'vtid', 'vpid', 'uid', 'gid', 'loginuid', 'sid'] as const).map((field) => [
      field,
      threads.get(version, field),
    ]);
    const texts = (['comm', 'exe', 'exepath', 'args', 'environment', 'cgroups', 'container', 'root'] as const).map(
      (field) => [field, this.text(version, field)],
    );
    return Object.fromEntries([...numbers, ...texts, ['cwd', this.cwd(tid, event)]]);
  }

  /** The working directory of a thread's process at an event. */
  cwd(tid: number, event = this.length): string {
    const main = this.trace.threads.mainAt(this.threadOf(tid, event), this.row(event));
    return this.text(main, 'cwd');
  }

  /** Whether a thread had this tid at an event. */
  lives(tid: number, event = this.length): boolean {
    return this.threadOf(tid, event) !== NO_THREAD;
  }

  /** The number of the matching enter or exit event; 0 where there is none. */
  partner(event: number): number {
    return this.trace.events.partner(this.row(event)) + 1;
  }

  private threadOf(tid: number, event: number): ThreadVersion {
    return this.trace.threads.at(tid, this.row(event));
  }

  private text(
    version: ThreadVersion,
    field: 'comm' | 'exe' | 'exepath' | 'args' | 'environment' | 'cgroups' | 'container' | 'root' | 'cwd',
  ): string {
    return this.trace.texts.text(this.trace.threads.get(version, field));
  }

  private row(event: number): EventRow {
    if (event < 1 || event > this.length) throw new Error(`There is no event ${event}, only ${this.length}`);
    return (event - 1) as EventRow;
  }
}
