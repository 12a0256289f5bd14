/** What a capture's worker is started with. */
export interface WorkerData {
  /** Of the capture, or of the list of a timeline. */
  readonly path: string;
  /** One capture, unless it is a timeline. */
  readonly captures: readonly CaptureFile[];
  /** The captures are read as one, in order of time. */
  readonly timeline: boolean;
  readonly capture: string;
  readonly generation: number;
  /** Another reading is shown meanwhile: nobody has a first look at this one. */
  readonly behind: boolean;
  /** Most bytes that a compressed capture may inflate to; undefined: the usual limits. */
  readonly inflateLimit?: number;
  /** A folder of the extension's own, for seek indexes; undefined: they are not kept. */
  readonly indexFolder?: string;
}

/** A capture that a worker is to read. */
export interface CaptureFile {
  /** On this machine's disk; elsewhere only its last part counts, the name. */
  readonly path: string;
  /** The worker cannot read the capture itself: its content comes as a message. */
  readonly sent: boolean;
  /**
   * The capture is still being written: it is followed until it is said to have ended. `parts`: only its end is kept, and it lies
   * in parts (`node/captureParts`) until then.
   */
  readonly growing: 'file' | 'parts' | undefined;
  /** Events of the recording before the first one in the file, which were not kept. */
  readonly eventsBefore: number;
  /** As `Trace` has them: what its host is called, and what is to be added to its clock, in ns. */
  readonly host?: string | undefined;
  readonly clockCorrection: bigint;
}

/** Reads back what the worker was started with; throws where it was started by something else. */
export function readWorkerData(data: unknown): WorkerData {
  if (typeof data === 'object' && data !== null && 'path' in data && 'capture' in data && 'generation' in data) {
    const { path, capture, generation } = data;
    const timeline = 'timeline' in data && data.timeline === true;
    const captures = 'captures' in data && Array.isArray(data.captures) ? data.captures.map(captureFile) : [];
    const behind = 'behind' in data && data.behind === true;
    const inflateLimit = 'inflateLimit' in data ? limitOf(data.inflateLimit) : undefined;
    const indexFolder = 'indexFolder' in data && typeof data.indexFolder === 'string' ? data.indexFolder : undefined;
    if (
      typeof path === 'string' &&
      typeof capture === 'string' &&
      typeof generation === 'number' &&
      captures.length > 0
    ) {
      return { path, captures, timeline, capture, generation, behind, inflateLimit, indexFolder };
    }
  }
  throw startedWrongly();
}

function captureFile(data: unknown): CaptureFile {
  if (typeof data !== 'object' || data === null || !('path' in data) || typeof data.path !== 'string') {
    throw startedWrongly();
  }
  return {
    path: data.path,
    sent: 'sent' in data && data.sent === true,
    growing: 'growing' in data && (data.growing === 'file' || data.growing === 'parts') ? data.growing : undefined,
    eventsBefore: 'eventsBefore' in data && typeof data.eventsBefore === 'number' ? data.eventsBefore : 0,
    host: 'host' in data && typeof data.host === 'string' ? data.host : undefined,
    clockCorrection: 'clockCorrection' in data && typeof data.clockCorrection === 'bigint' ? data.clockCorrection : 0n,
  };
}

function startedWrongly(): TypeError {
  return new TypeError('The worker was started without a capture.');
}

/** A limit comes from the settings, where anything may stand: what is no positive whole number is none. */
function limitOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
