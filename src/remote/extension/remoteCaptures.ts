import * as vscode from 'vscode';
import type { GrowingCaptures } from '../../session/client/growingCaptures';
import type { StartWorker } from '../../session/client/workerLink';
import type { FoldPart } from '../../session/node/foldPart';
import { countText, sizeText } from '../capture/figures';
import type { HostCapture } from '../capture/hostCapture';
import type { CaptureEnding } from '../capture/recordCapture';
import { type SpooledCapture, SpoolFolder } from '../spool/spoolFolder';
import { chooseCapture, chooseRunning } from './captureChoice';
import { askWhere, type HandOver, openCapture } from './captureFiles';
import { CaptureMessages, textOf } from './captureMessages';
import { type CaptureNode, treeItem } from './captureNodes';
import { endText, keptText } from './endingText';
import { askOptions } from './formView';
import { type AskpassProgram, HostConnector } from './hostConnector';
import { labelOf } from './hostLabel';
import { pickHosts } from './hostPicker';
import { OptionStore } from './optionStore';
import { RunningCaptures } from './runningCaptures';
import { knownHosts } from './sshSettings';
import { UnsavedCaptures } from './unsavedCaptures';

/** What captures need of the extension. */
export interface CapturesHost {
  /** The folder for running captures and those that nobody saved. */
  readonly folder: string;
  readonly askpass: AskpassProgram;
  /** Tells the editors which captures are being written. */
  readonly growing: GrowingCaptures;
  /** Starts sessions, which know the language of filters. */
  readonly startWorker: StartWorker;
  readonly state: vscode.Memento;
  readonly handOver: HandOver;
  /** Works out what was dropped of captures of which only the end is kept. */
  readonly foldPart: FoldPart;
  /** The tree has to be shown anew. */
  readonly changed: () => void;
}

/** The captures of this window: it starts them, shows how they go, and hands them over when they have ended. */
export class RemoteCaptures implements vscode.Disposable {
  private readonly folder: SpoolFolder;
  private readonly store: OptionStore;
  private readonly messages = new CaptureMessages();
  private readonly connector: HostConnector;
  private readonly running: RunningCaptures;
  private readonly unsaved: UnsavedCaptures;
  /** Running captures that are to be saved when they have ended: nobody has to be told that they can be. */
  private readonly keeping = new WeakSet<HostCapture>();

  constructor(private readonly host: CapturesHost) {
    const { messages } = this;
    const { changed, growing } = host;
    this.folder = new SpoolFolder(host.folder, host.foldPart);
    this.store = new OptionStore(host.state);
    this.connector = new HostConnector(host.askpass, messages);
    this.unsaved = new UnsavedCaptures(this.folder, host.handOver, changed);
    this.running = new RunningCaptures({
      folder: this.folder,
      growing,
      prompts: this.connector.prompts,
      messages,
      ended: (capture, ending) => this.ended(capture, ending),
      changed,
    });
  }

  /** Starts captures, on given hosts or on those that the person chooses. */
  async start(hosts?: readonly string[]): Promise<void> {
    const chosen = hosts ?? (await pickHosts(knownHosts()));
    if (!chosen) return;
    const { compress } = this.store.last;
    let ready = await this.connector.connect(chosen, compress);
    if (ready.length === 0) return;
    const optionsOf = await askOptions(ready, this.store, this.host.startWorker, this.host.folder);
    if (optionsOf && optionsOf(ready[0].host).compress !== compress) {
      for (const { session } of ready) session.close();
      // Whether a connection is compressed is settled when it is made.
      const again = ready.map(({ host }) => host);
      ready = await this.connector.connect(again, !compress);
    }
    if (optionsOf) this.running.beginTogether(ready, optionsOf);
    else for (const { session } of ready) session.close();
  }

  /** Stops a running capture, or the one that the person means. */
  async stop(node?: CaptureNode): Promise<void> {
    for (const capture of await this.meant('Stop', node)) capture.stop();
    this.running.show();
  }

  /** Stops a running capture and asks at once where it is to be kept. */
  async stopAndKeep(node?: CaptureNode): Promise<void> {
    for (const capture of await this.meant('Stop and Keep', node)) {
      this.keeping.add(capture);
      capture.stop();
      this.running.show();
      await capture.ended;
      const ended = this.unsaved.all.find(({ record }) => record.id === capture.record.id);
      if (ended) await this.unsaved.save(ended);
    }
  }

