import type { Steps } from '../../engine/base/steps';
import type { FileHistory, FileVersion } from '../../engine/streams/files/fileHistory';

const VERSIONS = 512;

/** Which of the versions of its path each version is: those that were read and those that were written are counted apart. */
export class FileNumbers {
  private constructor(
    private readonly places: Int32Array,
    private readonly groups: Int32Array,
    private readonly counts: readonly number[],
  ) {}

  static *steps(history: FileHistory): Steps<FileNumbers> {
    const count = history.versions.length;
    const places = new Int32Array(count);
    const groups = new Int32Array(count);
    const counts: number[] = [];
    const known = new Map<string, number>();
    for (let index = 0; index < count; index++) {
      if (index % VERSIONS === VERSIONS - 1) yield;
      const version = history.versions[index];
      const key = `${version.isWritten ? 'w' : 'r'}${history.pathOf(version)}`;
      const group = known.get(key) ?? counts.push(0) - 1;
      known.set(key, group);
      groups[index] = group;
      places[index] = ++counts[group];
    }
    return new FileNumbers(places, groups, counts);
  }

  /** Its place among them, from 1, and how many there are; undefined for a version that was found later. */
  of({ index }: FileVersion): { readonly place: number; readonly count: number } | undefined {
    if (index >= this.places.length) return undefined;
    return { place: this.places[index], count: this.counts[this.groups[index]] };
  }
}
