import type { Writable } from 'node:stream';
import { compileFilter } from '../engine/filter/filter';
import { RawEvents } from '../engine/trace/rawEvents';
import { TraceBuilder } from '../engine/trace/traceBuilder';
import { type CaptureInput, CaptureInputError } from '../session/captureInput';
import { isUnreadable } from '../session/failures';
import { openCaptureFile } from '../session/node/captureFile';
import { noticesOf } from '../session/notices';
import type { CaptureNotice, FilterDiagnostic } from '../session/protocol';
import { finishTrace } from '../session/readingProgress';
import { type CliRequest, HELP, parseArguments, UsageError } from './arguments';
import { EventPrinter } from './eventPrinter';
import { LineWriter } from './lineWriter';
import { RecentBytes } from './recentBytes';

/** Exit statuses. */
export const Status = {
  OK: 0,
  /** Nothing of the capture could be read, or the filter is not valid. */
  FAILED: 1,
  /** The command line cannot be understood. */
  USAGE: 2,
} as const;

/** What the program talks to. */
export interface CliStreams {
  readonly out: Writable;
  readonly errors: Writable;
}

/** Runs the command line; returns the exit status. */
export async function runCli(args: readonly string[], streams: CliStreams, version: () => string): Promise<number> {
  const say = (text: string): void => {
    streams.errors.write(`scaplens: ${text}\n`);
  };
  try {
    const request = parseArguments(args);
    if (request.kind === 'print') return await print(request, streams, say);
    streams.out.write(request.kind === 'help' ? HELP : `scaplens version ${version()}\n`);
    return Status.OK;
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message} See scaplens --help.`);
      return Status.USAGE;
    }
    if (error instanceof CaptureInputError) {
      say(`error: ${error.message}`);
      return Status.FAILED;
    }
    throw error;
  }
}

async function print(
  { file, limit, filter: text }: Extract<CliRequest, { kind: 'print' }>,
  { out, errors }: CliStreams,
  say: (text: string) => void,
): Promise<number> {
  const builder = new TraceBuilder();
  const { trace } = builder;
  const recent = new RecentBytes();
  const input = openCaptureFile(file, { keepInflated: () => recent });
  const raw = new RawEvents(trace, input.source);
  const compiled = text === '' ? undefined : compileFilter(text, { trace, raw });
  if (compiled?.accepted === false) {
    errors.write(diagnosticText(text, compiled.diagnostics[0]));
    input.close();
    return Status.FAILED;
  }
  const writer = new LineWriter(out);
  const printer = new EventPrinter(trace, raw, compiled?.filter, limit, writer);
  const notices: CaptureNotice[] = [];
  try {
    const complete = await printAll(input, builder, printer, recent);
    if (!complete) return Status.OK;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    notices.push({ severity: 'error', reason: error.reason, message: error.message });
  } finally {
    input.close();
  }
  if (notices.length === 0) finishTrace(builder, input);
  notices.push(...input.notices, ...noticesOf(builder.damage.list()));
  const nothing = trace.events.length === 0 && notices.some(({ severity }) => severity === 'error');
  // What was printed is right as far as it goes: only where there is nothing, it is an error.
  for (const { message } of notices) say(`${nothing ? 'error' : 'warning'}: ${file}: ${message}`);
  return nothing ? Status.FAILED : Status.OK;
}

/** Reads the capture and prints its events as they come; false when nothing more was to be printed before its end. */
async function printAll(
  input: CaptureInput,
  builder: TraceBuilder,
  printer: EventPrinter,
  recent: RecentBytes,
): Promise<boolean> {
  while (!builder.ended) {
    const piece = await input.next();
    if (piece === undefined) break;
    builder.feed(piece);
    if (await printer.advance()) return false;
    recent.forget(builder.position);
  }
  return true;
}

/** The message, the filter, and carets under what is wrong in it. */
function diagnosticText(filter: string, { message, start, end }: FilterDiagnostic): string {
  const carets = '^'.repeat(Math.max(1, Math.min(end, filter.length) - start));
  // Tabs keep their width above the carets; a line break would move them.
  const indent = filter.slice(0, start).replace(/[^\t]/g, ' ');
  return `scaplens: filter, at character ${start + 1}: ${message}\n  ${filter.replace(/[\r\n]/g, ' ')}\n  ${indent}${carets}\n`;
}
