import { EventArguments } from '../capture/eventArguments';

/**
 * Copies of parameters that calls wait with for their end. A copy that is no longer needed is used again for the next call,
 * of whatever thread: there are as many as calls were ever open at a time.
 */
export class KeptArguments {
  private readonly free: EventArguments[] = [];

  copyOf(event: EventArguments): EventArguments {
    const copy = this.free.pop() ?? new EventArguments();
    copy.copyFrom(event);
    return copy;
  }

  /** Says that nobody uses a copy any more. */
  release(copy: EventArguments): void {
    this.free.push(copy);
  }
}
