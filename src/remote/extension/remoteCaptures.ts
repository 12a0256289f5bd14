import * as vscode from 'vscode';
import type { GrowingCaptures } from '../../session/client/growingCaptures';
import type { StartWorker } from '../../session/client/workerLink';
import { AskpassServer, type NodeProgram } from '../askpass/askpassServer';
import type { CaptureOptions } from '../capture/captureOptions';
import { countText, sizeText } from '../capture/figures';
import { HostCapture, type ReadyHost } from '../capture/hostCapture';
import type { CaptureEnding } from '../capture/recordCapture';
import { THIS_MACHINE } from '../host/connectHost';
import type { HostError } from '../host/hostError';
import { type SpooledCapture, SpoolFolder } from '../spool/spoolFolder';
import { chooseCapture, chooseRunning, nameOf } from './captureChoice';
import { askWhere, closeEditors, copyRunning, isOpen, moveCapture, openCapture } from './captureFiles';
import { type CaptureNode, startText, treeItem } from './captureNodes';
import { CaptureStatus } from './captureStatus';
import { connectHosts } from './connection';
import { askOptions } from './formView';
import { pickHosts } from './hostPicker';
import { OptionStore } from './optionStore';
import { Prompts } from './prompts';
import { knownHosts, sshSettings } from './sshSettings';

/** How often figures are shown anew, in ms. */
const SHOWN_EVERY = 1000;

/** What captures need of the extension. */
export interface CapturesHost {
  /** The folder for running captures and those that nobody saved. */
  readonly folder: string;
  readonly askpass: { readonly script: string; readonly node: NodeProgram };
  /** Tells the editors which captures are being written. */
  readonly growing: GrowingCaptures;
  /** Starts sessions, which know the language of filters. */
  readonly startWorker: StartWorker;
  readonly state: vscode.Memento;
  /** The tree has to be shown anew. */
  readonly changed: () => void;
}

/** The captures of this window: it starts them, shows how they go, and hands them over when they have ended. */
export class RemoteCaptures implements vscode.Disposable {
  private readonly folder: SpoolFolder;
  private readonly store: OptionStore;
  private readonly prompts = new Prompts();
  private readonly status = new CaptureStatus();
  private readonly log = vscode.window.createOutputChannel('Scaplens Captures');
  private readonly running = new Set<HostCapture>();
  /** Captures that have ended and lie in the spool's folder, by id. */
  private readonly unsaved = new Map<string, SpooledCapture>();
  /** Running captures that are to be saved when they have ended: nobody has to be told that they can be. */
  private readonly keeping = new WeakSet<HostCapture>();
  private askpass: Promise<AskpassServer> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lookedBehind: Promise<void> | undefined;

  constructor(private readonly host: CapturesHost) {
    this.folder = new SpoolFolder(host.folder);
    this.store = new OptionStore(host.state);
  }

  /** Starts captures, on given hosts or on those that the person chooses. */
  async start(hosts?: readonly string[]): Promise<void> {
    const chosen = hosts ?? (await pickHosts(knownHosts(sshSettings())));
    if (!chosen) return;
    const { compress } = this.store.last;
    let ready = await this.connect(chosen, compress);
    if (ready.length === 0) return;
    const options = await askOptions(ready, this.store, this.host.startWorker);
    if (options?.compress === !compress) {
      for (const { session } of ready) session.close();
      // Whether a connection is compressed is settled when it is made.
      const again = ready.map(({ host }) => host);
      ready = await this.connect(again, options.compress);
    }
    for (const each of ready) {
      if (options) this.begin(each, options);
      else each.session.close();
    }
  }

  /** Stops a running capture, or the one that the person means. */
  async stop(node?: CaptureNode): Promise<void> {
    for (const capture of await this.meant('Stop', node)) capture.stop();
    this.show();
  }

  /** Stops a running capture and asks at once where it is to be kept. */
  async stopAndKeep(node?: CaptureNode): Promise<void> {
    for (const capture of await this.meant('Stop and Keep', node)) {
      this.keeping.add(capture);
      capture.stop();
      this.show();
      await capture.ended;
      if (this.unsaved.has(capture.record.id)) await this.save({ kind: 'running', capture });
    }
  }

  /** Ends a running capture and begins another one with the same options. */
  async restart(node?: CaptureNode): Promise<void> {
    for (const capture of await this.meant('Restart', node)) {
      capture.stop();
      this.show();
      await capture.ended;
      await this.again(capture);
    }
  }

