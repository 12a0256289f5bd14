import { parentPort, workerData } from 'node:worker_threads';
import { CaptureInputError } from './captureInput';
import { InflatePass } from './gzip/inflatePass';
import { inflateSpan } from './gzip/spanPass';
import type { InflaterAnswer, InflaterData, InflaterTask } from './node/inflaterThread';
import { inflateBetween, nodeInflater } from './node/nodeInflate';
import { PositionedFile } from './node/positionedFile';

// The entry of a thread that inflates. Each task is answered once, in its buffer.
if (parentPort) {
  const port = parentPort;
  const { descriptor, size, limits }: InflaterData = workerData;
  const file = PositionedFile.lent(descriptor, size);
  const pass = new InflatePass(file, limits, nodeInflater());
  const work = async ({ buffer, span }: InflaterTask): Promise<void> => {
    try {
      const piece = span ? inflateSpan(file, span.span, span.last, buffer, inflateBetween) : await pass.next(buffer);
      port.postMessage({ piece } satisfies InflaterAnswer, [buffer]);
    } catch (error) {
      if (!(error instanceof CaptureInputError)) throw error;
      port.postMessage({ failure: error.message } satisfies InflaterAnswer);
    }
  };
  let worked = Promise.resolve();
  port.on('message', (task: InflaterTask) => {
    worked = worked.then(() => work(task));
  });
}
