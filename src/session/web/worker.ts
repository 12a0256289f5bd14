import { openCaptureBytes } from '../captureBytes';
import { inflateLimits } from '../gzip/inflateLimits';
import { runSession } from '../runSession';
import { receiveContent } from '../sentContent';
import { readWorkerData } from '../workerData';
import { WEB_CODEC } from './webCodec';
import { webPort } from './webPort';
import type { MessageTarget } from './workerScope';

declare const self: MessageTarget;

let started = false;

// The entry of a browser's worker: one capture, or several of a timeline, and one reading of it. The first message says which,
// others bring their contents.
self.addEventListener('message', ({ data: message }) => {
  if (started) return;
  started = true;
  const data = readWorkerData(message);
  const port = webPort(self);
  const contents = data.captures.map((_capture, place) => receiveContent(port.onMessage, place));
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  void runSession(port, data, nameOf, async (place) =>
    openCaptureBytes(await contents[place], inflateLimits(data.inflateLimit), WEB_CODEC),
  );
});
