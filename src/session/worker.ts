import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { CaptureSession } from './captureSession';
import { openCaptureFile } from './node/captureFile';
import { inflateLimits } from './node/inflateLimits';
import { nodePort } from './node/nodePort';
import { readWorkerData } from './node/workerData';

// The entry of the worker thread: one capture, one reading of it.
if (parentPort) {
  const { path, capture, generation, inflateLimit } = readWorkerData(workerData);
  const session = new CaptureSession(nodePort(parentPort), { capture, generation }, basename(path));
  void session.run(() => openCaptureFile(path, { limits: inflateLimits(inflateLimit) }));
}
