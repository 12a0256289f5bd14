import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type ListedCapture,
  readTimelineFile,
  TIMELINE_SUFFIX,
  timelineText,
} from '../../session/timeline/timelineFile';
import type { SpoolRecord } from './spoolFolder';

/** Most characters of hosts' names in that of a file. */
const LONGEST_NAME = 80;
/** Characters by which the id of a capture ends: its start and some of its own, `-20260101T120000-0123`. */
const TIME_LENGTH = 21;
const NANOSECONDS = 1e6;

/**
 * Writes the list of captures that were started together into the folder where they are, so that they can be read as one timeline
 * with their clocks corrected; gives its path, `web-1+db-1-20260101T120000-0123.scaptimeline`. Throws node's own error.
 */
export function writeSpooledTimeline(folder: string, records: readonly SpoolRecord[]): string {
  const text = timelineText(records.map(({ id, host, clockOffset }) => ({ file: `${id}.scap`, host, clockOffset })));
  const names = records.map(({ id }) => id.slice(0, -TIME_LENGTH)).join('+');
  const path = join(folder, `${names.slice(0, LONGEST_NAME)}${records[0].id.slice(-TIME_LENGTH)}${TIMELINE_SUFFIX}`);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** A list that is at another place now. */
export interface MovedTimeline {
  readonly from: string;
  readonly to: string;
}

/**
 * Writes the lists of a folder anew whose captures were all moved to one other folder, beside them: a list names nothing outside of
 * its own. `moved`: where captures went, by their paths. Throws node's own error.
 */
export function moveSpooledTimelines(folder: string, moved: ReadonlyMap<string, string>): readonly MovedTimeline[] {
  const lists = readdirSync(folder).filter((name) => name.endsWith(TIMELINE_SUFFIX));
  return lists.flatMap((name) => {
    const captures = listed(join(folder, name));
    const places = captures.map(({ path }) => moved.get(join(folder, ...path)));
    const [first] = places;
    if (first === undefined || places.some((place) => place === undefined || dirname(place) !== dirname(first)))
      return [];
    const text = timelineText(
      captures.map(({ host, clockCorrection }, index) => ({
        file: basename(places[index] ?? ''),
        host,
        clockOffset: -Number(clockCorrection) / NANOSECONDS,
      })),
    );
    const to = join(dirname(first), name);
    writeFileSync(to, text);
    return [{ from: join(folder, name), to }];
  });
}

/** Removes the lists in a folder of which no capture is left there; `names`: the files of the folder. */
export function removeSpooledTimelines(folder: string, names: readonly string[]): void {
  for (const name of names) {
    if (!name.endsWith(TIMELINE_SUFFIX)) continue;
    const list = join(folder, name);
    if (!listed(list).some(({ path }) => statSync(join(folder, ...path), { throwIfNoEntry: false }))) rmSync(list);
  }
}

/** What a list names; nothing where it cannot be read. */
function listed(list: string): readonly ListedCapture[] {
  try {
    return readTimelineFile(readFileSync(list, 'utf8'));
  } catch {
    return [];
  }
}
