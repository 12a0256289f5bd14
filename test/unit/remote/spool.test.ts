import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureSpool } from '../../../src/remote/spool/captureSpool';
import { moveSpooledTimelines, writeSpooledTimeline } from '../../../src/remote/spool/spooledTimeline';
import { SpoolFolder, type SpoolRecord } from '../../../src/remote/spool/spoolFolder';
import { foldPart } from '../../../src/session/node/foldPart';
import { readTimelineFile } from '../../../src/session/timeline/timelineFile';
import { temporaryFiles } from '../../support/temporaryFiles';

const files = temporaryFiles();

/** A block of 16 bytes. */
const BLOCK = Uint8Array.of(0x16, 2, 0, 0, 16, 0, 0, 0, 1, 2, 3, 4, 16, 0, 0, 0);
const FACTS = { host: 'web-1', command: 'sysdig -w -', clockOffset: 1.5 };

describe('CaptureSpool', () => {
  it('writes in order what comes, and can be read meanwhile', async () => {
    const grown: number[] = [];
    const spool: CaptureSpool = new CaptureSpool(files.path('order.scap'), { grown: () => grown.push(spool.written) });
    const piece = BLOCK.slice();
    spool.add(piece);
    // The piece is the stream's own, and used again.
    piece.fill(0);
    spool.add(BLOCK);
    await spool.finish();
    expect(readFileSync(spool.path)).toEqual(Buffer.concat([BLOCK, BLOCK]));
    expect(grown).toEqual([16, 32]);
  });

  it('ends with the last whole block', async () => {
    const spool = new CaptureSpool(files.path('cut.scap'));
    spool.add(BLOCK);
    spool.add(BLOCK.subarray(0, 11));
    await spool.finish();
    expect(readFileSync(spool.path)).toEqual(Buffer.from(BLOCK));
  });

  it('holds the sender back while the disk is behind', async () => {
    const spool = new CaptureSpool(files.path('slow.scap'));
    expect(spool.add(BLOCK)).toBeUndefined();
    const held = spool.add(new Uint8Array(16 * 1024 * 1024));
    expect(held).toBeInstanceOf(Promise);
    await held;
    expect(spool.written).toBe(spool.received);
    await spool.finish();
  });

  it('makes no file anew', () => {
    const path = files.write(BLOCK);
    expect(() => new CaptureSpool(path)).toThrow(/EEXIST/);
  });
});

describe('SpoolFolder', () => {
  function folderOf(name: string, isAlive = false): SpoolFolder {
    return new SpoolFolder(files.path(name), foldPart, () => isAlive);
  }

  /** As if another process had begun the capture. */
  function disown(folder: SpoolFolder, record: SpoolRecord): void {
    writeFileSync(join(folder.folder, `${record.id}.json`), JSON.stringify({ ...record, owner: 2 ** 22 + 1 }));
  }

  it('finds what a process left behind that is gone, cut at its last whole block', async () => {
    const folder = folderOf('left');
    const { record, spool } = folder.begin(FACTS);
    spool.add(BLOCK);
    await spool.finish();
    writeFileSync(spool.path, Buffer.concat([BLOCK, BLOCK.subarray(0, 7)]));
    disown(folder, record);
    const [found, ...others] = await folder.leftBehind();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ path: spool.path, bytes: 16, record: { host: 'web-1', clockOffset: 1.5 } });
    expect(readFileSync(spool.path).length).toBe(16);
  });

  it('finds a capture all the same of whose end nothing could be written down', async () => {
    const folder = folderOf('unwritten');
    const { record, spool } = folder.begin(FACTS);
    spool.add(BLOCK);
    await spool.finish();
    disown(folder, record);
    // As where the disk is full.
    mkdirSync(join(folder.folder, `${record.id}.json.new`));
    expect(folder.finish(record)).toMatchObject({ path: spool.path, bytes: 16 });
    expect(await folder.leftBehind()).toMatchObject([{ path: spool.path, bytes: 16 }]);
  });

  it('leaves captures alone that are still being written', async () => {
    const folder = folderOf('alive', true);
    const { record, spool } = folder.begin(FACTS);
    spool.add(BLOCK);
    disown(folder, record);
    expect(await folder.leftBehind()).toEqual([]);
    await spool.finish();
  });

  it('removes those in which nothing is', async () => {
    const folder = folderOf('empty');
    const { record, spool } = folder.begin(FACTS);
    await spool.finish();
    disown(folder, record);
    expect(await folder.leftBehind()).toEqual([]);
    expect(existsSync(spool.path)).toBe(false);
  });

  it('passes over records that are none, or that name another file', async () => {
    const folder = folderOf('strange');
    const { record, spool } = folder.begin(FACTS);
    await spool.finish();
    writeFileSync(join(folder.folder, 'broken.json'), '{');
    writeFileSync(join(folder.folder, 'other.json'), JSON.stringify({ ...record, id: '../../etc/passwd' }));
    expect(await folder.leftBehind()).toEqual([]);
  });
});

describe('the timeline of captures that were started together', () => {
  const folder = new SpoolFolder(files.path('together'), foldPart);

  it('follows its captures once they were all saved in one folder', () => {
    const records = ['a', 'b'].map((host) => folder.add({ ...FACTS, host }).record);
    const list = writeSpooledTimeline(folder.folder, records);
    const saved = files.path('saved');
    mkdirSync(saved);
    const moved = new Map([[folder.pathOf(records[0].id), join(saved, 'first.scap')]]);
    expect(moveSpooledTimelines(folder.folder, moved)).toEqual([]);
    moved.set(folder.pathOf(records[1].id), files.path('elsewhere.scap'));
    expect(moveSpooledTimelines(folder.folder, moved)).toEqual([]);
    moved.set(folder.pathOf(records[1].id), join(saved, 'second.scap'));
    const [{ from, to }] = moveSpooledTimelines(folder.folder, moved);
    expect([from, dirname(to)]).toEqual([list, saved]);
    expect(readTimelineFile(readFileSync(to, 'utf8'))).toEqual([
      { path: ['first.scap'], host: 'a', clockCorrection: -1_500_000n },
      { path: ['second.scap'], host: 'b', clockCorrection: -1_500_000n },
    ]);
    for (const { id } of records) folder.remove(id);
  });

  it('names hosts and clocks, and goes with the last of its captures', () => {
    const records = ['web-1', 'db-1'].map((host) => {
      const { record, path } = folder.add({ ...FACTS, host });
      writeFileSync(path, BLOCK);
      return record;
    });
    const list = writeSpooledTimeline(folder.folder, records);
    expect(readTimelineFile(readFileSync(list, 'utf8'))).toEqual(
      records.map(({ id, host }) => ({ path: [`${id}.scap`], host, clockCorrection: -1_500_000n })),
    );
    expect(basename(list)).toMatch(/^web-1\+db-1-\d{8}T\d{6}-[0-9a-f]{4}\.scaptimeline$/);
    folder.remove(records[0].id);
    expect(existsSync(list)).toBe(true);
    folder.remove(records[1].id);
    expect(existsSync(list)).toBe(false);
  });
});
