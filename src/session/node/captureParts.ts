import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a capture begins of which only the end is kept. */
export interface PartsBeginning {
  /** The first part that is kept. */
  readonly part: number;
  /** Events of the recording before the first one that its start and that part hold. */
  readonly eventsBefore: number;
}

/**
 * The files of a capture of which only the end is kept, while it is recorded: numbered parts, each of whole blocks, in a folder
 * beside the place where the capture will be. Part 0 begins as the capture did; of the others, the first one that is kept has a
 * start beside it, with what a reader has to know before its events. A part is complete once the next one has bytes.
 */
export class CaptureParts {
  readonly folder: string;

  constructor(readonly capture: string) {
    this.folder = `${capture}.parts`;
  }

  part(number: number): string {
    return join(this.folder, `${String(number).padStart(8, '0')}.part`);
  }

  start(number: number): string {
    return join(this.folder, `${String(number).padStart(8, '0')}.start`);
  }

  /** Where it begins now. */
  get beginning(): PartsBeginning {
    try {
      const [part, eventsBefore] = readFileSync(this.beginningFile, 'utf8').split(' ').map(Number);
      if (Number.isSafeInteger(part) && Number.isSafeInteger(eventsBefore)) return { part, eventsBefore };
    } catch {
      // Nothing was dropped so far.
    }
    return { part: 0, eventsBefore: 0 };
  }

  /** Whole or not at all: whoever reads it may come at any time. */
  set beginning({ part, eventsBefore }: PartsBeginning) {
    writeFileSync(`${this.beginningFile}.new`, `${part} ${eventsBefore}`, { mode: 0o600 });
    renameSync(`${this.beginningFile}.new`, this.beginningFile);
  }

  private get beginningFile(): string {
    return join(this.folder, 'beginning');
  }
}
