import type { OutputBuffer } from './outputBuffer';

/** A block's type and length before its body, and its length again behind it. Source: facts/scap-format.md §2. */
const FRAME = 12;
const LENGTH = 4;

/** Writes a block of a type: its frame around the body that `write` adds, padded to whole words. */
export function writeBlock(out: OutputBuffer, code: number, write: () => void): void {
  const start = out.length;
  out.uint32(code);
  out.uint32(0);
  const body = out.length;
  write();
  const padded = (out.length - body + 3) & ~3;
  out.padTo(body, padded);
  out.uint32(padded + FRAME);
  out.setUint32(start + LENGTH, padded + FRAME);
}

/** Writes a list's entry with its own length before it, which counts itself. */
export function writeEntry(out: OutputBuffer, write: () => void): void {
  const start = out.length;
  out.uint32(0);
  write();
  out.setUint32(start, out.length - start);
}
