import fs from 'node:fs';
import { basename, dirname } from 'node:path';

/** How long a file has to be quiet before it is looked at, in ms: writers write in many steps. */
const QUIET = 400;

/**
 * Calls `changed` when the file at `path` has another content than at the last look: it was written, or replaced by
 * another file. Returns what ends the watching. Where the platform cannot watch, nothing is ever called.
 */
export function watchFile(path: string, changed: () => void, quiet = QUIET): () => void {
  let known = identity(path);
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = identity(path);
    if (now === undefined || now === known) return;
    known = now;
    changed();
  };
  const watcher = watchFolder(dirname(path), (name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(look, quiet);
  });
  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}

/** Watches the folder and not the file, because a file that replaces another one is a stranger to the file's watcher. */
function watchFolder(folder: string, seen: (name: string | null) => void): fs.FSWatcher | undefined {
  try {
    const watcher = fs.watch(folder, { persistent: false }, (_event, name) => seen(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    // What is open stays open; it is just not read anew.
    return undefined;
  }
}

/** What tells one content of a file from another without reading it; undefined while there is none. */
function identity(path: string): string | undefined {
  try {
    const { dev, ino, size, mtimeNs } = fs.statSync(path, { bigint: true });
    return `${dev} ${ino} ${size} ${mtimeNs}`;
  } catch {
    return undefined;
  }
}
