import { CAPTURE_SIGNS, type FailureSign, SSH_SIGNS } from './failureSigns';
import { HostError } from './hostError';

/** Status of ssh itself when it failed, not the program on the host. Source: ssh(1), EXIT STATUS. */
const SSH_FAILED = 255;
/** What sysdig says of its work with -v, which is no reason for its end. */
const STATISTICS = /^(Driver \w+:|Suppressed by |Elapsed time:|[\d.]+$)/;
/** A program that a signal ended has 128 and the signal's number as its status in a shell. Source: POSIX.1-2017 §2.8.2. */
const SIGNALLED = 128;

/** Why there was no answer from the host: from the exit status of ssh (or of the local shell) and what was said. */
export function explainConnection(host: string, status: number | null, words: readonly string[]): HostError {
  const found = findSign(SSH_SIGNS, words);
  if (found) return new HostError(found.reason, `${host}: ${found.meaning}`, words);
  if (status === SSH_FAILED || status === null) {
    return new HostError('connection-lost', `${host}: The connection to the host ended.`, words);
  }
  const told = words.at(-1);
  const detail = told === undefined ? `status ${status}` : told;
  return new HostError('no-shell', `${host}: The login shell did not run what it was asked to (${detail}).`, words);
}

/** Why a capture ended that nobody stopped. `status`: of sysdig, or of sudo or doas where sysdig was never started. */
export function explainCapture(host: string, status: number, words: readonly string[]): HostError {
  const found = findSign(CAPTURE_SIGNS, words);
  if (found) return new HostError(found.reason, `${host}: ${found.meaning}`, words);
  if (status > SIGNALLED) {
    const signal = status - SIGNALLED;
    return new HostError('sysdig-killed', `${host}: sysdig was ended by signal ${signal} on the host.`, words);
  }
  const told = words.findLast((line) => !STATISTICS.test(line));
  return new HostError(
    'sysdig-failed',
    `${host}: sysdig ended with status ${status}${told === undefined ? '.' : `: ${told}`}`,
    words,
  );
}

function findSign(signs: readonly FailureSign[], words: readonly string[]): FailureSign | undefined {
  const said = words.join('\n');
  return signs.find(({ sign }) => sign.test(said));
}
