import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../src/engine/filter/checker';
import type { CheckContext } from '../../../src/engine/filter/definitions';
import { parseFilter, parseList } from '../../../src/engine/filter/parser';

/** Everything that the checker says: severity, code, the piece, and what the filter is after the first fix. */
function said(text: string, context: CheckContext = {}): string[] {
  const { root, diagnostics } = parseFilter(text);
  expect(diagnostics).toEqual([]);
  return checkFilter(root, context).diagnostics.map(({ severity, code, start, end, fixes }) => {
    const edits = [...(fixes[0]?.edits ?? [])].sort((a, b) => b.start - a.start);
    const fixed = edits.reduce(
      (result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end),
      text,
    );
    return `${severity} ${code} ${text.slice(start, end)}${edits.length > 0 ? ` → ${fixed}` : ''}`;
  });
}

describe('a mistake comes with a way out of it', () => {
  it.each(
    [
      ['proc.nam=x', ['error unknown-field proc.nam → proc.name=x']],
      ['name=x', ['error unknown-field name → proc.name=x']],
      ['ip.addr=10.0.0.1', ['error unknown-field ip.addr → fd.ip=10.0.0.1']],
      ['evt.latency>1ms', ['error unit 1ms → evt.latency>1000000']],
      ['evt.latency>1.5s', ['error unit 1.5s → evt.latency>1500000000']],
      ['evt.buflen>10K', ['error unit 10K → evt.buflen>10240']],
      ['proc.pid=0x10', ['error bad-number 0x10 → proc.pid=16']],
      ['evt.failed=1', ['error bad-truth 1 → evt.failed=true']],
      ['fd.ip=10.0.0.0/8', ['error bad-address 10.0.0.0/8 → fd.net=10.0.0.0/8']],
      ['fd.sip=10.0.0.1:80', ['error bad-address 10.0.0.1:80 → fd.sip=10.0.0.1']],
      ['fd.sip="[::1]:80"', ['error bad-address "[::1]:80" → fd.sip=::1']],
      ['fd.sip=10.0.0.1:80:90', ['error bad-address 10.0.0.1:80:90']],
      ['proc.pid=proc.ppid', ['error bad-number proc.ppid → proc.pid=val(proc.ppid)']],
      ['fd.net=10.1.*', ['error bad-network 10.1.* → fd.net=10.1.0.0/16']],
      ['evt.type=ipv4', ['error unknown-value ipv4 → fd.type=ipv4']],
      ['evt.type=opn', ['error unknown-value opn → evt.type=open']],
      ['evt.buffer bcontains 0xCAFE', ['error bad-hexadecimal 0xCAFE → evt.buffer bcontains CAFE']],
      ['evt.buffer icontains a', ['error operator-not-for-type icontains → evt.buffer contains a']],
      ['fd.ip contains 10', ['error operator-not-for-type contains → fd.ip = 10']],
      ['proc.name regex \\d+', ['error bad-regex \\d → proc.name regex [0-9]+']],
      ['proc.name regex "("', ['error bad-regex (']],
      ['proc.name regex "(?i)x"', ['error bad-regex (?']],
      ['proc.name = val(proc.pid)', ['error bad-right-side val(proc.pid)']],
      ['proc.name = val(fd.ip)', ['error bad-right-side val(fd.ip)']],
      ['fd.ip = val(fd.cip)', ['error bad-right-side val(fd.cip)']],
      ['proc.name pmatch val(fd.name)', ['error bad-right-side pmatch']],
      ['tolower(proc.pid)=3', ['error bad-transformer tolower(proc.pid)']],
      ['join(",",proc.args) contains x', ['error bad-transformer join(",",proc.args)']],
      ['tolower(fd.ip)=3', ['error bad-transformer fd.ip']],
      ['fd.types startswith anyof (a)', ['error operator-not-for-type startswith']],
      ['span.id=1', ['error unknown-field span.id']],
      ['foo', ['error unknown-macro foo']],
    ].map(([text, expected]) => [text as string, expected as string[]] as const),
  )('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('a field that no capture can answer says why', () => {
    const [diagnostic] = checkFilter(parseFilter('span.duration>1').root).diagnostics;
    expect(diagnostic.message).toMatch(/^The field 'span\.duration' cannot be answered: it is about tracers/);
  });
});

