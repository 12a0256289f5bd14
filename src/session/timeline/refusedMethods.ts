import type { SessionHandlers } from '../requestQueue';
import { SessionRequestError } from '../sessionError';

/** What cannot be asked of several hosts together. */
type RefusedMethod = 'packetFile' | 'conversationFile' | 'httpArchive' | 'echo' | 'echoPlace' | 'echoFind' | 'echoText';

/** Fails with a sentence that says what is not possible and what is. */
function refuse(what: string): () => never {
  return () => {
    throw new SessionRequestError('bad-request', `${what}: open the capture of one host by itself.`);
  };
}

const noEcho = refuse('What several hosts read and wrote is not shown as one text');

/** Methods that make one thing of a whole capture, on a timeline. */
export const REFUSED_METHODS: Pick<SessionHandlers, RefusedMethod> = {
  packetFile: refuse('Packets of several hosts cannot be written to one file'),
  conversationFile: refuse('Conversations of several hosts cannot be written to one file'),
  httpArchive: refuse('Requests of several hosts cannot be written to one archive'),
  echo: noEcho,
  echoPlace: noEcho,
  echoFind: noEcho,
  echoText: noEcho,
};