  /** Ends a running capture and begins another one with the same options. */
  async restart(node?: CaptureNode): Promise<void> {
    for (const capture of await this.meant('Restart', node)) {
      capture.stop();
      this.running.show();
      await capture.ended;
      await this.again(capture);
    }
  }

  /** Keeps a capture at a place of the person's; of one that runs, what is there so far. */
  async save(node?: CaptureNode): Promise<void> {
    const capture = node ? ofNode(node) : await chooseCapture([...this.running.all, ...this.unsaved.all]);
    if (!capture) return;
    const running = this.running.all.find(({ record }) => record.id === capture.record.id);
    if (running) await this.saveRunning(running);
    else await this.unsaved.save(capture);
  }

  /** Deletes a capture that was not saved. */
  async discard(node: CaptureNode): Promise<void> {
    if (node.kind === 'unsaved') await this.unsaved.discard(node.capture);
  }

  /** Opens a capture. */
  async open(node: CaptureNode): Promise<void> {
    const capture = ofNode(node);
    if (capture) await openCapture(capture.path);
  }

  /** The lines of the tree. */
  async nodes(): Promise<readonly CaptureNode[]> {
    await this.unsaved.lookBehind();
    const running = this.running.all.map((capture) => ({ kind: 'running', capture }) as const);
    const unsaved = this.unsaved.all.map((capture) => ({ kind: 'unsaved', capture }) as const);
    const hosts = knownHosts().map((host) => ({ kind: 'host', host }) as const);
    return [group('Recording', running), group('Not Saved', unsaved), group('Hosts', hosts)].flat();
  }

  /** How a line of the tree looks. */
  treeItem(node: CaptureNode): vscode.TreeItem {
    return treeItem(node);
  }

  /** Finds captures that another window left behind, once, and offers them. */
  lookBehind(): Promise<void> {
    return this.unsaved.lookBehind();
  }

  /** Leaves the hosts: captures end there by themselves, and what has come is found at the next start. */
  dispose(): void {
    this.running.dispose();
    this.connector.dispose();
    this.messages.dispose();
  }

  private ended(capture: HostCapture, ending: CaptureEnding): void {
    const { record, path, bytes, events } = capture;
    const kept = events > 0;
    const spooled: SpooledCapture = { record, path, bytes };
    if (kept) this.unsaved.add(spooled);
    this.host.changed();
    const { messages } = this;
    messages.say(
      `${capture.host}: ended (${ending.error?.reason ?? ending.by}): ${countText(events)} events, ${sizeText(bytes)}`,
    );
    if (ending.error) {
      const again = ending.error.reason === 'connection-lost' ? 'Reconnect' : 'Try Again';
      messages.fail(ending.error, [{ title: again, run: () => void this.again(capture) }], keptText(ending, kept));
    } else if (kept) {
      if (!this.keeping.has(capture)) void this.unsaved.offer(spooled, endText(capture));
    } else if (ending.by !== 'stopped') {
      void vscode.window.showWarningMessage(`${labelOf(capture.host)}: no event came.`);
    }
  }

  private async saveRunning(capture: HostCapture): Promise<void> {
    const to = await askWhere(`${capture.record.id}.scap`);
    if (to === undefined) return;
    try {
      await capture.copy(to);
    } catch (error) {
      void vscode.window.showErrorMessage(`The capture could not be saved: ${textOf(error)}`);
    }
  }

  /** Another capture of the same host, with the same options. */
  private async again({ host, options }: HostCapture): Promise<void> {
    for (const ready of await this.connector.connect([host], options.compress)) this.running.begin(ready, options);
  }

  private async meant(what: string, node: CaptureNode | undefined): Promise<readonly HostCapture[]> {
    return node?.kind === 'running' ? [node.capture] : chooseRunning(what, this.running.all);
  }
}

function ofNode(node: CaptureNode): HostCapture | SpooledCapture | undefined {
  return node.kind === 'running' || node.kind === 'unsaved' ? node.capture : undefined;
}

function group(label: string, nodes: readonly CaptureNode[]): readonly CaptureNode[] {
  return nodes.length === 0 ? [] : [{ kind: 'group', label, nodes }];
}
