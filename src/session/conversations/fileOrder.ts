import type { EventRow } from '../../engine/base/brands';
import { sortSteps } from '../../engine/base/sortSteps';
import type { Steps } from '../../engine/base/steps';
import type { FileGaps } from '../../engine/streams/files/fileGaps';
import type { FileHistory, FileVersion } from '../../engine/streams/files/fileHistory';
import type { StreamIndex } from '../../engine/streams/streamIndex';
import type { Selection } from '../../engine/trace/selection';
import type { Trace } from '../../engine/trace/trace';
import type { FileOrder } from '../fileProtocol';
import { processText } from './processText';

/** So many versions, or rows of a selection, are looked at between two steps. */
const VERSIONS = 512;
const ROWS = 8192;

/** What is known of the files of a capture. */
export interface KnownFiles {
  readonly trace: Trace;
  readonly index: StreamIndex;
  readonly history: FileHistory;
  readonly gaps: FileGaps;
}

/** Which files are listed, and how. */
export interface FileRequest {
  readonly order: FileOrder;
  readonly descending: boolean;
  /** Part of the path or the process, in any case; empty: all. */
  readonly text: string;
  /** Only those that an event of it is about; undefined: all. */
  readonly kept: Selection | undefined;
}

/** Indices of the versions that are listed, in their order. */
export function* fileOrderSteps(files: KnownFiles, { order, descending, text, kept }: FileRequest): Steps<Int32Array> {
  const { versions } = files.history;
  const marks = kept && (yield* marksOf(files, kept));
  const sought = text.toLowerCase();
  const listed: number[] = [];
  for (const version of versions) {
    if (version.index % VERSIONS === VERSIONS - 1) yield;
    if (marks && marks[version.index] === 0) continue;
    if (sought === '' || searchText(files, version).toLowerCase().includes(sought)) listed.push(version.index);
  }
  const indices = Int32Array.from(listed);
  if (order === 'number') return descending ? indices.reverse() : indices;
  const compare = order === 'path' || order === 'process' ? yield* byText(files, order) : byNumber(files, order);
  return yield* sortSteps(indices, descending ? (a, b) => compare(b, a) : compare);
}

/** 1 for each version that an event of the selection is about, also the one that renamed it. */
function* marksOf({ trace, index, history }: KnownFiles, kept: Selection): Steps<Uint8Array> {
  const marks = new Uint8Array(history.versions.length);
  for (let at = 0; at < kept.count; at++) {
    if (at % ROWS === ROWS - 1) yield;
    const row = kept.rowAt(at);
    if (trace.events.fd(row) === 0) continue;
    const version = history.versionOf(index.fileOf(row));
    if (version && version.index < marks.length) marks[version.index] = 1;
  }
  for (const version of history.versions.slice(0, marks.length)) {
    if (version.index % VERSIONS === VERSIONS - 1) yield;
    const row: EventRow | undefined = version.isWritten ? history.renamedRow(version) : undefined;
    if (row !== undefined && kept.has(row)) marks[version.index] = 1;
  }
  return marks;
}

function searchText({ trace, history }: KnownFiles, version: FileVersion): string {
  return `${history.pathOf(version)}\n${history.openedAs(version)}\n${processText(trace, version.firstRow)}`;
}

type Compare = (a: number, b: number) => number;

function* byText({ trace, history }: KnownFiles, order: 'path' | 'process'): Steps<Compare> {
  const texts: string[] = [];
  for (const version of history.versions) {
    if (version.index % VERSIONS === VERSIONS - 1) yield;
    texts.push(order === 'path' ? history.pathOf(version) : processText(trace, version.firstRow));
  }
  return (a, b) => (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : a - b);
}

function byNumber({ history, gaps }: KnownFiles, order: 'read' | 'written' | 'missing'): Compare {
  const numberOf = (index: number): number => {
    const version = history.versions[index];
    if (order === 'missing') return gaps.missingOf(version);
    return order === 'read' ? version.readLength : version.writtenLength;
  };
  return (a, b) => numberOf(a) - numberOf(b) || a - b;
}
