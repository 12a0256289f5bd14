import path from 'node:path';
import { type MessagePort, workerData } from 'node:worker_threads';

// The entry of a thread. A port of node is as good as a browser's, so there is one server for both, and one bundle: this
// stands beside the folder of the bundles for browsers.
Object.assign(globalThis, { self: (workerData as { readonly port: MessagePort }).port });
require(path.join(__dirname, 'web', 'worker.js'));
