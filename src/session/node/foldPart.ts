import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { EventRow } from '../../engine/base/brands';
import type { ByteSource } from '../../engine/trace/byteSource';
import type { Trace } from '../../engine/trace/trace';
import { TraceBuilder } from '../../engine/trace/traceBuilder';
import { writeStart } from '../../engine/writer/startWriter';

/** Bytes that are worked out at a time: some 2 ms, for whoever else runs on this thread. */
const SLICE = 256 * 1024;
const NANOSECONDS = 1e6;

/** The files of a part: what stands before it (undefined: it begins as a capture does), its blocks, and the start to write. */
export interface FoldFiles {
  readonly start: string | undefined;
  readonly part: string;
  readonly next: string;
}

/**
 * Reads a part of a capture behind its start and writes the start of what comes after it, or, with `since`, of its own events
 * from that time on (ms since 1970). Gives the position in the part from which the start goes on: its end, or that of the first
 * such event. Rejects with node's own error.
 */
export type FoldPart = (files: FoldFiles, since?: number) => Promise<number>;

/** Does it on this thread, in slices. */
export async function foldPart(files: FoldFiles, since?: number): Promise<number> {
  const source = new JoinedFiles([...(files.start === undefined ? [] : [files.start]), files.part]);
  try {
    const { trace } = await read(source);
    const row = since === undefined ? trace.events.length : firstSince(trace, since);
    const file = await open(files.next, 'w', 0o600);
    try {
      await writeStart(trace, source, row as EventRow, { write: async (bytes) => void (await file.writeFile(bytes)) });
    } finally {
      await file.close();
    }
    const at = row < trace.events.length ? trace.events.offset(row as EventRow) : source.size;
    return at - (source.size - source.lastSize);
  } finally {
    source.close();
  }
}

async function read(source: JoinedFiles): Promise<TraceBuilder> {
  const builder = new TraceBuilder();
  const slice = new Uint8Array(SLICE);
  for (let at = 0; at < source.size && !builder.ended; at += SLICE) {
    builder.feed(slice.subarray(0, source.read(at, slice)));
    await breathe();
  }
  builder.finish();
  return builder;
}

/** The first row of a part's own events that is not before a time; the number of rows where there is none. */
function firstSince({ events, timeBase }: Trace, since: number): number {
  const wanted = since - Number(timeBase) / NANOSECONDS;
  for (let row = 0; row < events.length; row++) {
    if (events.time(row as EventRow) / NANOSECONDS >= wanted) return row;
  }
  return events.length;
}

/** Files one behind another, read by position. */
class JoinedFiles implements ByteSource {
  readonly size: number;
  /** Bytes of the last file. */
  readonly lastSize: number;
  private readonly files: readonly { readonly descriptor: number; readonly from: number; readonly size: number }[];

  constructor(paths: readonly string[]) {
    let from = 0;
    this.files = paths.map((path) => {
      const descriptor = openSync(path, 'r');
      const file = { descriptor, from, size: fstatSync(descriptor).size };
      from += file.size;
      return file;
    });
    this.size = from;
    this.lastSize = this.files.at(-1)?.size ?? 0;
  }

  read(offset: number, target: Uint8Array): number {
    let count = 0;
    for (const { descriptor, from, size } of this.files) {
      const at = offset + count;
      if (count === target.length || at < from || at >= from + size) continue;
      const most = Math.min(target.length - count, from + size - at);
      count += readSync(descriptor, target, count, most, at - from);
    }
    return count;
  }

  close(): void {
    for (const { descriptor } of this.files) closeSync(descriptor);
  }
}
