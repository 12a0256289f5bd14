/** A name that was read from a message, and where what stands at its place ends. */
export interface DnsName {
  readonly text: string;
  /** Behind the name or the pointer that ends it; -1 where it was cut. */
  readonly next: number;
  readonly problem?: string;
}

/** Longest name, in bytes as they are sent. Source: RFC 1035 §3.1. */
const LONGEST_NAME = 255;
const POINTER = 0xc0;

/**
 * The name at `at` of a message that begins at `start`, with its pointers followed. A pointer has to lead to a place before
 * the labels it continues, so that following always ends. Source: RFC 1035 §4.1.4.
 */
export function readDnsName(bytes: Uint8Array, start: number, at: number, end: number): DnsName {
  const labels: string[] = [];
  let length = 0;
  let next = -1;
  let place = at;
  let earliest = at;
  for (;;) {
    if (place >= end) return cut(labels, next);
    const size = bytes[place];
    if (size === 0) return { text: joined(labels), next: next < 0 ? place + 1 : next };
    if ((size & POINTER) === POINTER) {
      if (place + 2 > end) return cut(labels, next);
      if (next < 0) next = place + 2;
      const target = start + (((size & 0x3f) << 8) | bytes[place + 1]);
      if (target >= earliest) return { text: joined(labels), next, problem: 'The pointer does not lead back.' };
      earliest = target;
      place = target;
      continue;
    }
    if ((size & POINTER) !== 0) {
      return { text: joined(labels), next: next < 0 ? place + 1 : next, problem: 'The label is of an unknown kind.' };
    }
    if (place + 1 + size > end) return cut(labels, next);
    length += size + 1;
    if (length > LONGEST_NAME) return { text: joined(labels), next, problem: 'The name is too long.' };
    labels.push(labelText(bytes, place + 1, place + 1 + size));
    place += 1 + size;
  }
}

function cut(labels: readonly string[], next: number): DnsName {
  return { text: joined(labels), next, problem: 'The capture ends here.' };
}

function joined(labels: readonly string[]): string {
  return labels.length === 0 ? '<Root>' : labels.join('.');
}

/** A label with every byte escaped that would be mistaken for something else. Source: RFC 4343 §2.1. */
function labelText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c) text += String.fromCharCode(byte);
    else
      text += byte === 0x2e || byte === 0x5c ? `\\${String.fromCharCode(byte)}` : `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}
