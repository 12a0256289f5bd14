import { isFilterServerStart } from '../language/protocol';
import { startFilterServer } from '../language/web/server';
import { startSession } from '../session/web/worker';
import type { MessageTarget } from '../session/web/workerScope';

declare const self: MessageTarget & Parameters<typeof startFilterServer>[0];

let started = false;

// The entry of a browser's workers: a session and the language server share most of their code, so they are one bundle. The
// first message says which of them a worker is.
self.addEventListener('message', ({ data }: { readonly data: unknown }) => {
  if (started) return;
  started = true;
  if (isFilterServerStart(data)) startFilterServer(self);
  else startSession(self, data);
});
