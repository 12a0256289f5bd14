import { parentPort, workerData } from 'node:worker_threads';
import { CaptureInputError } from './captureInput';
import { InflatePass } from './gzip/inflatePass';
import type { InflaterAnswer, InflaterData } from './node/inflateThread';
import { PositionedFile } from './node/positionedFile';

// The entry of the thread that inflates. Each buffer that comes is answered once, with the next piece in it.
if (parentPort) {
  const port = parentPort;
  const { descriptor, size, limits }: InflaterData = workerData;
  const pass = new InflatePass(PositionedFile.lent(descriptor, size), limits);
  port.on('message', (buffer: ArrayBuffer) => {
    if (pass.ended) return;
    try {
      const piece = pass.next(buffer);
      port.postMessage({ piece } satisfies InflaterAnswer, [buffer]);
    } catch (error) {
      if (!(error instanceof CaptureInputError)) throw error;
      port.postMessage({ failure: error.message } satisfies InflaterAnswer);
    }
  });
}
