import { HostError } from '../host/hostError';
import type { HostFacts } from '../host/hostFacts';
import type { HostSession } from '../host/hostSession';
import { chooseDriver } from '../host/preflight';
import type { CaptureSink } from '../spool/captureSink';
import { type FreeSpace, freeSpace } from '../spool/freeSpace';
import type { CaptureOptions } from './captureOptions';
import { droppedEvents } from './droppedEvents';
import { SpaceWatch } from './localSpace';
import { sysdigCommand } from './sysdigCommand';

/** How a capture ended. */
export interface CaptureEnding {
  /** `limit`: by its duration or size; `stopped`: by a person; `command`: with the command that ran under it. */
  readonly by: 'limit' | 'stopped' | 'command' | 'failure';
  readonly error: HostError | undefined;
  /** Bytes of capture that are kept. */
  readonly bytes: number;
  /** Events that sysdig says it lost because it could not keep up; undefined: it did not say. */
  readonly dropped: number | undefined;
}

/** A capture that runs. */
export interface RunningCapture {
  /** Ends it; what the host still holds comes before the end. */
  stop(): void;
  /** Always resolves, and only after the spool is finished: what was received is kept, however it ended. */
  readonly ended: Promise<CaptureEnding>;
}

/** What a capture asks of whoever started it. */
export interface CaptureCaller {
  /** A password for sudo on the host; undefined: there is none. */
  password(): Promise<string | undefined>;
}

/** Records a capture on a host into a spool. The session must have told its facts, and is used up afterwards. */
export function recordCapture(
  session: HostSession,
  facts: HostFacts,
  options: CaptureOptions,
  spool: CaptureSink,
  caller: CaptureCaller,
  free: FreeSpace = freeSpace,
): RunningCapture {
  let by: CaptureEnding['by'] = 'limit';
  let begun = false;
  let short: HostError | undefined;
  const space = new SpaceWatch(spool.path, options, free);
  const stop = (reason: CaptureEnding['by']): void => {
    if (by === 'limit') by = reason;
    session.stop();
  };
  const command = sysdigCommand(options, chooseDriver(facts, options.driver));
  const privilege = facts.isRoot ? 'none' : options.privilege;
  const recorded = session.capture(privilege, command, {
    bytes: (piece) => {
      if (!begun) {
        begun = true;
        if (options.command !== '') session.runCommand(options.command);
      }
      const held = spool.add(piece);
      if (options.bytes !== undefined && spool.received >= options.bytes) session.stop();
      if (!short && space.isShort(spool.written, performance.now())) {
        short = new HostError('disk-full', 'The disk of this machine is nearly full. What came before is kept.');
        session.stop();
      }
      return held;
    },
    password: () => caller.password(),
    commandEnded: () => stop('command'),
  });
  const finish = async (error: HostError | undefined): Promise<CaptureEnding> => {
    const unfinished = await spool.finish().then(() => undefined, spoolError);
    const failure = error === undefined || error.reason === 'cancelled' ? (unfinished ?? short) : error;
    return { by: failure ? 'failure' : by, error: failure, bytes: spool.written, dropped: droppedEvents(session.said) };
  };
  return {
    stop: () => stop('stopped'),
    ended: recorded.then(
      () => finish(undefined),
      (error) => finish(hostError(error)),
    ),
  };
}

function hostError(error: unknown): HostError {
  return error instanceof HostError ? error : new HostError('connection-lost', String(error));
}

function spoolError(error: unknown): HostError {
  return error instanceof HostError ? error : new HostError('disk-full', `The capture cannot be completed: ${error}.`);
}
