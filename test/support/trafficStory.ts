import { type EventRow, NO_FD, NO_THREAD } from '../../src/engine/base/brands';
import { EVENT_TYPES } from '../../src/engine/capture/eventTable';
import { FdKind, Protocol } from '../../src/engine/capture/fdList';
import { fdName } from '../../src/engine/format/fdText';
import { RowFlag } from '../../src/engine/trace/eventColumns';
import type { Trace } from '../../src/engine/trace/trace';

/** Calls that move data and say how much. */
const TRANSFERS = /^(p?(read|write)v?|send(to|msg)?|recv(from|msg)?)$/;

/** What happened between two moments, whatever schema the capture has: bytes moved, by who, what and call. */
export interface TrafficStory {
  /** `nginx read /etc/hosts` → bytes. */
  readonly files: ReadonlyMap<string, number>;
  /** `curl sendto 10.0.0.1:1000->10.0.0.2:80` → bytes: connections of TCP and of unix sockets. */
  readonly conversations: ReadonlyMap<string, number>;
  /** `dnsmasq sendto` → bytes in datagrams, of which older captures do not always know the sender. */
  readonly datagrams: ReadonlyMap<string, number>;
  /** `nginx (19264)`: every thread that moved data, with the arguments of its program. */
  readonly processes: ReadonlySet<string>;
}

/** First and last time of the listed events, in ns since the epoch. */
export function timeSpan(trace: Trace): readonly [first: bigint, last: bigint] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0 as EventRow; row < trace.events.length; row++) {
    if ((trace.events.flags(row) & RowFlag.HIDDEN) !== 0) continue;
    first = Math.min(first, trace.events.time(row));
    last = Math.max(last, trace.events.time(row));
  }
  return [trace.timeBase + BigInt(first), trace.timeBase + BigInt(last)];
}

/** The story of a trace between two moments, in ns since the epoch. */
export function trafficStory(trace: Trace, from: bigint, to: bigint): TrafficStory {
  const story = { files: new Map(), conversations: new Map(), datagrams: new Map(), processes: new Set<string>() };
  const { events, fds, threads, texts } = trace;
  for (let row = 0 as EventRow; row < events.length; row++) {
    const time = trace.timeBase + BigInt(events.time(row));
    const type = EVENT_TYPES[events.type(row)];
    const fd = events.fd(row);
    const thread = events.thread(row);
    if (time < from || time > to || type.direction !== '<' || !TRANSFERS.test(type.name)) continue;
    if (fd === NO_FD || thread === NO_THREAD || !fds.isKnown(fd) || events.result(row) < 0) continue;
    const { kind, protocol } = fds.facts(fd);
    const comm = texts.text(threads.get(thread, 'comm'));
    const call = `${comm} ${type.name}`;
    story.processes.add(`${comm} (${threads.get(thread, 'tid')}) ${texts.text(threads.get(thread, 'args'))}`);
    if (kind === FdKind.FILE_WITH_FLAGS) add(story.files, `${call} ${fdName(trace, fd)}`, events.result(row));
    else if (protocol === Protocol.UDP) add(story.datagrams, call, events.result(row));
    else if (protocol === Protocol.TCP || kind === FdKind.UNIX) {
      add(story.conversations, `${call} ${fdName(trace, fd)}`, events.result(row));
    }
  }
  return story;
}

function add(sums: Map<string, number>, key: string, bytes: number): void {
  sums.set(key, (sums.get(key) ?? 0) + bytes);
}
