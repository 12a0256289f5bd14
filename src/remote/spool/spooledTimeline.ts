import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTimelineFile, TIMELINE_SUFFIX, timelineText } from '../../session/timeline/timelineFile';
import type { SpoolRecord } from './spoolFolder';

/** Longest name of a file, without its suffix, that is made of those of hosts, in characters. */
const LONGEST_NAME = 80;

/**
 * Writes the list of captures that were started together into the folder where they are, so that they can be read as one timeline
 * with their clocks corrected; gives its path. Throws node's own error.
 */
export function writeSpooledTimeline(folder: string, records: readonly SpoolRecord[]): string {
  const text = timelineText(records.map(({ id, host, clockOffset }) => ({ file: `${id}.scap`, host, clockOffset })));
  const name = records.map(({ id }) => id).join('+');
  const path = join(folder, `${name.slice(0, LONGEST_NAME)}${TIMELINE_SUFFIX}`);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** Removes the lists in a folder of which no capture is left there; `names`: the files of the folder. */
export function removeSpooledTimelines(folder: string, names: readonly string[]): void {
  for (const name of names) {
    if (!name.endsWith(TIMELINE_SUFFIX)) continue;
    const list = join(folder, name);
    if (!capturesOf(list).some((path) => statSync(join(folder, ...path), { throwIfNoEntry: false }))) rmSync(list);
  }
}

function capturesOf(list: string): readonly (readonly string[])[] {
  try {
    return readTimelineFile(readFileSync(list, 'utf8')).map(({ path }) => path);
  } catch {
    return [];
  }
}
