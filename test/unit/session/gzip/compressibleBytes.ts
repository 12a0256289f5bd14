/** Bytes that shrink as captures do, to about a third: short runs of what stood somewhere before, and new bytes between them. */
export function compressibleBytes(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let at = 0; at < length; ) {
    for (const end = Math.min(length, at + random(8)); at < end; at++) bytes[at] = random(256);
    if (at === 0) continue;
    const from = Math.max(0, at - 1 - random(30_000));
    for (let copied = 0, count = random(30); copied < count && at < length; copied++)
      bytes[at++] = bytes[from + copied];
  }
  return bytes;
}
