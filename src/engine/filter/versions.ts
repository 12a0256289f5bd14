/** A version of sysdig or of its libraries, in the order of their releases. */
export interface Version {
  /** As people write it: `sysdig 0.29.3`. */
  readonly name: string;
  /** Versions of the libraries come after sysdig 0.29.3, the last release with a scanner of its own. */
  readonly order: readonly number[];
}

/** Releases of sysdig with the version of the libraries in them. Source: facts/README.md. */
const LIBRARIES_IN: readonly (readonly [sysdig: readonly number[], libraries: readonly number[]])[] = [
  [
    [0, 36],
    [0, 15, 1],
  ],
  [
    [0, 29, 4],
    [0, 0],
  ],
];

/** Named by its date: it had no number. */
const LIBRARIES_OF_2022 = /^libs[ -]2022-03/;

const VERSION = /^\s*(sysdig|libs)?[\s-]*v?([0-9]{1,5}(?:\.[0-9]{1,5}){1,3})/i;

/**
 * Reads `sysdig 0.29.3`, `libs 0.25.4` or, meaning sysdig, `0.29.3`; undefined where the text is no version. A release of
 * sysdig of which the libraries are not known counts as the last one before it of which they are.
 */
export function parseVersion(text: string): Version | undefined {
  if (LIBRARIES_OF_2022.test(text)) return parseVersion('sysdig 0.29.3');
  const [, product, numbers] = VERSION.exec(text) ?? [];
  if (numbers === undefined) return undefined;
  const parts = numbers.split('.').map(Number);
  if (product?.toLowerCase() === 'libs') return { name: `libs ${numbers}`, order: [1, ...parts] };
  const libraries = LIBRARIES_IN.find(([first]) => compare(first, parts) <= 0)?.[1];
  return { name: `sysdig ${numbers}`, order: libraries ? [1, ...libraries] : [0, ...parts] };
}

/** Whether a version came before another one. */
export function isOlder(version: Version, other: Version): boolean {
  return compare(version.order, other.order) < 0;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
