import type { JsonValue } from '../fields/fieldPrinter';

/** A JSON object on one line, with its members in the given order. */
export function jsonObject(members: readonly (readonly [name: string, value: JsonValue])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${jsonText(value)}`).join(',')}}`;
}

function jsonText(value: JsonValue): string {
  return typeof value === 'bigint' ? `${value}` : JSON.stringify(value);
}
