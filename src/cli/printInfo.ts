import { captureInfo, type UnreadPart } from '../engine/info/captureInfo';
import { infoJson } from '../engine/info/infoJson';
import { infoText } from '../engine/info/infoText';
import { TraceBuilder } from '../engine/trace/traceBuilder';
import type { CaptureInput } from '../session/captureInput';
import { inflateLimits } from '../session/gzip/inflateLimits';
import { openCaptureFile } from '../session/node/captureFile';
import type { CaptureNotice } from '../session/protocol';
import { finishTrace, startTrace } from '../session/readingProgress';
import type { InfoRequest } from './request';
import { Status } from './status';
import type { CliStreams } from './streams';

/** Prints what a capture holds and lacks; returns the exit status. `inflater`: see `runCli`. */
export async function printInfo(
  { file, json, inflateLimit }: InfoRequest,
  { out, errors }: CliStreams,
  inflater?: string,
): Promise<Status> {
  const input = openCaptureFile(file, { limits: inflateLimits(inflateLimit), inflater });
  const builder = new TraceBuilder();
  try {
    await readAll(input, builder);
  } finally {
    input.close();
  }
  const damage = [...input.notices.map(damageOfFile), ...builder.damage.list()];
  if (builder.trace.origin.sections.length === 0) {
    for (const { message } of damage) errors.write(`scaplens: error: ${file}: ${message}\n`);
    return Status.FAILED;
  }
  const info = captureInfo(builder.trace, damage);
  out.write(json ? `${infoJson(info)}\n` : infoText(info));
  return Status.OK;
}

/** What is wrong with the file itself, told as damage inside the capture is. */
function damageOfFile({ severity, reason, message, offset = 0 }: CaptureNotice): UnreadPart {
  return { reason, detail: '', offset, message, count: 1, fatal: severity === 'error' };
}

/** Reads a capture to its end; none of its bytes are asked for again. */
async function readAll(input: CaptureInput, builder: TraceBuilder): Promise<void> {
  startTrace(builder, input);
  while (!builder.ended) {
    const piece = await input.next();
    if (piece === undefined) break;
    builder.feed(piece);
  }
  finishTrace(builder, input);
}
