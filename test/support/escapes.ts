import { concatBytes } from './byteWriter';

const SHORT_ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, 0: 0, '\\': 92, '"': 34 };

/** A text as UTF-8, in which `\xHH` stands for any byte and `\n \r \t \0 \\ \"` for theirs. */
export function escapedBytes(text: string): Uint8Array {
  const pieces = text.split(/(\\x[0-9a-fA-F]{2}|\\.)/);
  return concatBytes(
    pieces.map((piece, index) => (index % 2 === 0 ? new TextEncoder().encode(piece) : escapedByte(piece))),
  );
}

function escapedByte(sequence: string): Uint8Array {
  const code = sequence[1] === 'x' ? Number.parseInt(sequence.slice(2), 16) : SHORT_ESCAPES[sequence[1]];
  if (code === undefined || Number.isNaN(code)) throw new Error(`Unknown escape ${sequence}`);
  return Uint8Array.of(code);
}
