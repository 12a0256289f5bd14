import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openCaptureBytes } from './captureBytes';
import { inflateLimits } from './gzip/inflateLimits';
import { openCaptureFile } from './node/captureFile';
import { isFoldThread, serveFolds } from './node/foldServer';
import { GrowingInput } from './node/growingInput';
import { NODE_CODEC } from './node/nodeCodec';
import { nodePort } from './node/nodePort';
import { runSession } from './runSession';
import { receiveContent } from './sentContent';
import { readWorkerData } from './workerData';

/** The thread that inflates, bundled beside this one. */
const INFLATER = path.join(__dirname, 'inflater.js');

// The entry of the worker thread: one capture, or several of a timeline, and one reading of it; or parts to fold.
if (parentPort && isFoldThread(workerData)) {
  serveFolds(parentPort);
} else if (parentPort) {
  const data = readWorkerData(workerData);
  const { captures, inflateLimit, indexFolder } = data;
  const port = nodePort(parentPort);
  const limits = inflateLimits(inflateLimit);
  const contents = captures.map(({ sent }, place) => (sent ? receiveContent(port.onMessage, place) : undefined));
  void runSession(port, data, path.basename, async (place) => {
    const { path: file, growing, eventsBefore } = captures[place];
    const content = contents[place];
    if (growing) return GrowingInput.open(captures[place]);
    return content
      ? openCaptureBytes(await content, limits, NODE_CODEC)
      : openCaptureFile(file, { limits, inflater: INFLATER, indexFolder, eventsBefore });
  });
}
