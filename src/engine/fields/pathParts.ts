import type { TextId } from '../base/brands';
import { ByteDictionary } from '../base/byteDictionary';
import { perTrace } from './readers/memo';
import type { FieldValue } from './value';

/** The directory of a path. */
export function directoryPart(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** The name of a file without its directory. As sysdig has it: what has no name of its own is named by a slash. */
export function namePart(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 || slash === path.length - 1 ? '/' : path.slice(slash + 1);
}

/** A part of every path of a dictionary, worked out when somebody asks: versions of fds name the same paths again and again. */
export class PathParts {
  /** Each part once. */
  private readonly parts = new ByteDictionary();
  /** By path: its part plus one; 0: not asked yet. */
  private known = new Int32Array(0);

  constructor(
    private readonly paths: ByteDictionary,
    private readonly partOf: (path: string) => string,
  ) {}

  put(path: TextId, value: FieldValue): void {
    if (path >= this.known.length) this.grow();
    if (this.known[path] === 0) this.known[path] = this.parts.internText(this.partOf(this.paths.text(path))) + 1;
    value.setEntry(this.parts, (this.known[path] - 1) as TextId);
  }

  private grow(): void {
    const larger = new Int32Array(Math.max(this.paths.size, 2 * this.known.length));
    larger.set(this.known);
    this.known = larger;
  }
}

/** The directories and the file names of all paths of a trace. */
export const directories = perTrace(({ texts }) => new PathParts(texts, directoryPart));
export const fileNames = perTrace(({ texts }) => new PathParts(texts, namePart));
