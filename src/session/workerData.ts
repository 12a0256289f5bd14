/** What a capture's worker is started with. */
export interface WorkerData {
  /** Of the capture on this machine's disk; elsewhere only its last part counts, the name. */
  readonly path: string;
  /** The worker cannot read the capture itself: its content comes as a message. */
  readonly sent: boolean;
  /** The capture is still being written: it is followed until it is said to have ended. */
  readonly growing: boolean;
  readonly capture: string;
  readonly generation: number;
  /** Most bytes that a compressed capture may inflate to; undefined: the usual limits. */
  readonly inflateLimit?: number;
  /** A folder of the extension's own, for seek indexes; undefined: they are not kept. */
  readonly indexFolder?: string;
}

/** Reads back what the worker was started with; throws where it was started by something else. */
export function readWorkerData(data: unknown): WorkerData {
  if (typeof data === 'object' && data !== null && 'path' in data && 'capture' in data && 'generation' in data) {
    const { path, capture, generation } = data;
    const sent = 'sent' in data && data.sent === true;
    const growing = 'growing' in data && data.growing === true;
    const inflateLimit = 'inflateLimit' in data ? limitOf(data.inflateLimit) : undefined;
    const indexFolder = 'indexFolder' in data && typeof data.indexFolder === 'string' ? data.indexFolder : undefined;
    if (typeof path === 'string' && typeof capture === 'string' && typeof generation === 'number') {
      return { path, sent, growing, capture, generation, inflateLimit, indexFolder };
    }
  }
  throw new TypeError('The worker was started without a capture.');
}

/** A limit comes from the settings, where anything may stand: what is no positive whole number is none. */
function limitOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
