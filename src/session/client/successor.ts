import type { CaptureProgress, MessageFromSession } from '../protocol';
import type { WorkerLink } from './workerLink';

/** Bytes of a growing capture that are still to be read when it is as far as makes no difference to who looks. */
const NEAR = 1024 * 1024;

/** A reading that takes the place of the one that is shown once it has come as far, so that nobody has to wait for it. */
export class Successor {
  /** The first thing that pages have to hear of it. */
  private first: readonly MessageFromSession[] = [];

  constructor(
    readonly worker: WorkerLink,
    /** It has come as far: what pages have to hear of it so far. */
    private readonly ready: (messages: readonly MessageFromSession[], progress: CaptureProgress) => void,
  ) {}

  receive(message: MessageFromSession): void {
    if (message.kind !== 'event') return;
    if (message.event === 'restarted') this.first = [message];
    if (message.event === 'progress' && isThere(message.payload)) this.ready([...this.first, message], message.payload);
  }
}

function isThere({ state, growing, bytesRead, bytesTotal }: CaptureProgress): boolean {
  return state !== 'reading' || (growing && bytesTotal - bytesRead <= NEAR);
}
