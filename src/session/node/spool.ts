import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { InflatedBytes } from './inflatedBytes';

/**
 * Keeps inflated bytes in a temporary file that only this user can read. The file loses its name as soon as it is open, so
 * that nothing is left behind however the process ends; where the platform does not let it, it is removed at the end.
 */
export class Spool implements InflatedBytes {
  private opened: { readonly folder: string; readonly descriptor: number } | undefined;
  private length = 0;
  private closed = false;
  private readonly closeAtExit = (): void => this.close();

  /** The file is made in a new folder below `parent` when the first bytes come. */
  constructor(private readonly parent: string = os.tmpdir()) {}

  append(piece: Uint8Array): void {
    if (this.closed) return;
    this.opened ??= this.open();
    let done = 0;
    while (done < piece.length) {
      const count = fs.writeSync(this.opened.descriptor, piece, done, piece.length - done, this.length);
      done += count;
      this.length += count;
    }
  }

  read(offset: number, target: Uint8Array): number {
    if (!this.opened || this.closed) return 0;
    let count = 0;
    while (count < target.length && offset + count < this.length) {
      const got = fs.readSync(this.opened.descriptor, target, count, target.length - count, offset + count);
      if (got === 0) break;
      count += got;
    }
    return count;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    process.off('exit', this.closeAtExit);
    if (!this.opened) return;
    fs.closeSync(this.opened.descriptor);
    removeFolder(this.opened.folder);
  }

  private open(): { readonly folder: string; readonly descriptor: number } {
    const folder = fs.mkdtempSync(path.join(this.parent, 'scaplens-'));
    try {
      const descriptor = fs.openSync(path.join(folder, 'inflated'), 'wx+', 0o600);
      if (!removeFolder(folder)) process.once('exit', this.closeAtExit);
      return { folder, descriptor };
    } catch (error) {
      removeFolder(folder);
      throw error;
    }
  }
}

/** Removes a folder with its file; false where the platform does not let it, because the file is open. */
function removeFolder(folder: string): boolean {
  try {
    fs.rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