  /** Keeps a capture at a place of the person's; of one that runs, what has come so far. */
  async save(node?: CaptureNode): Promise<void> {
    const capture = node ? ofNode(node) : await chooseCapture([...this.running, ...this.unsaved.values()]);
    if (!capture) return;
    const { record, path } = capture;
    const to = await askWhere(`${record.id}.scap`);
    if (to === undefined) return;
    try {
      if ([...this.running].some((each) => each.record.id === record.id)) {
        await copyRunning(path, to);
      } else {
        await moveCapture(path, to);
        this.forget(record.id);
      }
    } catch (error) {
      void vscode.window.showErrorMessage(`The capture could not be saved: ${textOf(error)}`);
    }
  }

  /** Deletes a capture that was not saved. */
  async discard(node: CaptureNode): Promise<void> {
    const capture = ofNode(node);
    if (!capture || node.kind !== 'unsaved') return;
    const { host, started } = capture.record;
    const sure = await vscode.window.showWarningMessage(
      `Delete the capture of ${host} of ${startText(started)}?`,
      { modal: true, detail: `Its ${sizeText(node.capture.bytes)} are lost then.` },
      'Delete',
    );
    if (sure !== 'Delete') return;
    await closeEditors(capture.path);
    this.forget(capture.record.id);
  }

  async open(node: CaptureNode): Promise<void> {
    const capture = ofNode(node);
    if (capture) await openCapture(capture.path);
  }

  /** The lines of the tree. */
  async nodes(): Promise<readonly CaptureNode[]> {
    await this.lookBehind();
    const running = [...this.running].map((capture) => ({ kind: 'running', capture }) as const);
    const unsaved = [...this.unsaved.values()].map((capture) => ({ kind: 'unsaved', capture }) as const);
    const hosts = knownHosts(sshSettings()).map((host) => ({ kind: 'host', host }) as const);
    return [group('Recording', running), group('Not Saved', unsaved), group('Hosts', hosts)].flat();
  }

  /** How a line of the tree looks. */
  treeItem(node: CaptureNode): vscode.TreeItem {
    return treeItem(node);
  }

  /** Finds captures that another window left behind, once, and offers them. */
  lookBehind(): Promise<void> {
    this.lookedBehind ??= this.offerLeftBehind();
    return this.lookedBehind;
  }

  /** Leaves the hosts: captures end there by themselves, and what has come is found at the next start. */
  dispose(): void {
    clearInterval(this.timer);
    for (const capture of this.running) capture.abandon();
    void this.askpass?.then((server) => server.dispose());
    this.status.dispose();
    this.log.dispose();
  }

  private async offerLeftBehind(): Promise<void> {
    const found = await this.folder.leftBehind();
    for (const capture of found) {
      this.unsaved.set(capture.record.id, capture);
      void this.offer(
        { kind: 'unsaved', capture },
        `A capture of ${nameOf(capture.record.host)} was left behind: ` +
          `${sizeText(capture.bytes)}, started ${startText(capture.record.started)}.`,
      );
    }
    if (found.length > 0) this.host.changed();
  }

  private async connect(hosts: readonly string[], compress: boolean): Promise<ReadyHost[]> {
    const remote = hosts.some((host) => host !== THIS_MACHINE);
    const environment = remote ? (await this.startAskpass()).environment : {};
    const connected = await connectHosts(hosts, { ssh: sshSettings(), compress, environment });
    return connected.flatMap((each) => {
      if ('ready' in each) return [each.ready];
      if (each.error.reason !== 'cancelled') this.tellFailure(each.error, []);
      return [];
    });
  }

  private startAskpass(): Promise<AskpassServer> {
    const { script, node } = this.host.askpass;
    this.askpass ??= AskpassServer.start(script, node, (question) => this.prompts.answer(question));
    return this.askpass;
  }

  private begin(ready: ReadyHost, options: CaptureOptions): void {
    try {
      const capture: HostCapture = new HostCapture(ready, options, this.folder, {
        password: () => this.prompts.sudoPassword(ready.facts.user, nameOf(ready.host)),
        readable: () => void openCapture(capture.path),
        ended: (ending) => {
          complete();
          this.ended(capture, ending);
        },
      });
      const complete = this.host.growing.begin(capture.path);
      this.running.add(capture);
      this.say(`${capture.host}: runs ${capture.record.command}`);
      this.timer ??= setInterval(() => this.show(), SHOWN_EVERY);
      this.show();
    } catch (error) {
      ready.session.close();
      void vscode.window.showErrorMessage(`The capture cannot be written to disk: ${textOf(error)}`);
    }
  }

