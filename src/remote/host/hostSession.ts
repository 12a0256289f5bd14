import type { Privilege } from '../capture/captureOptions';
import { type HostContainer, hostContainers } from './containerList';
import { explainCapture, explainConnection } from './explainFailure';
import { HostError } from './hostError';
import { type HostFacts, hostFacts } from './hostFacts';
import type { HostProcess } from './hostProcess';
import type { LineMark } from './hostProgram';
import { LineSplitter } from './lineSplitter';
import { commandOrder, Order, runOrder } from './orders';

/** Lines of standard error that are kept to explain a failure. */
const KEPT_WORDS = 30;
/** How often the host hears that somebody still reads, in ms; it gives up after a minute of silence. */
const ALIVE_INTERVAL = 10_000;
/** Characters of a name in a list of processes that are kept. */
const LONGEST_NAME = 400;

/** What a capture tells while it runs. */
export interface CaptureListener {
  /** The next bytes of the capture; a promise holds further bytes back until it is fulfilled. */
  bytes(piece: Uint8Array): Promise<void> | undefined;
  /** sudo on the host wants a password; undefined: nobody gives one. */
  password(): Promise<string | undefined>;
  /** The command under the capture has ended. */
  commandEnded(status: number): void;
}

/** A process of the host: number, user and command line, as ps prints them. */
export interface HostProcessEntry {
  readonly pid: number;
  readonly user: string;
  readonly command: string;
}

/**
 * One session with the program on a host, over one connection: it asks what the host is, and records one capture. Every
 * method rejects with a `HostError`. Nothing that the host says is trusted with more than being shown.
 */
export class HostSession {
  private readonly words: string[] = [];
  private readonly factLines: string[] = [];
  private readonly waiting: { isIt: (line: string) => boolean; resolve: () => void; reject: (e: Error) => void }[] = [];
  private heard: string[] = [];
  private failure: HostError | undefined;
  private listener: CaptureListener | undefined;
  private capturing: { resolve: () => void; reject: (error: HostError) => void } | undefined;
  private stopping = false;
  private endStatus: number | undefined;
  private alive: NodeJS.Timeout | undefined;
  private readonly splitter = new LineSplitter((line) => this.outputLine(line));
  private readonly errorSplitter = new LineSplitter((line) => this.errorLine(line));
  private isCapture = false;

  constructor(
    readonly host: string,
    private readonly process: HostProcess,
    private readonly mark: LineMark,
  ) {
    process.output.on('data', (piece: Uint8Array) => this.output(piece));
    process.errors.on('data', (piece: Uint8Array) => this.errorSplitter.push(piece));
    process.ended.then(
      (status) => this.processEnded(status),
      (error) => this.fail(error instanceof HostError ? error : new HostError('cannot-start', String(error))),
    );
  }

  /** The last lines that ssh, sudo and sysdig wrote to standard error. */
  get said(): readonly string[] {
    return this.words;
  }

  /** What the host is; the first thing to ask. */
  async facts(): Promise<HostFacts> {
    await this.line((line) => line === 'ready');
    return hostFacts(this.factLines);
  }

  /**
   * How far the host's clock is ahead of ours, in ms, and how wrong that can be: half of the time that the answer took.
   * Undefined where the host's clock cannot be read to less than a second.
   */
  async clockOffset(): Promise<{ readonly offset: number; readonly uncertainty: number } | undefined> {
    const asked = Date.now();
    this.order(Order.CLOCK);
    const line = await this.line((each) => each.startsWith('clock '));
    const answered = Date.now();
    const text = line.slice('clock '.length);
    if (!/^\d+\.\d+$/.test(text)) return undefined;
    return { offset: Number(text) * 1000 - (asked + answered) / 2, uncertainty: (answered - asked) / 2 };
  }