describe('what is allowed and probably not meant is remarked', () => {
  it.each(
    [
      ['fd.type=ipv5', ['warning unknown-value ipv5 → fd.type=ipv4']],
      ['evt.res=EACCESS', ['warning unknown-value EACCESS → evt.res=EACCES']],
      ['evt.res in (enoent, SUCCESS, 600)', ['warning unknown-value enoent → evt.res in (ENOENT, SUCCESS, 600)']],
      ['proc.name=proc.pname', ['hint field-as-text proc.pname → proc.name=val(proc.pname)']],
      ['proc.name="proc.pname"', []],
      ['proc.name=proc.pid', []],
      ['fd.name pmatch proc.cwd', []],
      ['fd.name!=x', ['hint drops-missing != → not fd.name=x']],
      ['fd.name exists and fd.name!=x', []],
      ['not fd.name!=x', []],
      ['proc.name!=x', []],
      ['proc.name=a and proc.name=b', ['warning constant-condition proc.name=b']],
      ['proc.name in (a, b) and proc.name in (b, "c")', []],
      ['evt.dir=> and evt.dir=<', ['warning constant-condition evt.dir=<']],
      ['fd.num>5 and fd.num<3', ['warning constant-condition fd.num<3']],
      ['fd.num>5 and fd.num<=6', []],
      ['fd.port=1 and fd.port=2', []],
      ['proc.aname=a and proc.aname=b', []],
      ['proc.name=a or not proc.name=a', ['warning constant-condition not proc.name=a']],
      ['proc.name=a and not proc.name=a', ['warning constant-condition not proc.name=a']],
      ['proc.name!=a or proc.name!=b', ['warning constant-condition proc.name!=b']],
      ['proc.name in ()', ['warning constant-condition proc.name in ()']],
      ['evt.num>=0', ['warning constant-condition evt.num>=0 → evt.num exists']],
      ['evt.num<0', ['warning constant-condition evt.num<0']],
    ].map(([text, expected]) => [text as string, expected as string[]] as const),
  )('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('for a version that the filter is written for', () => {
  it.each([
    [
      'sysdig 0.29.3',
      'proc.name=a and fd.num=1 or fd.num=2',
      ['warning ambiguous-chain proc.name=a and fd.num=1 → (proc.name=a and fd.num=1) or fd.num=2'],
    ],
    ['0.29.3', '(proc.name=a and fd.num=1) or fd.num=2', []],
    ['sysdig 0.36.0', 'proc.name=a and fd.num=1 or fd.num=2', []],
    ['0.29.3', 'proc.name regex a', ['warning target-version regex']],
    ['sysdig 0.36', 'proc.name regex a', ['warning target-version regex']],
    ['libs 0.25.4', 'proc.name regex a', []],
    ['0.29.3', 'tolower(proc.name)=a', ['warning target-version tolower']],
    ['0.29.3', 'proc.exepath=a and proc.pexepath=b', ['warning target-version proc.pexepath']],
    ['libs 0.25.4', 'mesos.task.name=a', ['warning target-version mesos.task.name']],
    ['libs 0.25.4', 'proc.name startswith anyof (a)', []],
    ['no version', 'proc.name regex a', []],
  ])('%s: %s', (targetVersion, text, expected) => {
    const about = said(text, { targetVersion }).filter((each) => /target-version|ambiguous/.test(each));
    expect(about).toEqual(expected);
  });
});

describe('macros and lists', () => {
  const definitions = {
    macros: new Map(
      Object.entries({
        shell: 'proc.name in (shells)',
        twice: 'shell or shell',
        wrong: 'proc.nam=x',
        itself: 'itself or proc.name=a',
        m0: 'proc.name=a',
        ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`m${n + 1}`, `m${n} or m${n}`])),
      }).map(([name, text]) => [name, parseFilter(text)]),
    ),
    lists: new Map(
      Object.entries({ shells: '(bash, more)', more: '(zsh, "bash")', circle: '(circle, a)' }).map(([name, text]) => [
        name,
        parseList(text).items,
      ]),
    ),
  };

  it.each([
    ['shell and evt.num=1', []],
    ['twice', []],
    ['shel', ['error unknown-macro shel → shell']],
    ['shells', ['error unknown-macro shells']],
    ['wrong', ['error unknown-macro wrong']],
    ['itself', ['error unknown-macro itself']],
    ['proc.name in (circle)', ['error recursive-definition circle']],
    ['proc.name in ("circle")', []],
    ['m3', []],
    ['m40', ['error unknown-macro m40']],
  ])('%s', (text, expected) => expect(said(text, { definitions })).toEqual(expected));

  it('stand for what they say', () => {
    const { root } = checkFilter(parseFilter('shell').root, { definitions });
    expect(root?.kind === 'check' && root.operand.form === 'bytes' && root.operand.strings.length).toBe(3);
  });
});
