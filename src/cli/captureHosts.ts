import { resolve } from 'node:path';
import type { AskpassQuestion } from '../remote/askpass/askpassMessages';
import { AskpassServer, type NodeProgram } from '../remote/askpass/askpassServer';
import { CaptureOptionError, checkOptions, keptEnd } from '../remote/capture/captureOptions';
import { spaceFindings } from '../remote/capture/localSpace';
import { type CaptureEnding, type RunningCapture, recordCapture } from '../remote/capture/recordCapture';
import { shownCommand, sysdigCommand } from '../remote/capture/sysdigCommand';
import { connectHost } from '../remote/host/connectHost';
import { HostError } from '../remote/host/hostError';
import type { HostSession } from '../remote/host/hostSession';
import { type Preflight, preflight } from '../remote/host/preflight';
import { CaptureRing } from '../remote/spool/captureRing';
import type { CaptureSink } from '../remote/spool/captureSink';
import { CaptureSpool } from '../remote/spool/captureSpool';
import { freeSpace } from '../remote/spool/freeSpace';
import { HostNameError, USUAL_SSH } from '../remote/ssh/sshArguments';
import { foldPart } from '../session/node/foldPart';
import type { CaptureRequest } from './captureArguments';
import { RequestError } from './requestError';
import { Status } from './status';
import type { CliStreams } from './streams';

/** What captures need of the terminal besides its streams. */
export interface CaptureTerminal {
  /** Asks the person; a secret is not shown while it is typed. Undefined where there is nobody to ask. */
  ask(prompt: string, kind: 'secret' | 'text'): Promise<string | undefined>;
  /** How askpass is started, which brings ssh's prompts here. */
  readonly askpass: { readonly script: string; readonly node: NodeProgram };
  /** Calls `stop` when the person wants to end; returns what forgets it. */
  onInterrupt(stop: () => void): () => void;
}

/**
 * Captures on all hosts at once and returns when the last capture has ended. Throws a `RequestError` before anything has
 * begun; what goes wrong on one host is said, and does not end the others.
 */
export async function captureHosts(
  request: CaptureRequest,
  streams: CliStreams,
  terminal: CaptureTerminal | undefined,
): Promise<Status> {
  try {
    checkOptions(request.options);
  } catch (error) {
    if (error instanceof CaptureOptionError) throw new RequestError(error.message);
    throw error;
  }
  const askpass = terminal && (await startAskpass(terminal));
  try {
    const results = await Promise.all(
      request.hosts.map((host) =>
        new HostCapture(host, request, askpass?.environmentFor(host) ?? {}, streams, terminal).run(),
      ),
    );
    return results.every((each) => each) ? Status.OK : Status.FAILED;
  } finally {
    askpass?.dispose();
  }
}

function startAskpass(terminal: CaptureTerminal): Promise<AskpassServer> {
  const { script, node } = terminal.askpass;
  return AskpassServer.start(script, node, (question) => answer(question, terminal));
}

/** A host's key has to be read before it is accepted; a notice wants no answer. */
async function answer({ prompt, kind, host }: AskpassQuestion, terminal: CaptureTerminal): Promise<string | undefined> {
  if (kind === 'notice') return undefined;
  const isQuestion = kind === 'confirm' || /\(yes\/no/.test(prompt);
  return terminal.ask(`${host}: ${prompt} `, isQuestion ? 'text' : 'secret');
}

class HostCapture {
  constructor(
    private readonly host: string,
    private readonly request: CaptureRequest,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly streams: CliStreams,
    private readonly terminal: CaptureTerminal | undefined,
  ) {}

  /** Whether a capture that can be read came of it. */
  async run(): Promise<boolean> {
    try {
      const session = this.connect();
      const forget = this.terminal?.onInterrupt(() => session.stop());
      try {
        return await this.use(session);
      } finally {
        forget?.();
        session.close();
      }
    } catch (error) {
      if (error instanceof HostError || error instanceof HostNameError) {
        this.say(error.message);
        return false;
      }
      throw error;
    }
  }

  private connect(): HostSession {
    const { sshConfig, options } = this.request;
    const extraArguments = sshConfig === undefined ? [] : ['-F', resolve(sshConfig)];
    return connectHost(this.host, {
      ssh: { ...USUAL_SSH, extraArguments },
      compress: options.compress,
      environment: this.environment,
    });
  }

  private async use(session: HostSession): Promise<boolean> {
    const { options, checkOnly } = this.request;
    const facts = await session.facts();
    const clock = await session.clockOffset();
    const checked = preflight(facts, options, clock?.offset);
    const space = spaceFindings(options, this.request.hosts.length, freeSpace(resolve(this.output)));
    const findings = [...checked.findings, ...space];
    this.tell({ ...checked, findings });
    if (checkOnly) return findings.every(({ severity }) => severity !== 'error');
    if (findings.some(({ severity }) => severity === 'error')) return false;
    const spool = this.spool();
    const running = recordCapture(session, facts, options, spool, {
      password: async () => this.terminal?.ask(`Password of ${facts.user} for sudo on ${this.host}: `, 'secret'),
    });
    return this.follow(running, spool);
  }

  private tell({ facts, findings, driver }: Preflight): void {
    const { options, checkOnly } = this.request;
    for (const { message, remedies } of findings) {
      this.say(message);
      for (const remedy of remedies) this.say(`  ${remedy}`);
    }
    const command = shownCommand(facts.isRoot ? 'none' : options.privilege, sysdigCommand(options, driver));
    this.say(`${checkOnly ? 'would run' : 'runs'}: ${command}`);
  }

  private get output(): string {
    return this.request.output.replaceAll('%h', this.host.replaceAll(/[^A-Za-z0-9._-]/g, '_'));
  }

  private spool(): CaptureSink {
    const path = this.output;
    try {
      const kept = keptEnd(this.request.options);
      return kept ? new CaptureRing(path, kept, foldPart) : new CaptureSpool(path);
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      const said = error instanceof Error ? error.message : String(error);
      throw new RequestError(isThere ? `${path} exists already.` : `${path} cannot be written: ${said}.`);
    }
  }

  private async follow(running: RunningCapture, spool: CaptureSink): Promise<boolean> {
    const forget = this.terminal?.onInterrupt(() => running.stop());
    const ending = await running.ended;
    forget?.();
    this.say(`${endingText(ending)} ${ending.bytes} bytes in ${spool.path}`);
    if (ending.dropped !== undefined && ending.dropped > 0) {
      this.say(`sysdig on the host dropped ${ending.dropped} events: it could not keep up.`);
    }
    return ending.error === undefined && !spool.isEmpty;
  }

  private say(text: string): void {
    this.streams.errors.write(`${this.host}: ${text.replace(`${this.host}: `, '')}\n`);
  }
}

function endingText({ by, error }: CaptureEnding): string {
  if (error) return `${error.message} What came before is kept:`;
  switch (by) {
    case 'command':
      return 'The command has ended:';
    case 'stopped':
      return 'Stopped:';
    default:
      return 'Complete:';
  }
}
