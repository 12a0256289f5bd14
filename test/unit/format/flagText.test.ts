import { describe, expect, it } from 'vitest';
import { FLAG_SETS } from '../../../src/engine/capture/tables/flags';
import { enumerationText, flagText } from '../../../src/engine/format/flagText';

describe('flags', () => {
  it.each([
    ['file_flags', 4097, 'O_RDONLY|O_CLOEXEC'],
    ['file_flags', 7, 'O_CREAT|O_RDWR'],
    ['mmap_flags', 10, 'MAP_PRIVATE|MAP_ANONYMOUS'],
    ['prot_flags', 3, 'PROT_READ|PROT_WRITE'],
    ['futex_operations', 129, 'FUTEX_PRIVATE_FLAG|FUTEX_WAKE'],
    ['access_flags', 0, 'F_OK'],
    ['socket_families', 10, 'AF_INET6'],
    ['chmod_mode', 0o644, 'S_IROTH|S_IRGRP|S_IWUSR|S_IRUSR'],
  ])('%s %i is %s', (set, value, expected) => {
    expect(flagText(FLAG_SETS[set], value)).toBe(expected);
  });

  it('names nothing where no bit has a name', () => {
    expect(flagText([['A', 1]], 2)).toBe('');
  });

  it('leaves out bits that an earlier name has taken', () => {
    expect(
      flagText(
        [
          ['BOTH', 3],
          ['ONE', 1],
          ['FOUR', 4],
        ],
        7,
      ),
    ).toBe('BOTH|FOUR');
  });

  it('ends at the first name of the whole value, also when its bits were taken', () => {
    expect(
      flagText(
        [
          ['ONE', 1],
          ['ALL', 3],
          ['TWO', 2],
        ],
        3,
      ),
    ).toBe('ONE|ALL');
  });

  it('treats the highest bit as any other', () => {
    expect(
      flagText(
        [
          ['TOP', 0x80000000],
          ['ONE', 1],
        ],
        0x80000001,
      ),
    ).toBe('TOP|ONE');
  });
});

describe('enumerations', () => {
  it('name only exactly this value', () => {
    expect(
      enumerationText(
        [
          ['A', 1],
          ['B', 2],
        ],
        3,
      ),
    ).toBe('');
  });

  it('take the first of two names', () => {
    expect(
      enumerationText(
        [
          ['AF_LOCAL', 1],
          ['AF_UNIX', 1],
        ],
        1,
      ),
    ).toBe('AF_LOCAL');
  });
});
