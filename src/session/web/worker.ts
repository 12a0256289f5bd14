import { openCaptureBytes } from '../captureBytes';
import { inflateLimits } from '../gzip/inflateLimits';
import { runSession } from '../runSession';
import { receiveContent } from '../sentContent';
import { readWorkerData } from '../workerData';
import { WEB_CODEC } from './webCodec';
import { webPort } from './webPort';
import type { MessageTarget } from './workerScope';

/**
 * Reads one capture once, or several of a timeline, in a browser's worker, whose first message says which; others bring their
 * contents. Throws where the first message says nothing of the kind.
 */
export function startSession(scope: MessageTarget, first: unknown): void {
  const data = readWorkerData(first);
  const port = webPort(scope);
  const contents = data.captures.map((_capture, place) => receiveContent(port.onMessage, place));
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  void runSession(port, data, nameOf, async (place) =>
    openCaptureBytes(await contents[place], inflateLimits(data.inflateLimit), WEB_CODEC),
  );
}
