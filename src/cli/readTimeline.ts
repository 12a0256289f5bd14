import type { FieldContext } from '../engine/fields/fieldReader';
import { Deliveries } from '../engine/output/deliveries';
import { PRESETS } from '../engine/output/presets';
import { MergedRows, type TimedRows } from '../engine/trace/mergedRows';
import { clockShift } from '../session/timeline/timelineClock';
import { askedOutput, defaultFormat } from './askedOutput';
import type { EventConsumer } from './consumers';
import { LineWriter } from './lineWriter';
import { printedTexts } from './printedTexts';
import type { ReadRequest } from './request';
import { Status } from './status';
import type { CliStreams } from './streams';
import { capturesOf } from './timelineCaptures';
import { type WholeCapture, type WholeCaptureRequest, withWholeCapture } from './wholeCapture';

/** Lines that are looked up at once. */
const LINES_AT_ONCE = 4096;
const BILLION = 1e9;

/** Prints the events of several captures in order of time; returns the exit status. `inflater`: see `runCli`. */
export async function readTimeline(request: ReadRequest, streams: CliStreams, inflater?: string): Promise<Status> {
  const captures = request.files.flatMap((file) => capturesOf(file, request.inflateLimit));
  return withAll(captures, [], (whole) => print(whole, request, streams));

  async function withAll(
    left: readonly WholeCaptureRequest[],
    opened: readonly WholeCapture[],
    use: (whole: readonly WholeCapture[]) => Promise<void>,
  ): Promise<Status> {
    const [next, ...others] = left;
    if (next !== undefined) {
      return withWholeCapture(next, streams, inflater, (capture) => withAll(others, [...opened, capture], use));
    }
    await use(opened);
    const statuses = opened.map((capture) => capture.status());
    return statuses.includes(Status.OK) ? Status.OK : Status.FAILED;
  }
}

/** One capture on its way to the output. */
interface Printed {
  readonly context: FieldContext;
  readonly consumers: readonly EventConsumer[];
  readonly rows: TimedRows;
}

async function print(captures: readonly WholeCapture[], request: ReadRequest, streams: CliStreams): Promise<void> {
  const out = new LineWriter(streams.out);
  const isTerminal = streams.isTerminal ?? false;
  const format = withHost(request.format ?? defaultFormat(isTerminal && !request.json));
  const timeBase = captures[0].context.trace.timeBase;
  const printed = captures.map((capture): Printed => {
    const context: FieldContext = { ...capture.context, ...printedTexts(request) };
    const { filter, consumers } = askedOutput({ ...request, format }, context, out, isTerminal);
    const rows = new Deliveries(context, { filter, limit: undefined, seconds: undefined }).inTimeOrder();
    const { events } = context.trace;
    const shift = clockShift(context.trace, timeBase);
    const timed = {
      count: rows.count,
      rowAt: rows.rowAt,
      timeOf: (row) => events.time(row) + shift,
    } satisfies TimedRows;
    return { context, consumers, rows: timed };
  });
  await deliver(printed, request, out);
}

/** Hands the lines over in order of time, up to where a limit ends them. */
async function deliver(
  printed: readonly Printed[],
  { limit = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY }: ReadRequest,
  out: LineWriter,
): Promise<void> {
  const merged = new MergedRows(printed.map(({ rows }) => rows));
  const end = Math.min(limit, merged.count);
  let latest: number | undefined;
  for (let from = 0; from < end; from += LINES_AT_ONCE) {
    for (const { capture, row } of merged.lines(from, Math.min(LINES_AT_ONCE, end - from))) {
      const { rows, consumers } = printed[capture];
      const time = rows.timeOf(row);
      latest ??= time + seconds * BILLION;
      if (time >= latest || out.closed) return out.flush();
      for (const consumer of consumers) consumer.take(row);
      if (out.full) await out.flush();
    }
  }
  await out.flush();
}

/** A format of Scaplens's own with the host beside the number of the event; any other as it is. */
function withHost(format: string): string {
  const isOwn = Object.values(PRESETS).includes(format);
  return isOwn ? format.replace('%evt.num ', '%evt.num %host.name ') : format;
}
