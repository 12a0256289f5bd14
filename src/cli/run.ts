import { CaptureInputError } from '../session/captureInput';
import { TIMELINE_SUFFIX } from '../session/timeline/timelineFile';
import { parseArguments } from './arguments';
import { defaultFormat } from './askedOutput';
import { type CaptureTerminal, captureHosts } from './captureHosts';
import { fieldsPage } from './fieldsPage';
import { HELP } from './help';
import { chiselList, eventList, fieldList } from './lists';
import { printInfo } from './printInfo';
import { printPackets } from './printPackets';
import { printStreams } from './printStreams';
import { readCapture } from './readCapture';
import { readTimeline } from './readTimeline';
import type { CliRequest } from './request';
import { RequestError } from './requestError';
import { Status } from './status';
import { STREAM_COMMANDS, type StreamRequest } from './streamArguments';
import type { CliStreams } from './streams';
import { isTimeline } from './timelineCaptures';
import { UsageError } from './usageError';

/**
 * Runs the command line; returns the exit status. Without a terminal nobody is asked for anything. `inflater` is the bundled
 * script of the thread that inflates compressed captures; without it, this thread does that.
 */
export async function runCli(
  args: readonly string[],
  streams: CliStreams,
  version: () => string,
  terminal?: CaptureTerminal,
  inflater?: string,
): Promise<Status> {
  const say = (text: string): void => {
    streams.errors.write(`scaplens: ${text}\n`);
  };
  try {
    const request = parseArguments(args);
    if ('file' in request) refuseTimeline(request);
    if (request.kind === 'read') {
      const read = isTimeline(request) ? readTimeline : readCapture;
      return await read(request, streams, inflater);
    }
    if (request.kind === 'capture') return await captureHosts(request, streams, terminal);
    if (request.kind === 'packets') return await printPackets(request, streams, version, inflater);
    if (isStreamRequest(request)) return await printStreams(request, streams, version, inflater);
    if (request.kind === 'info') return await printInfo(request, streams, inflater);
    streams.out.write(information(request, streams, version));
    return Status.OK;
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message} See scaplens --help.`);
      return Status.USAGE;
    }
    if (error instanceof RequestError) {
      say(error.message);
      return Status.FAILED;
    }
    if (error instanceof CaptureInputError) {
      say(`error: ${error.message}`);
      return Status.FAILED;
    }
    throw error;
  }
}

/** What is about one capture cannot be asked of a list of several. */
function refuseTimeline({ kind, file }: Extract<CliRequest, { file: string }>): void {
  if (file.endsWith(TIMELINE_SUFFIX)) {
    throw new RequestError(`error: ${kind} reads one capture: name one of those that ${file} lists.`);
  }
}

function isStreamRequest(request: CliRequest): request is StreamRequest {
  return STREAM_COMMANDS.some((command) => command === request.kind);
}

/** What is printed without reading a capture. */
function information(
  request: Exclude<CliRequest, { kind: 'read' | 'info' | 'capture' | 'packets' | StreamRequest['kind'] }>,
  { isTerminal = false }: CliStreams,
  version: () => string,
): string {
  switch (request.kind) {
    case 'help':
      return HELP;
    case 'version':
      return `scaplens version ${version()}\n`;
    case 'format':
      return `${request.format ?? defaultFormat(isTerminal)}\n`;
    case 'fields':
      return request.markdown ? fieldsPage() : fieldList();
    case 'events':
      return eventList();
    case 'chisels':
      return chiselList();
  }
}
