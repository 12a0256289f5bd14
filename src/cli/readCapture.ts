import type { FieldContext } from '../engine/fields/fieldReader';
import { type DeliveredRows, Deliveries } from '../engine/output/deliveries';
import { RawEvents } from '../engine/trace/rawEvents';
import { TraceBuilder } from '../engine/trace/traceBuilder';
import { writePart } from '../engine/writer/partWriter';
import type { CaptureInput } from '../session/captureInput';
import { isUnreadable } from '../session/failures';
import { inflateLimits } from '../session/gzip/inflateLimits';
import { openCaptureFile } from '../session/node/captureFile';
import { noticesOf } from '../session/notices';
import type { CaptureNotice } from '../session/protocol';
import { finishTrace, startTrace } from '../session/readingProgress';
import { askedOutput } from './askedOutput';
import { createCaptureFile } from './captureFile';
import { collector, type EventConsumer } from './consumers';
import { LineWriter } from './lineWriter';
import { printedTexts } from './printedTexts';
import { Progress } from './progress';
import type { ReadRequest } from './request';
import { statisticsText } from './statistics';
import { Status } from './status';
import type { CliStreams } from './streams';

/** Reads a capture and prints or writes what the request asks for; returns the exit status. `inflater`: see `runCli`. */
export async function readCapture(request: ReadRequest, streams: CliStreams, inflater?: string): Promise<Status> {
  const input = openCaptureFile(request.files[0], { limits: inflateLimits(request.inflateLimit), inflater });
  const reading = new Reading(request, streams, input);
  const started = performance.now();
  try {
    await reading.run();
    await reading.finish();
  } finally {
    input.close();
  }
  if (request.verbose) {
    streams.errors.write(statisticsText(reading.deliveries.count, (performance.now() - started) / 1000));
  }
  return reading.status();
}

/** One reading of a capture, from its first byte to as far as it is wanted. */
class Reading {
  readonly deliveries: Deliveries;
  private readonly builder = new TraceBuilder();
  private readonly consumers: EventConsumer[];
  private readonly out: LineWriter;
  private readonly progress: Progress | undefined;
  /** What kept the capture from being read on, apart from its own damage. */
  private readonly failures: CaptureNotice[] = [];
  /** The capture was read to its end, or as far as it can be. */
  private complete = false;

  constructor(
    private readonly request: ReadRequest,
    private readonly streams: CliStreams,
    private readonly input: CaptureInput,
  ) {
    const { trace } = this.builder;
    const context: FieldContext = { trace, raw: new RawEvents(trace, input.source), ...printedTexts(request) };
    this.out = new LineWriter(streams.out);
    this.progress = request.progress ? new Progress(streams.errors) : undefined;
    const asked = askedOutput(request, context, this.out, streams.isTerminal ?? false);
    this.consumers = [...asked.consumers, ...this.writing()];
    this.deliveries = new Deliveries(context, { ...request, filter: asked.filter });
  }

  /** Hands the events to the consumers while the capture is read, no faster than the output is taken. */
  async run(): Promise<void> {
    try {
      await this.readOn();
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.failures.push({ severity: 'error', reason: error.reason, message: error.message });
    }
  }

  /** Lets the consumers say what they have to say at the end. */
  async finish(): Promise<void> {
    for (const consumer of this.consumers) await consumer.finish?.();
    await this.out.flush();
    this.progress?.finish();
  }

  /** Tells what the capture lacks. What was printed is right as far as it goes: only where there is nothing, it is an error. */
  status(): Status {
    if (!this.complete && this.failures.length === 0) return Status.OK;
    const { builder, input, request } = this;
    const notices = [...this.failures, ...input.notices, ...noticesOf(builder.damage.list())];
    const nothing = builder.trace.events.length === 0 && notices.some(({ severity }) => severity === 'error');
    const severity = nothing ? 'error' : 'warning';
    for (const { message } of notices)
      this.streams.errors.write(`scaplens: ${severity}: ${request.files[0]}: ${message}\n`);
    return nothing ? Status.FAILED : Status.OK;
  }

  private async readOn(): Promise<void> {
    const { builder, input, request, deliveries } = this;
    startTrace(builder, input);
    while (!builder.ended) {
      const piece = await input.next();
      if (piece === undefined) break;
      builder.feed(piece);
      if (!request.sortsByTime && (await this.deliver(deliveries.next()))) return;
      this.progress?.show(input);
    }
    finishTrace(builder, input);
    this.complete = true;
    if (request.sortsByTime) await this.deliver(deliveries.inTimeOrder());
  }

  /** Hands rows over; true when no more are wanted. */
  private async deliver(rows: DeliveredRows): Promise<boolean> {
    const { out, deliveries, consumers } = this;
    for (let index = 0; index < rows.count; index++) {
      const row = rows.rowAt(index);
      for (const consumer of consumers) if (consumer.done !== true) consumer.take(row);
      if (out.full) await out.flush();
      if (out.closed || this.isDone()) return true;
    }
    await out.flush();
    return deliveries.ended || out.closed || this.isDone();
  }

  private isDone(): boolean {
    const { consumers } = this;
    return consumers.length > 0 && consumers.every(({ done }) => done === true);
  }

  /** The consumer that writes a capture, where one is to be written. */
  private writing(): EventConsumer[] {
    const { writeTo, compressed, files } = this.request;
    if (writeTo === undefined) return [];
    const written = createCaptureFile(writeTo, compressed, files[0]);
    const whenComplete = collector(async (rows) => {
      await writePart(this.builder.trace, this.input.source, rows, written.sink);
      await written.end();
    });
    return [whenComplete];
  }
}
