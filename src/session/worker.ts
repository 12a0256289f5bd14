import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openCaptureBytes } from './captureBytes';
import { CaptureSession } from './captureSession';
import { inflateLimits } from './gzip/inflateLimits';
import { openCaptureFile } from './node/captureFile';
import { GrowingInput } from './node/growingInput';
import { NODE_CODEC } from './node/nodeCodec';
import { nodePort } from './node/nodePort';
import { receiveContent } from './sentContent';
import { readWorkerData } from './workerData';

/** The thread that inflates, bundled beside this one. */
const INFLATER = path.join(__dirname, 'inflater.js');

// The entry of the worker thread: one capture, one reading of it.
if (parentPort) {
  const { path: file, sent, growing, capture, generation, inflateLimit, indexFolder } = readWorkerData(workerData);
  const port = nodePort(parentPort);
  const limits = inflateLimits(inflateLimit);
  const content = sent ? receiveContent(port.onMessage) : undefined;
  const session = new CaptureSession(port, { capture, generation }, path.basename(file));
  void session.run(async () => {
    if (growing) return GrowingInput.open(file);
    return content
      ? openCaptureBytes(await content, limits, NODE_CODEC)
      : openCaptureFile(file, { limits, inflater: INFLATER, indexFolder });
  });
}
