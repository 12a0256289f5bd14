import { CaptureInputError } from './captureInput';

/** The content of a capture that the worker cannot read itself, or why there is none; `place`: which of the worker's captures. */
export type SentContent =
  | { readonly kind: 'content'; readonly place: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'content'; readonly place: number; readonly failure: string };

/** Reads a capture for a worker that cannot do that; never rejects. */
export async function contentOf(read: () => Promise<Uint8Array>, place: number): Promise<SentContent> {
  try {
    const bytes = await read();
    // Its memory is handed over, and must be its own.
    return { kind: 'content', place, bytes: ownsItsMemory(bytes) ? bytes : new Uint8Array(bytes) };
  } catch (error) {
    return { kind: 'content', place, failure: error instanceof Error ? error.message : 'The capture cannot be read.' };
  }
}

/** What has to be handed over with a message to a worker, so that it is not copied. */
export function memoryOf(message: { readonly kind: string }): ArrayBuffer[] {
  return isContent(message) && 'bytes' in message ? [message.bytes.buffer] : [];
}

/**
 * The worker's side: resolves with the content that is sent of the capture at a place; rejects with a `CaptureInputError` where
 * there is none.
 */
export function receiveContent(
  onMessage: (receive: (message: unknown) => void) => void,
  place: number,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    onMessage((message) => {
      if (!isContent(message) || message.place !== place) return;
      if ('bytes' in message) resolve(message.bytes);
      else reject(new CaptureInputError(message.failure));
    });
  });
}

function ownsItsMemory(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
}

/** Only the host sends this kind of message: what a page sends goes through as a request or a cancel. */
function isContent(message: unknown): message is SentContent {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'content';
}
