import type { CheckContext } from '../engine/filter/definitions';
import { definitionsOf } from '../engine/language/definitions';
import type { Definition } from '../engine/language/environment';
import { definitionsIn } from '../engine/language/file/entries';
import { readFilterFile } from '../engine/language/file/filterFile';
import type { FilterFileText } from './protocol';

/** What filters can name beside the catalogue, and what they are written for: nothing, until it is told. */
export class FilterSurroundings {
  /** Macros and lists of all files, in the order of the files; the same array until it is told anew. */
  definitions: readonly Definition[] = [];
  /** The version of sysdig or libs that filters are written for; undefined: any. */
  targetVersion: string | undefined;

  /** Takes the workspace's files with filters and its target version (empty: any) in place of what was known. */
  set(files: readonly FilterFileText[], targetVersion: string): void {
    this.definitions = files.flatMap(({ text }) => definitionsIn(readFilterFile(text)));
    this.targetVersion = targetVersion === '' ? undefined : targetVersion;
  }

  /** What a filter that is to be asked is checked against. A version is a matter of advice, and refuses nothing. */
  get checks(): CheckContext {
    return { definitions: definitionsOf(this.definitions) };
  }
}
