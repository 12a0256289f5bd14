/** What a capture's worker is started with. */
export interface WorkerData {
  readonly path: string;
  readonly capture: string;
  readonly generation: number;
}

/** Reads back what the worker was started with; throws where it was started by something else. */
export function readWorkerData(data: unknown): WorkerData {
  if (typeof data === 'object' && data !== null && 'path' in data && 'capture' in data && 'generation' in data) {
    const { path, capture, generation } = data;
    if (typeof path === 'string' && typeof capture === 'string' && typeof generation === 'number') {
      return { path, capture, generation };
    }
  }
  throw new TypeError('The worker was started without a capture.');
}
