import * as vscode from 'vscode';
import { sizeText } from '../capture/figures';
import { moveSpooledTimelines } from '../spool/spooledTimeline';
import type { SpooledCapture, SpoolFolder } from '../spool/spoolFolder';
import { askWhere, closeEditors, type HandOver, isOpen, moveCapture, moveEditors, openCapture } from './captureFiles';
import { textOf } from './captureMessages';
import { startText } from './captureNodes';

const NEVER = 'Do Not Ask Again';

/** Captures that have ended and lie in the spool's folder: nobody has said yet where they are to be kept. */
export class UnsavedCaptures {
  private readonly captures = new Map<string, SpooledCapture>();
  /** Where captures of this window were saved, by where they were. */
  private readonly moved = new Map<string, string>();
  private lookedBehind: Promise<void> | undefined;

  constructor(
    private readonly folder: SpoolFolder,
    /** Brings what an editor shows of a capture to the editor of its new place. */
    private readonly handOver: HandOver,
    private readonly changed: () => void,
  ) {}

  get all(): readonly SpooledCapture[] {
    return [...this.captures.values()];
  }

  has(id: string): boolean {
    return this.captures.has(id);
  }

  add(capture: SpooledCapture): void {
    this.captures.set(capture.record.id, capture);
  }

  /** Keeps a capture at a place of the person's. */
  async save({ record, path }: SpooledCapture): Promise<void> {
    const to = await askWhere(`${record.id}.scap`);
    if (to === undefined) return;
    try {
      await moveCapture(path, to, this.handOver);
      this.moved.set(path, to);
      // Once all captures of a timeline lie side by side again, so does its list.
      const timelines = moveSpooledTimelines(this.folder.folder, this.moved);
      for (const { from, to } of timelines) if (isOpen(from)) await moveEditors(from, to, this.handOver);
      this.forget(record.id);
    } catch (error) {
      void vscode.window.showErrorMessage(`The capture could not be saved: ${textOf(error)}`);
    }
  }

  /** Deletes a capture, if the person is sure. */
  async discard({ record, path, bytes }: SpooledCapture): Promise<void> {
    const sure = await vscode.window.showWarningMessage(
      `Delete the capture of ${record.host} of ${startText(record.started)}?`,
      { modal: true, detail: `Its ${sizeText(bytes)} are lost then.` },
      'Delete',
    );
    if (sure !== 'Delete') return;
    await closeEditors(path);
    this.forget(record.id);
  }

  /** Tells of a capture that has ended, and offers what can be done with it. */
  async offer(capture: SpooledCapture, message: string): Promise<void> {
    // What is open already needs no way to open it.
    const ways = [...(isOpen(capture.path) ? [] : ['Open']), 'Save As…', 'Delete'];
    await this.take(capture, await vscode.window.showInformationMessage(message, ...ways));
  }

  /** Finds captures that another window left behind, once, and offers those that the person was not done with. */
  lookBehind(): Promise<void> {
    this.lookedBehind ??= this.findLeft();
    return this.lookedBehind;
  }

  private async findLeft(): Promise<void> {
    const found = await this.folder.leftBehind();
    for (const capture of found) this.add(capture);
    if (found.length > 0) this.changed();
    const offered = found.filter(({ record }) => !record.declined);
    if (offered.length === 1) void this.offerLeft(offered[0]);
    if (offered.length > 1) void this.offerAllLeft(offered);
  }

  /** Offered again at the next start, unless the person says otherwise. In the tree it stays either way. */
  private async offerLeft(capture: SpooledCapture): Promise<void> {
    const { host, started } = capture.record;
    const message = `A capture of ${host} was left behind: ${sizeText(capture.bytes)}, started ${startText(started)}.`;
    const chosen = await vscode.window.showInformationMessage(message, 'Open', 'Save As…', 'Later', NEVER);
    if (chosen === NEVER) this.folder.decline(capture.record);
    else await this.take(capture, chosen);
  }

  /** Several are offered at once: the view lists them, with what can be done with each. */
  private async offerAllLeft(captures: readonly SpooledCapture[]): Promise<void> {
    const hosts = [...new Set(captures.map(({ record }) => record.host))].join(', ');
    const size = sizeText(captures.reduce((total, { bytes }) => total + bytes, 0));
    const message = `${captures.length} captures were left behind (${hosts}): ${size} together.`;
    const chosen = await vscode.window.showInformationMessage(message, 'Show', 'Later', NEVER);
    if (chosen === NEVER) for (const { record } of captures) this.folder.decline(record);
    if (chosen === 'Show') await vscode.commands.executeCommand('scaplens.captures.focus');
  }

  private async take(capture: SpooledCapture, way: string | undefined): Promise<void> {
    if (way === 'Open') await openCapture(capture.path);
    if (way === 'Save As…') await this.save(capture);
    if (way === 'Delete') await this.discard(capture);
  }

  private forget(id: string): void {
    this.captures.delete(id);
    this.folder.remove(id);
    this.changed();
  }
}
