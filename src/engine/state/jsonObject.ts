/** An object of a JSON text from a capture: anything may be missing or of another type than expected. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a JSON text; undefined where it is no JSON or no object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The objects of a list; other items are left out. */
export function asObjects(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.map(asObject).filter((item) => item !== undefined);
}

/** A text, or empty. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A number, or `missing`. */
export function asNumber(value: unknown, missing: number): number {
  return typeof value === 'number' ? value : missing;
}

/** The texts of a list; other items are left out. */
export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The pairs of an object whose values are texts. */
export function asPairs(value: unknown): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const [key, item] of Object.entries(asObject(value) ?? {})) if (typeof item === 'string') pairs.set(key, item);
  return pairs;
}
