/** A number as `0x` and at least so many hexadecimal digits. */
export function hexText(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** Bytes as hexadecimal digits, cut after `most` of them with an ellipsis. */
export function hexBytes(bytes: Uint8Array, start: number, end: number, most = 32): string {
  const last = Math.min(end, start + most);
  let text = '';
  for (let at = start; at < last; at++) text += bytes[at].toString(16).padStart(2, '0');
  return end > last ? `${text}…` : text;
}

/** Six bytes as `00:11:22:33:44:55`. */
export function hardwareAddressText(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** "1 byte", "2 bytes". */
export function byteCount(count: number): string {
  return `${count} byte${count === 1 ? '' : 's'}`;
}
