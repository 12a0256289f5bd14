import type { Trace } from './trace';

/** How much of a capture a trace keeps. Beyond a limit nothing more is read, and the trace's damage says so. */
export interface TraceLimits {
  /** Rows are numbered with 31 bits. */
  readonly events: number;
  /** Memory of columns, versions and dictionaries, as `traceBytes` counts it. It is looked at once for each chunk of rows. */
  readonly bytes: number;
}

/** Bytes of memory that a trace takes: columns, versions and dictionaries, which are nearly all of it. */
export function traceBytes({ events, threads, fds, texts, tuples }: Trace): number {
  return events.bytes + threads.bytes + fds.bytes + texts.bytesUsed + tuples.bytesUsed;
}

/** What a machine with 16 GB can hold: some 180 million events, which is a capture of about 20 GB. */
export const USUAL_LIMITS: TraceLimits = { events: 2 ** 31 - 1, bytes: 8 * 2 ** 30 };

/** What a person is told about a capture of which only the events before `offset` are kept. */
export function limitSentence(events: number, bytes: number, offset: number): string {
  return (
    `The capture is larger than what is kept in memory: its first ${events} events, up to byte ${offset}, take ` +
    `${Math.round(bytes / 2 ** 20)} MiB. They can be filtered, looked at and saved as usual; what comes after them is not ` +
    'read. It can be seen in a capture of its own, written with a filter on time.'
  );
}
