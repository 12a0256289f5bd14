import * as vscode from 'vscode';
import type { GrowingCaptures } from '../../session/client/growingCaptures';
import type { CaptureOptions } from '../capture/captureOptions';
import { HostCapture, type ReadyHost } from '../capture/hostCapture';
import type { CaptureEnding } from '../capture/recordCapture';
import { writeSpooledTimeline } from '../spool/spooledTimeline';
import type { SpoolFolder } from '../spool/spoolFolder';
import { closeEditors, openCapture } from './captureFiles';
import { type CaptureMessages, textOf } from './captureMessages';
import { CaptureStatus } from './captureStatus';
import type { Prompts } from './prompts';

/** How often figures are shown anew, in ms. */
const SHOWN_EVERY = 1000;

/** What running captures need. */
export interface RunningCapturesHost {
  readonly folder: SpoolFolder;
  /** Tells the editors which captures are being written. */
  readonly growing: GrowingCaptures;
  readonly prompts: Prompts;
  readonly messages: CaptureMessages;
  /** A capture has ended; its file is complete. */
  readonly ended: (capture: HostCapture, ending: CaptureEnding) => void;
  /** Their figures have changed. */
  readonly changed: () => void;
}

/** The captures that run now, with their figures in the status bar. */
export class RunningCaptures implements vscode.Disposable {
  private readonly running = new Set<HostCapture>();
  /** The editors of captures, from when they were asked for. */
  private readonly opening = new WeakMap<HostCapture, Promise<void>>();
  private readonly status = new CaptureStatus();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly host: RunningCapturesHost) {}

  get all(): readonly HostCapture[] {
    return [...this.running];
  }

  /** Begins captures of several hosts, whose sessions they use up. One timeline of them all opens; a single one opens by itself. */
  beginTogether(readies: readonly ReadyHost[], optionsOf: (host: string) => CaptureOptions): void {
    let opened = false;
    const begun: HostCapture[] = [];
    const open = (capture: HostCapture): void => {
      if (begun.length < 2) this.openAlone(capture);
      else if (!opened) this.openTimeline(begun);
      opened = true;
    };
    for (const ready of readies) {
      const capture = this.create(ready, optionsOf(ready.host), open);
      if (capture) begun.push(capture);
    }
    for (const capture of begun) if (opensAtOnce(capture)) open(capture);
  }

  /** Begins a capture on a host, whose session it uses up, and opens it; does nothing where that fails. */
  begin(ready: ReadyHost, options: CaptureOptions): void {
    const open = (each: HostCapture): void => this.openAlone(each);
    const capture = this.create(ready, options, open);
    if (capture && opensAtOnce(capture)) open(capture);
  }

  /** `open` is called with the first event, which may be for the second time. */
  private create(
    ready: ReadyHost,
    options: CaptureOptions,
    open: (capture: HostCapture) => void,
  ): HostCapture | undefined {
    const { folder, growing, prompts, messages } = this.host;
    try {
      const capture: HostCapture = new HostCapture(ready, options, folder, {
        password: () => prompts.sudoPassword(ready.facts.user, ready.host),
        readable: () => open(capture),
        get areThere() {
          return growth.isRead;
        },
        outgrown: () => growth.outgrown(),
        roomNeeded: () => growth.roomNeeded(),
        ended: (ending) => {
          growth.complete(capture.eventsBefore);
          this.running.delete(capture);
          this.closeEmpty(capture);
          this.show();
          this.host.ended(capture, ending);
        },
      });
      const growth = growing.begin(capture.path, capture.isRing);
      this.running.add(capture);
      messages.say(`${capture.host}: runs ${capture.record.command}`);
      this.timer ??= setInterval(() => this.show(), SHOWN_EVERY);
      this.show();
      return capture;
    } catch (error) {
      ready.session.close();
      void vscode.window.showErrorMessage(`The capture cannot be written to disk: ${textOf(error)}`);
      return undefined;
    }
  }

  /** Once: whoever has left its editor, or closed it, is not taken back. */
  private openAlone(capture: HostCapture): void {
    if (!this.opening.has(capture)) this.opening.set(capture, openCapture(capture.path));
  }

  /** The editor of a capture that ended without an event shows nothing: what went wrong is said elsewhere. */
  private closeEmpty(capture: HostCapture): void {
    if (capture.events === 0) void this.opening.get(capture)?.then(() => closeEditors(capture.path));
  }

  private openTimeline(captures: readonly HostCapture[]): void {
    try {
      const list = writeSpooledTimeline(
        this.host.folder.folder,
        captures.map(({ record }) => record),
      );
      void openCapture(list);
    } catch (error) {
      void vscode.window.showErrorMessage(`The timeline of the hosts cannot be written: ${textOf(error)}`);
    }
  }

  /** Takes the figures anew and shows them. */
  show(): void {
    const running = this.all;
    for (const capture of running) capture.measure();
    this.status.show(running);
    void vscode.commands.executeCommand('setContext', 'scaplens.recording', running.length > 0);
    this.host.changed();
    if (running.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Leaves the hosts: captures end there by themselves, and what has come is found at the next start. */
  dispose(): void {
    clearInterval(this.timer);
    for (const capture of this.running) capture.abandon();
    this.status.dispose();
  }
}

/**
 * Whether the editor opens before the first event is there: that it takes a second to be made is not noticed then, for sysdig takes
 * longer to begin. Not where a password is asked for first, whose box must not lose the focus.
 */
function opensAtOnce({ ready, options }: HostCapture): boolean {
  return ready.facts.isRoot || options.privilege !== 'sudo-password';
}
