const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NO_DIGIT = 0xff;
const PAD = 0x3d;
const DIGITS = new Uint8Array(256).fill(NO_DIGIT);
for (let index = 0; index < ALPHABET.length; index++) DIGITS[ALPHABET.charCodeAt(index)] = index;

/**
 * What Base64 stands for, with or without its padding; undefined where the bytes are none, or where bits are left over that
 * are not zero. Source: RFC 4648 §3.5, §4; that libs refuses such bits shows in the recordings of `b64(proc.name) exists`.
 */
export function decodeBase64(bytes: Uint8Array): Uint8Array | undefined {
  let length = bytes.length;
  while (length > 0 && bytes.length - length < 2 && bytes[length - 1] === PAD) length--;
  if (length % 4 === 1) return undefined;
  const result = new Uint8Array(Math.floor((length * 3) / 4));
  let held = 0;
  let bits = 0;
  let to = 0;
  for (let at = 0; at < length; at++) {
    const digit = DIGITS[bytes[at]];
    if (digit === NO_DIGIT) return undefined;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      result[to++] = (held >> bits) & 0xff;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? result : undefined;
}
