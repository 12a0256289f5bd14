/** Types of HTTP/2 frames, and flags of those that have any. Source: RFC 9113 §6. */
const FRAMES: readonly (readonly [name: string, flags: Readonly<Record<number, string>>])[] = [
  ['DATA', { 1: 'END_STREAM', 8: 'PADDED' }],
  ['HEADERS', { 1: 'END_STREAM', 4: 'END_HEADERS', 8: 'PADDED', 32: 'PRIORITY' }],
  ['PRIORITY', {}],
  ['RST_STREAM', {}],
  ['SETTINGS', { 1: 'ACK' }],
  ['PUSH_PROMISE', { 4: 'END_HEADERS', 8: 'PADDED' }],
  ['PING', { 1: 'ACK' }],
  ['GOAWAY', {}],
  ['WINDOW_UPDATE', {}],
  ['CONTINUATION', { 4: 'END_HEADERS' }],
];

export function http2FrameName(type: number): string {
  return FRAMES[type]?.[0] ?? `Unknown type (${type})`;
}

export function http2FlagsText(type: number, flags: number): string {
  const names = Object.entries(FRAMES[type]?.[1] ?? {}).filter(([bit]) => (flags & Number(bit)) !== 0);
  return names.length === 0 ? 'none' : names.map(([, name]) => name).join(', ');
}
