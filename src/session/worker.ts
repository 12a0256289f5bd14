import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { CaptureSession } from './captureSession';
import { inflateLimits } from './gzip/inflateLimits';
import { openCaptureFile } from './node/captureFile';
import { nodePort } from './node/nodePort';
import { readWorkerData } from './node/workerData';

/** The thread that inflates, bundled beside this one. */
const INFLATER = path.join(__dirname, 'inflater.js');

// The entry of the worker thread: one capture, one reading of it.
if (parentPort) {
  const { path: file, capture, generation, inflateLimit } = readWorkerData(workerData);
  const session = new CaptureSession(nodePort(parentPort), { capture, generation }, path.basename(file));
  void session.run(() => openCaptureFile(file, { limits: inflateLimits(inflateLimit), inflater: INFLATER }));
}
