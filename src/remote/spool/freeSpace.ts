import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** How many bytes the user can still write where a path is or will be; undefined where the system does not say. */
export type FreeSpace = (path: string) => number | undefined;

/** Asks the file system. */
export const freeSpace: FreeSpace = (path) => {
  for (let place = path; ; place = dirname(place)) {
    try {
      const { bavail, bsize } = statfsSync(place);
      return bavail * bsize;
    } catch {
      // It is still to be made: where it will be made counts.
      if (dirname(place) === place) return undefined;
    }
  }
};
