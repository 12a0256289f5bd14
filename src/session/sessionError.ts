import type { SessionFailure } from './protocol';

/** Why a request cannot be answered. */
export class SessionRequestError extends Error {
  constructor(
    readonly reason: SessionFailure['reason'],
    message: string,
  ) {
    super(message);
    this.name = 'SessionRequestError';
  }
}
