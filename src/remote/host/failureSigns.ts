import type { HostReason } from './hostError';

/** By what a failure shows in standard error, and what it means. The first sign that is found counts. */
export interface FailureSign {
  readonly sign: RegExp;
  readonly reason: HostReason;
  readonly meaning: string;
}

/** What OpenSSH says before it gives up. */
export const SSH_SIGNS: readonly FailureSign[] = [
  {
    sign: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    reason: 'host-key-changed',
    meaning:
      'The host shows another key than the one in known_hosts: it was installed anew, or somebody stands between. Nothing was sent.',
  },
  {
    sign: /Host key verification failed/,
    reason: 'host-key-unknown',
    meaning: "The host's key is not in known_hosts and was not accepted.",
  },
  { sign: /Could not resolve hostname/, reason: 'unknown-host', meaning: 'No host of this name is known.' },
  {
    sign: /Permission denied|Too many authentication failures/,
    reason: 'login-refused',
    meaning: 'The host does not accept the login: no key, password or user that ssh offered was right.',
  },
  {
    sign: /Connection refused|Connection timed out|No route to host|Network is unreachable|Operation timed out/,
    reason: 'unreachable',
    meaning: 'The host cannot be reached.',
  },
  {
    sign: /Connection (reset|closed)|Broken pipe|Timeout, server .* not responding|client_loop/,
    reason: 'connection-lost',
    meaning: 'The connection to the host was lost.',
  },
];

/** What sudo, doas and sysdig say. */
export const CAPTURE_SIGNS: readonly FailureSign[] = [
  {
    sign: /a password is required|Sorry, try again|incorrect password|no password was provided|Authorization required/,
    reason: 'privilege-refused',
    meaning: 'The host did not give the rights to capture: the password was missing or wrong.',
  },
  {
    sign: /not in the sudoers file|not allowed to (execute|run)|may not run sudo|Operation not permitted\s*$/m,
    reason: 'privilege-refused',
    meaning: 'The host does not let this user run commands as root.',
  },
  {
    sign: /sysdig: (command )?not found|sysdig: No such file|exec: sysdig/,
    reason: 'no-sysdig',
    meaning: 'sysdig is not installed on the host, or not where root finds it.',
  },
  {
    sign: /Unable to load the driver|error opening device|Unable to load the BPF|can't open BPF probe|failed to load|libpman/i,
    reason: 'no-driver',
    meaning: "sysdig's driver could not be loaded on the host.",
  },
  {
    sign: /filter error|filter syntax error|syntax error in filter|filter_check called|unrecognized (field|comparison)/,
    reason: 'bad-filter',
    meaning: 'sysdig on the host does not understand the capture filter.',
  },
];