  private ended(capture: HostCapture, ending: CaptureEnding): void {
    this.running.delete(capture);
    const { record, path, bytes, events } = capture;
    const kept = events > 0;
    if (kept) this.unsaved.set(record.id, { record, path, bytes });
    this.show();
    const figures = `${countText(events)} events, ${sizeText(bytes)}`;
    this.say(`${capture.host}: ended (${ending.error?.reason ?? ending.by}): ${figures}`);
    if (ending.error) this.tellEnd(capture, ending.error, kept);
    else if (this.keeping.has(capture)) return;
    else if (kept) void this.offer({ kind: 'unsaved', capture: { record, path, bytes } }, endText(capture, figures));
    else if (ending.by !== 'stopped') void vscode.window.showWarningMessage(`${nameOf(capture.host)}: no event came.`);
  }

  private tellEnd(capture: HostCapture, error: HostError, kept: boolean): void {
    const lost = error.reason === 'connection-lost';
    const keptText = kept ? ' Everything that was received is kept and can be read.' : '';
    this.tellFailure(
      error,
      [{ title: lost ? 'Reconnect' : 'Try Again', run: () => void this.again(capture) }],
      error.reason === 'disk-full' ? '' : keptText,
    );
  }

  private tellFailure(
    error: HostError,
    ways: readonly { readonly title: string; readonly run: () => void }[],
    more = '',
  ): void {
    for (const line of error.words) this.say(`  ${line}`);
    const offered = [
      ...ways,
      ...(error.words.length > 0 ? [{ title: 'Show What Was Said', run: () => this.log.show(true) }] : []),
    ];
    const message = `${error.message.replaceAll(THIS_MACHINE, 'This machine')}${more}`;
    this.say(message);
    void vscode.window
      .showErrorMessage(message, ...offered.map(({ title }) => title))
      .then((chosen) => offered.find(({ title }) => title === chosen)?.run());
  }

  /** Another capture of the same host, with the same options. */
  private async again({ host, options }: HostCapture): Promise<void> {
    for (const ready of await this.connect([host], options.compress)) this.begin(ready, options);
  }

  /** Tells of a capture that is not saved, and offers what can be done with it. */
  private async offer(node: Extract<CaptureNode, { kind: 'unsaved' }>, message: string): Promise<void> {
    // What is open already needs no way to open it.
    const ways = [...(isOpen(node.capture.path) ? [] : ['Open']), 'Save As…', 'Delete'];
    const chosen = await vscode.window.showInformationMessage(message, ...ways);
    if (chosen === 'Open') await this.open(node);
    if (chosen === 'Save As…') await this.save(node);
    if (chosen === 'Delete') await this.discard(node);
  }

  private async meant(what: string, node: CaptureNode | undefined): Promise<readonly HostCapture[]> {
    return node?.kind === 'running' ? [node.capture] : chooseRunning(what, [...this.running]);
  }

  private forget(id: string): void {
    this.unsaved.delete(id);
    this.folder.remove(id);
    this.host.changed();
  }

  private show(): void {
    const running = [...this.running];
    for (const capture of running) capture.measure();
    this.status.show(running);
    void vscode.commands.executeCommand('setContext', 'scaplens.recording', running.length > 0);
    this.host.changed();
    if (running.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private say(line: string): void {
    this.log.appendLine(`${new Date().toISOString()} ${line}`);
  }
}

function ofNode(node: CaptureNode): HostCapture | SpooledCapture | undefined {
  return node.kind === 'running' || node.kind === 'unsaved' ? node.capture : undefined;
}

function group(label: string, nodes: readonly CaptureNode[]): readonly CaptureNode[] {
  return nodes.length === 0 ? [] : [{ kind: 'group', label, nodes }];
}

function endText({ host, ending }: HostCapture, figures: string): string {
  const how =
    ending?.by === 'stopped' ? 'was stopped' : ending?.by === 'command' ? 'ended with its command' : 'is complete';
  return `The capture of ${nameOf(host)} ${how}: ${figures}.`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
