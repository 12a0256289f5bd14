import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoldPart } from '../../session/node/foldPart';
import type { KeptEnd } from '../capture/captureOptions';
import { CaptureRing } from './captureRing';
import type { CaptureSink, SinkReaders } from './captureSink';
import { CaptureSpool } from './captureSpool';
import { repairCapture } from './repairCapture';
import { joinPieces, RingFiles } from './ringFiles';
import { removeSpooledTimelines } from './spooledTimeline';

/** What is known of a spooled capture without reading it. */
export interface SpoolRecord {
  readonly id: string;
  readonly host: string;
  /** When the capture was started, in ms since 1970. */
  readonly started: number;
  /** The command that ran on the host, as it was shown. */
  readonly command: string;
  /** How far the host's clock was ahead of ours, in ms; undefined: not measured. */
  readonly clockOffset: number | undefined;
  /** The process that writes it. */
  readonly owner: number;
  /** The capture has ended in an orderly way. */
  readonly finished: boolean;
  /** The person does not want to be asked any more what becomes of it. */
  readonly declined?: boolean;
}

/** A capture in the folder. */
export interface SpooledCapture {
  readonly record: SpoolRecord;
  readonly path: string;
  readonly bytes: number;
}

/** Whether a process of this machine is there. */
export type IsAlive = (pid: number) => boolean;

/**
 * The folder of running captures and of those that nobody saved yet: for each a capture and a record of it. A window that was
 * closed in the middle, or an extension host that was killed, leaves its captures here, and the next start finds them.
 */
export class SpoolFolder {
  constructor(
    readonly folder: string,
    private readonly foldPart: FoldPart,
    private readonly isAlive: IsAlive = isProcessAlive,
  ) {}

  /**
   * Begins a capture; with `ring` only its end is kept. Throws node's own error where the folder or the file cannot be made.
   */
  begin(
    facts: Pick<SpoolRecord, 'host' | 'command' | 'clockOffset'>,
    readers?: SinkReaders,
    ring?: KeptEnd,
  ): { readonly record: SpoolRecord; readonly spool: CaptureSink } {
    const { record, path } = this.add(facts);
    return {
      record,
      spool: ring ? new CaptureRing(path, ring, this.foldPart, readers) : new CaptureSpool(path, readers),
    };
  }

  /** Makes a record of a capture that begins now, and says where its file is to be. Throws node's own error. */
  add({ host, command, clockOffset }: Pick<SpoolRecord, 'host' | 'command' | 'clockOffset'>): {
    readonly record: SpoolRecord;
    readonly path: string;
  } {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const started = Date.now();
    const time = new Date(started)
      .toISOString()
      .replace(/\.\d+Z$/, '')
      .replaceAll(/[-:]/g, '');
    // The name that a person sees on the tab.
    const id = `${plainName(host)}-${time}-${randomBytes(2).toString('hex')}`;
    const record = { host, command, clockOffset, id, started, owner: process.pid, finished: false };
    this.write(record);
    return { record, path: this.pathOf(id) };
  }

  /** The capture has ended, and its file is complete. */
  finish(record: SpoolRecord): SpooledCapture {
    const finished = { ...record, finished: true };
    try {
      this.write(finished);
    } catch {
      // The disk is full, say. The next start takes it for one that was left in the middle, and finds it whole.
    }
    return { record: finished, path: this.pathOf(record.id), bytes: sizeOf(this.pathOf(record.id)) };
  }

  /** The person does not want to be asked about a capture that was left behind; it stays where it is. */
  decline(record: SpoolRecord): void {
    this.write({ ...record, declined: true });
  }

  /** Forgets a capture and removes its file, which may have been moved away. */
  remove(id: string): void {
    rmSync(this.pathOf(id), { force: true });
    new RingFiles(this.pathOf(id)).remove();
    rmSync(this.recordOf(id), { force: true });
    removeSpooledTimelines(this.folder, readNames(this.folder));
  }

  /**
   * The captures that were left behind: those whose process is gone, oldest first. One that was cut in the middle of a block is
   * made whole, and one that lies in parts put together; one without an event is removed.
   */
  async leftBehind(): Promise<SpooledCapture[]> {
    const found: SpooledCapture[] = [];
    for (const record of this.records()) {
      if (record.owner === process.pid || this.isAlive(record.owner)) continue;
      const path = this.pathOf(record.id);
      if (!record.finished && !(await isJoined(path))) continue;
      const bytes = record.finished ? sizeOf(path) : await repairCapture(path);
      if (bytes === 0) this.remove(record.id);
      else found.push({ record, path, bytes });
    }
    return found;
  }

  pathOf(id: string): string {
    return join(this.folder, `${id}.scap`);
  }

  private recordOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }

  private records(): SpoolRecord[] {
    const names = readNames(this.folder).filter((name) => name.endsWith('.json'));
    const read = names.flatMap((name) => readRecord(join(this.folder, name), name.slice(0, -'.json'.length)) ?? []);
    return read.sort((a, b) => a.started - b.started);
  }

  /** Whole or not at all: whoever reads it may come at any time. */
  private write(record: SpoolRecord): void {
    const path = this.recordOf(record.id);
    writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

/** A host's name without what a file's name may not have. */
function plainName(host: string): string {
  return (
    host
      .replaceAll(/[^A-Za-z0-9.@-]+/g, '_')
      .replaceAll(/^[._]+|_+$/g, '')
      .slice(0, 60) || 'host'
  );
}

/** Puts the parts of a capture together that another process left. False where that fails: they stay for another time. */
async function isJoined(path: string): Promise<boolean> {
  const files = new RingFiles(path);
  const pieces = files.left();
  if (pieces.length === 0) return true;
  try {
    await joinPieces(pieces, path);
  } catch {
    return false;
  }
  files.remove();
  return true;
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** A record, or undefined for a file that is none: its name has to be its id, so that it leads to no other file. */
function readRecord(path: string, id: string): SpoolRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(value) && value.id === id ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is SpoolRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { id, host, started, command, clockOffset, owner, finished, declined } = value as Record<
    keyof SpoolRecord,
    unknown
  >;
  return (
    typeof id === 'string' &&
    typeof host === 'string' &&
    typeof started === 'number' &&
    typeof command === 'string' &&
    (clockOffset === undefined || typeof clockOffset === 'number') &&
    Number.isSafeInteger(owner) &&
    typeof finished === 'boolean' &&
    (declined === undefined || typeof declined === 'boolean')
  );
}
