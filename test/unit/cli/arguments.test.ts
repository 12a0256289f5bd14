import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments';
import { PRESETS } from '../../../src/engine/output/presets';

const FILES = ['a.scap'];
const READ = {
  kind: 'read',
  files: FILES,
  words: [],
  limit: undefined,
  seconds: undefined,
  sortsByTime: false,
  filtersLinesOnly: false,
  format: undefined,
  showsContainers: false,
  timeMode: 'h',
  dataMode: 'dots',
  verbose: false,
  json: false,
  namesServices: false,
  quiet: false,
  summary: false,
  progress: false,
  chisels: [],
  writeTo: undefined,
  compressed: false,
};

/** What the arguments after `-r a.scap` mean, where that is not the usual. */
function meaning(...args: string[]): Record<string, unknown> {
  const { files, ...request } = { files: undefined, ...parseArguments(['-r', ...FILES, ...args]) };
  expect(files).toEqual(FILES);
  return Object.fromEntries(
    Object.entries(request).filter(([name, value]) => READ[name as keyof typeof READ] !== value),
  );
}

import { UsageError } from '../../../src/cli/usageError';

describe('the arguments of the command line', () => {
  it.each([
    [['-r', 'a.scap'], READ],
    [['-ra.scap'], READ],
    [['--read', 'a.scap'], READ],
    [['--read=a.scap'], READ],
    [['evt.num=3', '-r', 'a.scap'], { ...READ, words: ['evt.num=3'] }],
    [['--help'], { kind: 'help' }],
    [['-h', '-r', 'a.scap'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
    [['-l'], { kind: 'fields', markdown: false }],
    [['fields'], { kind: 'fields', markdown: false }],
    [['fields', '--markdown'], { kind: 'fields', markdown: true }],
    [['-L'], { kind: 'events' }],
    [['-cl'], { kind: 'chisels' }],
  ])('%j', (args, request) => {
    expect(parseArguments(args)).toEqual(request);
  });

  it.each([
    [['-n', '5'], { limit: 5 }],
    [['-n5'], { limit: 5 }],
    [['-M', '10'], { seconds: 10 }],
    [['--sort', 'time'], { sortsByTime: true }],
    [['-A'], { dataMode: 'ascii' }],
    [['-x'], { dataMode: 'hex' }],
    [['-X'], { dataMode: 'hexAscii' }],
    [['-b'], { dataMode: 'base64' }],
    [['-v'], { verbose: true }],
    [['-j'], { json: true }],
    [['-R'], { namesServices: true }],
    [['-q'], { quiet: true }],
    [['-S'], { summary: true }],
    [['-qS'], { quiet: true, summary: true }],
    [['-P'], { progress: true }],
    [['-t', 'r'], { timeMode: 'r' }],
    [['-tD'], { timeMode: 'D' }],
    [['-p', '%evt.num'], { format: '%evt.num' }],
    [['-p', '%evt.num', '-p', '%evt.type'], { format: '%evt.type' }],
    [['-pc'], { format: PRESETS.container, showsContainers: true }],
    [['-pcontainer'], { format: PRESETS.container, showsContainers: true }],
    [['-pk'], { format: PRESETS.kubernetes, showsContainers: true }],
    [['-pm'], { format: PRESETS.mesos, showsContainers: true }],
    [['-pc', '-p', '%evt.num'], { format: '%evt.num', showsContainers: true }],
    [['-w', 'b.scap'], { writeTo: 'b.scap', quiet: true }],
    [['-zw', 'b.scap'], { writeTo: 'b.scap', quiet: true, compressed: true }],
    [['-d'], { filtersLinesOnly: true }],
    [['-N', '-F', '--unbuffered'], {}],
  ])('%j', (args, expected) => {
    const { words: _words, chisels: _chisels, ...rest } = meaning(...args);
    expect(rest).toEqual(expected);
  });

  it('name chisels, and leave it open which words are theirs', () => {
    expect(meaning('-c', 'echo_fds', 'disable_color', '-c', 'ps', 'fd.num=1')).toEqual({
      chisels: ['echo_fds', 'ps'],
      words: ['disable_color', 'fd.num=1'],
    });
  });

  it.each([
    [['-pp'], undefined],
    [['-pk', '-pp'], PRESETS.kubernetes],
    [['-p', '%evt.num', '-pp'], '%evt.num'],
  ])('%j ask for the format', (args, format) => {
    expect(parseArguments(args)).toEqual({ kind: 'format', format });
  });

  it('take words after -- for the filter even when they begin with a dash', () => {
    expect(meaning('--', 'evt.rawres', '=', '-2').words).toEqual(['evt.rawres', '=', '-2']);
  });

  it.each([
    [[], 'Say which capture to read'],
    [['evt.num=1'], 'Say which capture to read'],
    [['-r', ''], 'empty'],
    [['-r'], '-r, --read <value>'],
    [['-r', 'a.scap', '--bad'], "'--bad'"],
    [['-r', 'a.scap', '-Z'], "'-Z'"],
    [['-r', 'a.scap', '-n', '0'], 'from 1 on'],
    [['-r', 'a.scap', '-n', 'many'], '"many"'],
    [['-r', 'a.scap', '-n', '1e3'], '"1e3"'],
    [['-r', 'a.scap', '-M', '0'], 'seconds after -M'],
    [['-r', 'a.scap', '-t', 'x'], 'one of h, a, r, d and D, not "x"'],
    [['-r', 'a.scap', '--sort', 'size'], '--sort time, not "size"'],
    [['-r', 'a.scap', '--sort', 'time', '-w', 'b.scap'], 'no --sort'],
    [['-r', 'a.scap', '-A', '-x'], 'one of -A, -x, -X and -b'],
    [['-r', 'a.scap', '-w', ''], 'empty'],
    [['-r', 'a.scap', '-c'], '-c, --chisel <value>'],
  ])('are refused with what is wrong: %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(message);
  });
});
