import { openCaptureBytes } from '../captureBytes';
import { CaptureSession } from '../captureSession';
import { inflateLimits } from '../gzip/inflateLimits';
import { receiveContent } from '../sentContent';
import { readWorkerData } from '../workerData';
import { WEB_CODEC } from './webCodec';
import { webPort } from './webPort';
import type { MessageTarget } from './workerScope';

declare const self: MessageTarget;

let started = false;

// The entry of a browser's worker: one capture, one reading of it. The first message says which, another brings its content.
self.addEventListener('message', ({ data }) => {
  if (started) return;
  started = true;
  const { path, capture, generation, inflateLimit } = readWorkerData(data);
  const port = webPort(self);
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  const content = receiveContent(port.onMessage);
  const session = new CaptureSession(port, { capture, generation }, fileName);
  void session.run(async () => openCaptureBytes(await content, inflateLimits(inflateLimit), WEB_CODEC));
});
