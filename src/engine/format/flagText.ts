import type { FlagName } from '../capture/tables/flags';

/** A set whose texts were asked for so many different values drops them and begins again. */
const CACHE_LIMIT = 4096;

/** The names of a flag set, made ready for asking often: texts are kept by value. */
class FlagTexts {
  private readonly texts = new Map<number, string>();

  constructor(
    private readonly names: readonly FlagName[],
    private readonly make: (names: readonly FlagName[], value: number) => string,
  ) {}

  text(value: number): string {
    let text = this.texts.get(value);
    if (text === undefined) {
      text = this.make(this.names, value);
      if (this.texts.size >= CACHE_LIMIT) this.texts.clear();
      this.texts.set(value, text);
    }
    return text;
  }
}

const flagTexts = new Map<readonly FlagName[], FlagTexts>();
const enumerationTexts = new Map<readonly FlagName[], FlagTexts>();

/** The names of the bits of an unsigned value, joined by bars; empty where none matches. */
export function flagText(names: readonly FlagName[], value: number): string {
  return kept(flagTexts, names, joinBits).text(value);
}

/** The first name of exactly this value; empty where there is none. */
export function enumerationText(names: readonly FlagName[], value: number): string {
  return kept(enumerationTexts, names, firstEqual).text(value);
}

function kept(
  texts: Map<readonly FlagName[], FlagTexts>,
  names: readonly FlagName[],
  make: (names: readonly FlagName[], value: number) => string,
): FlagTexts {
  let set = texts.get(names);
  if (set === undefined) {
    set = new FlagTexts(names, make);
    texts.set(names, set);
  }
  return set;
}

/**
 * The rule of facts/param-types.md §7: names in table order, each taking its bits away from those after it; the first row
 * that is the whole value ends the list, also when its bits were already taken.
 */
function joinBits(names: readonly FlagName[], value: number): string {
  const found: string[] = [];
  let rest = value;
  for (const [name, bits] of names) {
    if (bits === value) {
      found.push(name);
      break;
    }
    if (bits !== 0 && (rest & bits) >>> 0 === bits) {
      found.push(name);
      rest = (rest & ~bits) >>> 0;
    }
  }
  return found.join('|');
}

function firstEqual(names: readonly FlagName[], value: number): string {
  return names.find(([, number]) => number === value)?.[0] ?? '';
}
