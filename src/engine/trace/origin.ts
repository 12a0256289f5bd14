import type { BlockType } from '../capture/blockTypes';
import { CutBuffers } from './cutBuffers';
import { ParameterCounts } from './parameterCounts';

/** One of the captures that a file holds one after another; nearly always there is one. */
export interface CaptureSection {
  /** Row of its first event. */
  readonly firstRow: number;
  /** Position of its header block in the uncompressed capture. */
  readonly offset: number;
  /** Positions of the blocks that list its machine, processes, fds, interfaces and users, in the file's order. */
  readonly listOffsets: number[];
}

/** Where a trace was read from: what its file is made of, and what the recording left out. Filled in the one pass. */
export class Origin {
  /** In the file's order. */
  readonly sections: CaptureSection[] = [];
  /** How many blocks there are of each type of list. */
  readonly lists = new Map<BlockType, number>();
  /** Versions of the event blocks that occur, as bits: 1, 2 or both. */
  generations = 0;
  readonly parameterCounts = new ParameterCounts();
  readonly cutBuffers = new CutBuffers();
  /** How many drop events there are: the recorder could not keep up. */
  dropEvents = 0;
  /** The largest sampling ratio among them: so many times fewer events were kept. */
  dropRatio = 0;

  beginSection(firstRow: number, offset: number): void {
    this.sections.push({ firstRow, offset, listOffsets: [] });
  }

  addList(type: BlockType, offset: number): void {
    this.sections.at(-1)?.listOffsets.push(offset);
    this.lists.set(type, (this.lists.get(type) ?? 0) + 1);
  }

  /** Takes one drop event, and the sampling ratio that it tells. */
  noteDrop(ratio: number): void {
    this.dropEvents++;
    this.dropRatio = Math.max(this.dropRatio, ratio);
  }
}
