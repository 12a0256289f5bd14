import { type FdVersion, NO_FD } from '../base/brands';
import { Int32Column } from '../base/growingColumns';
import type { FdVersions } from '../state/fdVersions';

/** The class of `NO_FD`, which is alone in it. */
export const NO_FD_CLASS = 0;

/** Slots of the hash table at first; a power of two. */
const FIRST_SLOTS = 1 << 10;

/**
 * Versions of fds that are equal in number and in everything that is known of them, but for which opening it was: fields
 * cannot tell them apart, so that a filter decides one of each class. Captures have ten times as many versions as classes,
 * because calls open the same files again and again.
 */
export class FdClasses {
  /** A version of each class. */
  private readonly versions = new Int32Column();
  /** The class of each version plus one; 0: not asked yet. */
  private classes = new Int32Array(0);
  /** By hash of the facts: a class, or 0 where the slot is free; `NO_FD_CLASS` is in none. */
  private slots = new Int32Array(FIRST_SLOTS);

  constructor(private readonly fds: FdVersions) {
    this.versions.push(NO_FD);
  }

  /** How many classes there are so far. */
  get count(): number {
    return this.versions.length;
  }

  /** One of the versions of a class. */
  versionOf(fdClass: number): FdVersion {
    return this.versions.values[fdClass] as FdVersion;
  }

  /** The class of a version; to be asked only once versions do not change any more. */
  classOf(version: FdVersion): number {
    if (version >= this.classes.length) this.lengthen();
    const known = this.classes[version];
    if (known !== 0) return known - 1;
    const fdClass = version === NO_FD ? NO_FD_CLASS : this.find(version);
    this.classes[version] = fdClass + 1;
    return fdClass;
  }

  /** Frees what only `classOf` needs, which is not to be asked any more. */
  seal(): void {
    this.classes = new Int32Array(0);
    this.slots = new Int32Array(0);
  }

  private find(version: FdVersion): number {
    if (2 * this.count >= this.slots.length) this.rehash();
    const slot = this.slotOf(version);
    if (this.slots[slot] !== 0) return this.slots[slot];
    const fdClass = this.count;
    this.versions.push(version);
    this.slots[slot] = fdClass;
    return fdClass;
  }

  /** The slot of a version's class, or the free one where it belongs. */
  private slotOf(version: FdVersion): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = this.hash(version) & mask;
    while (slots[slot] !== 0 && !this.areEqual(this.versionOf(slots[slot]), version)) slot = (slot + 1) & mask;
    return slot;
  }

  private hash(version: FdVersion): number {
    const { fds } = this;
    let hash = fds.number(version) | 0;
    hash = Math.imul(hash ^ fds.get(version, 'name'), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ fds.get(version, 'tuple'), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ fds.get(version, 'inode'), 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 16) ^ fds.get(version, 'openFlags') ^ fds.get(version, 'kind'), 0x27d4eb2f);
    return hash ^ (hash >>> 15);
  }

  private areEqual(one: FdVersion, other: FdVersion): boolean {
    const { fds } = this;
    return (
      fds.number(one) === fds.number(other) &&
      fds.get(one, 'kind') === fds.get(other, 'kind') &&
      fds.get(one, 'nameForm') === fds.get(other, 'nameForm') &&
      fds.get(one, 'name') === fds.get(other, 'name') &&
      fds.get(one, 'tuple') === fds.get(other, 'tuple') &&
      fds.get(one, 'protocol') === fds.get(other, 'protocol') &&
      fds.get(one, 'role') === fds.get(other, 'role') &&
      fds.get(one, 'openFlags') === fds.get(other, 'openFlags') &&
      fds.get(one, 'inode') === fds.get(other, 'inode') &&
      fds.get(one, 'device') === fds.get(other, 'device')
    );
  }

  private lengthen(): void {
    const longer = new Int32Array(this.fds.length);
    longer.set(this.classes);
    this.classes = longer;
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let fdClass = 1; fdClass < this.count; fdClass++) this.slots[this.slotOf(this.versionOf(fdClass))] = fdClass;
  }
}
