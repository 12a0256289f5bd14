/** Why a host could not be used, for programs. */
export type HostReason =
  | 'cannot-start'
  | 'unknown-host'
  | 'unreachable'
  | 'host-key-changed'
  | 'host-key-unknown'
  | 'login-refused'
  | 'connection-lost'
  | 'no-shell'
  | 'privilege-refused'
  | 'no-driver'
  | 'bad-filter'
  | 'no-sysdig'
  | 'sysdig-killed'
  | 'sysdig-failed'
  | 'disk-full'
  | 'cancelled';

/** A failure of a host, of the way to it, or of what runs there, in one sentence; `words`: what was said there. */
export class HostError extends Error {
  constructor(
    readonly reason: HostReason,
    message: string,
    /** The last lines of standard error: ssh's, sudo's and sysdig's own words. */
    readonly words: readonly string[] = [],
  ) {
    super(message);
    this.name = 'HostError';
  }
}
