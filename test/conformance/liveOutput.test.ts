import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run';
import { capturePath, OWN_FIXTURES } from '../support/expectations';
import { askProgram, isProgramInstalled } from '../support/installedProgram';

process.env.TZ = 'UTC';

const CAPTURE = capturePath(OWN_FIXTURES, 'dns-ndots-classic');

/** What is asked of one program and the other; none of the events shows what README.md lists as a deviation. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['-p', 'no fields', '-n', '300'],
  ['-p', '*%evt.num\\t%fd.name\\\\\\q', '-n', '500', 'evt.type=openat and evt.dir=<'],
  ['-p', '%evt.num|%1proc.name|%0evt.cpu|%003evt.type|', '-n', '500'],
  ['-p', '%evt.num %evt.arg.fd %evt.arg[0].', 'evt.type=close'],
  ['-p', '*%evt.num %proc.aname[1] %proc.aname[2]X', 'proc.name=curl'],
  ['-p', '%evt.num %evt.time %evt.time.s %evt.datetime %evt.rawtime %evt.rawtime.s %evt.rawtime.ns', 'evt.num>3000'],
  ['-p', '%evt.num %evt.time.iso8601 %evt.datetime.s %evt.reltime %evt.reltime.s %evt.reltime.ns', 'evt.num>3000'],
  ['-p', '*%evt.num %evt.deltatime %evt.deltatime.s %evt.deltatime.ns', 'evt.num>3000'],
  ['-p', '*%evt.num %evt.wait_latency', 'evt.num<3000'],
  ['-p', '%evt.num %evt.latency %evt.latency.s %evt.latency.ns %evt.latency.human', 'evt.dir=< and evt.num>3000'],
  ['-p', '*%evt.num %evt.type %evt.args', 'evt.type=close'],
  ['-j', '-p', '*%evt.num %evt.rawres %fd.name %evt.is_io %evt.latency %evt.time', 'evt.type in (close, read)'],
  ['-j', '-p', '%evt.num %evt.rawres', 'evt.type=close'],
  ['-j', '-A', 'evt.type=read and fd.type=file'],
  ['-A', 'evt.type=read and fd.type=file'],
  ['-x', 'evt.type=read and fd.type=file'],
  ['-S', '-n', '3'],
  ['-M', '6', '-p', '%evt.num'],
  ['-M', '8', '-p', '%evt.num', 'evt.num>1000'],
  ['-n', '500', 'evt.type=close'],
  ['-n', '350', '-p', '%evt.num'],
  ['-t', 'D', '-p', '%evt.num %evt.outputtime %evt.rawres', 'proc.name=curl'],
  ['-R', '-p', '%evt.num %fd.name %fd.sport %fd.sproto %fd.lproto', 'proc.name=curl and fd.type=ipv4 and fd.port=80'],
  ['-c', 'fdtime_by', 'fd.type'],
  ['-c', 'fdtime_by', 'fd.type', 'fd.type=file'],
  ['-c', 'httptop', 'time'],
  ['-c', 'httptop', 'bytes'],
  ['-pp'],
  ['-pc', '-pp'],
  ['-pk', '-pp'],
  ['-pm', '-pp'],
  ['-p', '%evt.num', '-pp'],
];

/** Formats that are refused, with the same sentence at the beginning. */
const MISTAKES = ['', '%', 'a %12', '%%', '%evt.nope and more', '%-10proc.name', '% evt.num', '%EVT.num', '%fd.ip'];

async function ask(args: readonly string[]): Promise<{ out: string; errors: string }> {
  const chunks: { out: Buffer[]; errors: Buffer[] } = { out: [], errors: [] };
  const collect = (into: Buffer[]): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        into.push(Buffer.from(chunk));
        done();
      },
    });
  await runCli(args, { out: collect(chunks.out), errors: collect(chunks.errors) }, () => '');
  return { out: Buffer.concat(chunks.out).toString(), errors: Buffer.concat(chunks.errors).toString() };
}

describe.skipIf(!isProgramInstalled())('asked the same, sysdig and we print the same', () => {
  it.each(QUESTIONS.map((args) => [args.join(' '), args] as const))('%s', async (_title, args) => {
    // -d: the filter decides what is printed, and not what the state is made of.
    const theirs = askProgram(['-d', '-r', CAPTURE, ...args]);
    expect(theirs.out).not.toBe('');
    expect((await ask(['-d', '-r', CAPTURE, ...args])).out).toBe(theirs.out);
  });

  it.each(MISTAKES)('is refused: -p "%s"', async (format) => {
    const [sentence] = askProgram(['-r', CAPTURE, '-p', format]).errors.split('\n');
    expect(sentence).not.toBe('');
    expect((await ask(['-r', CAPTURE, '-p', format])).errors).toContain(sentence);
  });
});