  /** The processes that run on the host. */
  async processes(): Promise<HostProcessEntry[]> {
    const lines = await this.list(Order.PROCESSES, 'process ');
    return lines.flatMap((line) => {
      const found = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line);
      return found ? [{ pid: Number(found[1]), user: found[2], command: found[3].slice(0, LONGEST_NAME) }] : [];
    });
  }

  /** The containers that run on the host, as far as its container engines tell this user. */
  async containers(): Promise<HostContainer[]> {
    return hostContainers(await this.list(Order.CONTAINERS, 'container '));
  }

  /**
   * Records until the capture ends: by `stop`, by its own limits, or by a failure. Once only, and last: nothing else can be
   * asked afterwards. Resolves when every byte has been handed on.
   */
  capture(privilege: Privilege, command: readonly string[], listener: CaptureListener): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.listener = listener;
    const ended = new Promise<void>((resolve, reject) => {
      this.capturing = { resolve, reject };
    });
    this.order(runOrder(privilege, command));
    return ended;
  }

  /** Runs a shell command on the host while the capture runs. */
  runCommand(command: string): void {
    this.order(commandOrder(command));
  }

  /** Asks the capture to end; `capture` resolves when its last bytes have come. */
  stop(): void {
    this.stopping = true;
    if (this.isCapture) this.order(Order.STOP);
    else this.close();
  }

  /** Leaves the host at once. */
  close(): void {
    this.stopping = true;
    clearInterval(this.alive);
    this.process.input.end();
    this.process.kill();
  }

  private async list(order: 'processes' | 'containers', prefix: string): Promise<string[]> {
    this.order(order);
    this.heard = [];
    await this.line((line) => line === `${order}-end`);
    return this.heard.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
  }

  private order(text: string): void {
    this.process.input.write(`${text}\n`);
  }

  private line(isIt: (line: string) => boolean): Promise<string> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const wanted = {
        isIt,
        resolve: () => resolve(this.heard.at(-1) ?? ''),
        reject,
      };
      this.waiting.push(wanted);
    });
  }

  private output(piece: Uint8Array): void {
    const rest = this.isCapture ? piece : this.splitter.push(piece);
    if (rest === undefined || rest.length === 0) return;
    const held = this.listener?.bytes(rest);
    if (!held) return;
    this.process.output.pause();
    held.then(
      () => this.process.output.resume(),
      (error: unknown) => {
        this.fail(error instanceof HostError ? error : new HostError('disk-full', String(error)));
        this.close();
      },
    );
  }

  /** A line of standard output; false once the capture begins behind it. */
  private outputLine(line: string): boolean {
    if (!line.startsWith(`${this.mark} `)) return true;
    const said = line.slice(this.mark.length + 1);
    if (said === 'capture') {
      this.isCapture = true;
      return false;
    }
    if (said.startsWith('fact ')) this.factLines.push(said.slice('fact '.length));
    this.heard.push(said);
    const found = this.waiting.findIndex(({ isIt }) => isIt(said));
    if (found >= 0) this.waiting.splice(found, 1)[0].resolve();
    return true;
  }

  private errorLine(line: string): boolean {
    const at = line.indexOf(`${this.mark} `);
    if (at < 0) {
      if (line.trim() !== '') this.words.push(line);
      if (this.words.length > KEPT_WORDS) this.words.shift();
      return true;
    }
    const [what, number] = line.slice(at + this.mark.length + 1).split(' ');
    if (what === 'started') this.started();
    else if (what === 'password') void this.givePassword();
    else if (what === 'command') this.listener?.commandEnded(Number(number));
    else if (what === 'ended' || what === 'left') this.endStatus ??= Number(number);
    return true;
  }

  private started(): void {
    if (this.stopping) this.order(Order.STOP);
    this.alive = setInterval(() => this.order(Order.ALIVE), ALIVE_INTERVAL);
    this.alive.unref();
  }

  private async givePassword(): Promise<void> {
    const password = await this.listener?.password();
    if (password === undefined) this.close();
    else this.order(password.split('\n', 1)[0]);
  }

  private processEnded(status: number | null): void {
    clearInterval(this.alive);
    this.errorSplitter.finish();
    if (this.failure) return;
    const { host, words } = this;
    if (this.endStatus === undefined) {
      this.fail(
        this.stopping
          ? new HostError('cancelled', `${host}: The capture was stopped.`)
          : explainConnection(host, status, words),
      );
    } else if (this.endStatus === 0 || this.stopping) {
      this.capturing?.resolve();
    } else {
      this.fail(explainCapture(host, this.endStatus, words));
    }
  }

  private fail(error: HostError): void {
    this.failure ??= error;
    clearInterval(this.alive);
    this.capturing?.reject(this.failure);
    for (const { reject } of this.waiting.splice(0)) reject(this.failure);
  }
}
