import { describe, expect, it } from 'vitest';
import { USUAL_OPTIONS } from '../../../src/remote/capture/captureOptions';
import { SpaceWatch, spaceFindings } from '../../../src/remote/capture/localSpace';
import { freeSpace } from '../../../src/remote/spool/freeSpace';
import { temporaryFiles } from '../../support/temporaryFiles';

const files = temporaryFiles();
const MB = 1_000_000;

describe('the disk of this machine, before a capture begins', () => {
  it('is not spoken of where there is enough, or where nothing is known of it', () => {
    expect(spaceFindings(USUAL_OPTIONS, 1, 500 * MB)).toEqual([]);
    expect(spaceFindings({ ...USUAL_OPTIONS, bytes: 50 * MB }, 2, 200 * MB)).toEqual([]);
    expect(spaceFindings({ ...USUAL_OPTIONS, bytes: 9e12 }, 1, undefined)).toEqual([]);
  });

  it('has to have room for the captures of all hosts, as far as these are limited', () => {
    const [finding] = spaceFindings({ ...USUAL_OPTIONS, bytes: 500 * MB }, 2, 1000 * MB);
    expect(finding).toMatchObject({ severity: 'warning', reason: 'little-local-space' });
    expect(finding.message).toBe(
      "Only 1.0 GB are free on this machine's disk, and what is recorded may take 1.0 GB: it is ended before the disk is full.",
    );
    expect(spaceFindings(USUAL_OPTIONS, 1, 250 * MB)[0].message).toContain('has no size limit');
  });

  it('has to have it twice where only the end is kept, which is put together from its parts', () => {
    const options = { ...USUAL_OPTIONS, keepBytes: 400 * MB };
    expect(spaceFindings(options, 1, 850 * MB)[0].message).toContain('may take 800 MB');
    expect(spaceFindings(options, 1, 950 * MB)).toEqual([]);
  });

  it('allows no capture where next to nothing is free', () => {
    expect(spaceFindings({ ...USUAL_OPTIONS, bytes: 1 }, 1, 99 * MB)).toMatchObject([
      { severity: 'error', reason: 'no-local-space' },
    ]);
  });

  it('is asked for the folder that is to be made, by the one where it will be', () => {
    const free = freeSpace(files.path('to/be/made'));
    expect(free).toBeGreaterThan(0);
  });
});

describe('the disk of this machine, while a capture runs', () => {
  it('is looked at once a second, and is short before it is full', () => {
    let free = 150 * MB;
    let looks = 0;
    const watch = new SpaceWatch('/a.scap', USUAL_OPTIONS, () => {
      looks++;
      return free;
    });
    expect(watch.isShort(0, 0)).toBe(false);
    free = 90 * MB;
    expect(watch.isShort(0, 999)).toBe(false);
    expect(looks).toBe(1);
    expect(watch.isShort(0, 1000)).toBe(true);
  });

  it('has to have room for the end that is kept, once more', () => {
    const watch = new SpaceWatch('/a.scap', { ...USUAL_OPTIONS, keepSeconds: 60 }, () => 150 * MB);
    expect(watch.isShort(40 * MB, 0)).toBe(false);
    expect(watch.isShort(60 * MB, 1000)).toBe(true);
  });
});
