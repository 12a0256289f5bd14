const OCTET = /^[0-9]{1,3}$/;
const GROUP = /^[0-9A-Fa-f]{1,4}$/;
/** Longer than any address is written. */
const LONGEST = 45;

/** The 4 or 16 bytes of an address in network order; undefined where the text is none. Source: RFC 4291 §2.2. */
export function parseAddress(text: string): Uint8Array | undefined {
  if (text.length > LONGEST) return undefined;
  const bytes = text.includes(':') ? ipv6Bytes(text) : ipv4Bytes(text);
  return bytes && Uint8Array.from(bytes);
}

function ipv4Bytes(text: string): number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) < 256)) return undefined;
  return octets.map(Number);
}

function ipv6Bytes(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const parts = halves.map((half, index) => groupBytes(half, index === halves.length - 1));
  const [head, tail] = parts;
  if (!head || parts.includes(undefined)) return undefined;
  if (tail === undefined) return head.length === 16 ? head : undefined;
  const zeros = 16 - head.length - tail.length;
  return zeros >= 2 ? [...head, ...new Array<number>(zeros).fill(0), ...tail] : undefined;
}

/** The bytes of groups between colons; the last of all may be a dotted IPv4 address. */
function groupBytes(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const dotted = last && index === groups.length - 1 && group.includes('.') ? ipv4Bytes(group) : undefined;
    if (dotted) bytes.push(...dotted);
    else if (GROUP.test(group)) bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
