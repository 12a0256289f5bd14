import type { FieldContext } from '../engine/fields/fieldReader';
import { compileFilter } from '../engine/filter/filter';
import { RawEvents } from '../engine/trace/rawEvents';
import { Selection as Rows, type Selection, selectShown } from '../engine/trace/selection';
import { TraceBuilder } from '../engine/trace/traceBuilder';
import type { CaptureInput } from '../session/captureInput';
import { isUnreadable } from '../session/failures';
import { inflateLimits } from '../session/gzip/inflateLimits';
import { openCaptureFile } from '../session/node/captureFile';
import { noticesOf } from '../session/notices';
import type { CaptureNotice } from '../session/protocol';
import { finishTrace, startTrace } from '../session/readingProgress';
import { markedError } from './requestError';
import { Status } from './status';
import type { CliStreams } from './streams';

/** A capture that was read to its end, or as far as it can be, and whose bytes can be read again. */
export interface WholeCapture {
  readonly context: FieldContext;
  /** The events that a filter keeps; for an empty one, all that are shown. Throws a `RequestError` for one that is not valid. */
  select(filter: string): Selection;
  /** Says on the error stream what the capture lacks; the exit status that follows from it. */
  status(): Status;
}

/** What to read, and with what. */
export interface WholeCaptureRequest {
  readonly file: string;
  readonly inflateLimit: number | undefined;
  /** What its host is called, and what is to be added to its clock, as `Trace` has them. */
  readonly host?: string | undefined;
  readonly clockCorrection?: bigint;
}

/** Reads a capture whole, hands it over, and closes it. `inflater`: see `runCli`. */
export async function withWholeCapture(
  { file, inflateLimit, host, clockCorrection = 0n }: WholeCaptureRequest,
  { errors }: CliStreams,
  inflater: string | undefined,
  use: (capture: WholeCapture) => Promise<Status>,
): Promise<Status> {
  const input = openCaptureFile(file, { limits: inflateLimits(inflateLimit), inflater });
  const builder = new TraceBuilder();
  builder.trace.hostLabel = host;
  builder.trace.clockCorrection = clockCorrection;
  try {
    const failures = await readAll(input, builder);
    const { trace } = builder;
    const context: FieldContext = { trace, raw: new RawEvents(trace, input.source) };
    return await use({
      context,
      select: (filter) => select(context, filter),
      status() {
        const notices = [...failures, ...input.notices, ...noticesOf(builder.damage.list())];
        const nothing = trace.events.length === 0 && notices.some(({ severity }) => severity === 'error');
        const severity = nothing ? 'error' : 'warning';
        for (const { message } of notices) errors.write(`scaplens: ${severity}: ${file}: ${message}\n`);
        return nothing ? Status.FAILED : Status.OK;
      },
    });
  } finally {
    input.close();
  }
}

/** Reads to the end; returns what kept it from going on, apart from the capture's own damage. */
async function readAll(input: CaptureInput, builder: TraceBuilder): Promise<CaptureNotice[]> {
  startTrace(builder, input);
  try {
    while (!builder.ended) {
      const piece = await input.next();
      if (piece === undefined) break;
      builder.feed(piece);
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return [{ severity: 'error', reason: error.reason, message: error.message }];
  } finally {
    finishTrace(builder, input);
  }
  return [];
}

function select(context: FieldContext, text: string): Selection {
  const { events } = context.trace;
  const rows = new Rows();
  if (text === '') {
    selectShown(events, 0, events.length, rows);
    return rows;
  }
  const outcome = compileFilter(text, context);
  if (!outcome.accepted) {
    const [{ message, start, end }] = outcome.diagnostics;
    throw markedError('filter', text, message, start, end);
  }
  outcome.filter.select(0, events.length, rows);
  return rows;
}
