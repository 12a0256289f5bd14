import type { CaptureInput } from './captureInput';
import { CaptureSession } from './captureSession';
import { RequestQueue } from './requestQueue';
import type { SessionPort } from './sessionPort';
import { TimelineSession } from './timeline/timelineSession';
import type { WorkerData } from './workerData';

/** Opens the capture at a place among those of the worker. */
export type OpenCapture = (place: number) => CaptureInput | Promise<CaptureInput>;

/**
 * Reads what a worker was started for, and answers what is asked of it. `nameOf` gives the last part of a path. A capture by itself
 * keeps the order of its file, and has no host to be told from: it is no timeline of one.
 */
export function runSession(
  port: SessionPort,
  { path, captures, timeline, capture, generation, behind }: WorkerData,
  nameOf: (path: string) => string,
  open: OpenCapture,
): Promise<void> {
  const address = { capture, generation };
  if (!timeline) {
    const session = new CaptureSession(port, address, nameOf(path));
    new RequestQueue(port, address, session.handlers);
    if (behind) session.reading.notLookedAt();
    return session.run(() => open(0));
  }
  const named = captures.map((each) => ({ ...each, fileName: nameOf(each.path) }));
  const session = new TimelineSession(port, address, nameOf(path), named);
  new RequestQueue(port, address, session.handlers);
  if (behind) session.notLookedAt();
  return session.run(open);
}
