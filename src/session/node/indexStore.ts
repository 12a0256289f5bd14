import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { SeekIndex } from '../gzip/seekIndex';
import { decodeSeekIndex, encodeSeekIndex } from '../gzip/seekIndexFile';
import { NODE_CODEC } from './nodeCodec';
import type { PositionedFile } from './positionedFile';

/** Most bytes that all indexes together may take on the disk; the oldest ones give way. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Bytes of a file's beginning and end that go into its identity. */
const SAMPLE = 64 * 1024;
const SUFFIX = '.seekindex';

/** Seek indexes of captures that were opened before, each in a file of its own in a folder. It is a cache: nothing here fails. */
export class IndexStore {
  constructor(
    private readonly folder: string,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** The index of a file as it is now; undefined where none was kept, or it is another content's, or damaged. */
  load(file: PositionedFile): SeekIndex | undefined {
    try {
      const { name, identity } = identityOf(file);
      const kept = path.join(this.folder, name);
      const index = decodeSeekIndex(fs.readFileSync(kept), identity, NODE_CODEC);
      if (!index) fs.rmSync(kept);
      // The one that was used last is the last to give way.
      else fs.utimesSync(kept, new Date(), new Date());
      return index;
    } catch {
      return undefined;
    }
  }

  /** Keeps a complete index. */
  save(file: PositionedFile, index: SeekIndex): void {
    try {
      const { name, identity } = identityOf(file);
      fs.mkdirSync(this.folder, { recursive: true });
      const whole = path.join(this.folder, name);
      // Whoever reads it meanwhile sees the old one or the new one.
      const part = `${whole}.${process.pid}`;
      fs.writeFileSync(part, encodeSeekIndex(index, identity, NODE_CODEC), { mode: 0o600 });
      fs.renameSync(part, whole);
      this.makeRoom();
    } catch {
      // It is made anew the next time.
    }
  }

  private makeRoom(): void {
    const kept = fs
      .readdirSync(this.folder)
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => ({ name: path.join(this.folder, name), stat: fs.statSync(path.join(this.folder, name)) }))
      .sort((one, other) => one.stat.mtimeMs - other.stat.mtimeMs);
    let bytes = kept.reduce((sum, { stat }) => sum + stat.size, 0);
    for (const { name, stat } of kept) {
      if (bytes <= this.mostBytes) break;
      fs.rmSync(name);
      bytes -= stat.size;
    }
  }
}

/** What tells one file from another, and one content of a file from another. The first names the index, so a new content's replaces it. */
function identityOf(file: PositionedFile): { name: string; identity: string } {
  const { dev, ino, size, mtimeNs } = fs.fstatSync(file.descriptor, { bigint: true });
  const ends = createHash('sha256');
  for (const offset of [0, Math.max(0, file.size - SAMPLE)]) {
    const sample = new Uint8Array(SAMPLE);
    ends.update(sample.subarray(0, file.read(offset, sample)));
  }
  const name = createHash('sha256').update(`${dev} ${ino}`).digest('hex').slice(0, 32) + SUFFIX;
  return { name, identity: `${size} ${mtimeNs} ${ends.digest('hex')}` };
}
