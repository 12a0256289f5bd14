/** A recorded output of sysdig 0.29.3, and the arguments after `-r FILE` that it was recorded with. */
export interface RecordedOutput {
  readonly file: string;
  readonly args: readonly string[];
  /** The recording has only so many bytes or lines. */
  readonly cutAt?: { readonly bytes: number } | { readonly lines: number };
  /** Lines that count the same have no order. */
  readonly isUnordered?: boolean;
}

const DATA = { bytes: 3_000_000 };

export const RECORDED_OUTPUTS: readonly RecordedOutput[] = [
  { file: 'default.txt', args: [] },
  { file: 'pc.txt', args: ['-pc', '-n', '30000'] },
  { file: 'pk.txt', args: ['-pk', '-n', '30000'] },
  { file: 'pm.txt', args: ['-pm', '-n', '3000'] },
  {
    file: 'p-widths.txt',
    args: ['-n', '3000', '-p', '[%8evt.num|%12proc.name|%6fd.num|%20fd.name] %evt.type'],
  },
  { file: 'A-io.txt', args: ['-A', '-v', 'evt.is_io=true'], cutAt: DATA },
  { file: 'X-io.txt', args: ['-X', '-v', 'evt.is_io=true'], cutAt: DATA },
  { file: 'x-io.txt', args: ['-x', '-v', 'evt.is_io=true'], cutAt: DATA },
  { file: 'b-io.txt', args: ['-b', '-v', 'evt.is_io=true'], cutAt: DATA },
  { file: 't-a.txt', args: ['-t', 'a', '-n', '3000'] },
  { file: 't-r.txt', args: ['-t', 'r', '-n', '3000'] },
  { file: 't-d.txt', args: ['-t', 'd', '-n', '3000'] },
  { file: 't-D.txt', args: ['-t', 'D', '-n', '3000'] },
  { file: 'R-net.txt', args: ['-R', 'fd.type in (ipv4, ipv6)'], cutAt: { lines: 3000 } },
  { file: 'summary.txt', args: ['-S', '-q'], isUnordered: true },
  { file: 'json.txt', args: ['-j', '-n', '5000'] },
];
