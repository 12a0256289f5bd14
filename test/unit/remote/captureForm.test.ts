import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/engine/filter/parser';
import {
  askedOptions,
  type CaptureRequestForm,
  fittingPrivilege,
  formCommands,
  formFindings,
  formHosts,
  formOptions,
} from '../../../src/remote/capture/captureForm';
import { limitedFilter, NO_LIMIT } from '../../../src/remote/capture/captureLimit';
import { USUAL_OPTIONS } from '../../../src/remote/capture/captureOptions';
import { readOptions, readPresets, withPreset } from '../../../src/remote/capture/rememberedOptions';
import { type HostFacts, hostFacts } from '../../../src/remote/host/hostFacts';

const READY = hostFacts([
  'system Linux',
  'user ann',
  'uid 1000',
  'sysdig 0.36.0',
  'modern-bpf yes',
  'btf yes',
  'sudo free',
]);

function host(name: string, facts: Partial<HostFacts> = {}): CaptureRequestForm['hosts'][number] {
  return { host: name, facts: { ...READY, ...facts }, clockOffset: 0 };
}

function form(...hosts: CaptureRequestForm['hosts']): CaptureRequestForm {
  return { hosts, options: USUAL_OPTIONS, limits: new Map(), localFree: undefined };
}

describe('the form of a capture', () => {
  it('shows the command that will run, with the limit in its filter', () => {
    const limits = new Map([['web-1', { ...NO_LIMIT, containers: ['abc'] }]]);
    const asked = { ...form(host('web-1')), limits };
    const options = { ...USUAL_OPTIONS, filter: 'evt.type = open' };
    expect(formCommands({ ...asked, options })).toBe(
      "sudo -n sysdig -v -s 8192 --modern-bpf -w - 'container.id = abc and (evt.type = open)'",
    );
    expect(askedOptions({ ...asked, options }, 'web-1').filter).toBe('container.id = abc and (evt.type = open)');
  });

  it('shows the command of each host where they differ', () => {
    const old = host('old', { knowsModernBpf: false });
    expect(formCommands(form(host('web-1'), host('web-2')))).toBe('sudo -n sysdig -v -s 8192 --modern-bpf -w -');
    expect(formCommands(form(host('web-1'), old)).split('\n')).toEqual([
      '# web-1',
      'sudo -n sysdig -v -s 8192 --modern-bpf -w -',
      '# old',
      'sudo -n sysdig -v -s 8192 -w -',
    ]);
  });

  it('says in a line what each host is', () => {
    const facts = { kernel: '6.1.0', freeBytes: 12e9 };
    expect(formHosts(form({ ...host('web-1', facts), clockOffset: -123 }))).toEqual([
      { host: 'web-1', text: 'sysdig 0.36.0 · Linux 6.1.0 · modern eBPF · ann · 12.0 GB free · clock −0.12 s' },
    ]);
  });

  it('limits each host to what was chosen there, and says so', () => {
    const limits = new Map([
      ['web-1', { ...NO_LIMIT, containers: ['abc'] }],
      ['web-2', { ...NO_LIMIT, processes: [7] }],
    ]);
    const asked = { ...form(host('web-1'), host('web-2')), limits };
    expect(
      formCommands(asked)
        .split('\n')
        .filter((line) => !line.startsWith('#')),
    ).toEqual([
      "sudo -n sysdig -v -s 8192 --modern-bpf -w - 'container.id = abc'",
      "sudo -n sysdig -v -s 8192 --modern-bpf -w - '(proc.pid = 7 or proc.apid = 7)'",
    ]);
    expect(formOptions(asked).find(({ option }) => option === 'limit')?.value).toBe('web-1: abc; web-2: process 7');
  });

  it('says what is missing on which host, what stops the capture first', () => {
    const findings = formFindings(
      form({ ...host('late'), clockOffset: 5000 }, host('bare', { sysdig: undefined, distribution: 'debian' })),
    );
    expect(findings).toMatchObject([
      { host: 'bare', severity: 'error', remedies: ['sudo apt-get install sysdig'] },
      { host: 'late', severity: 'warning' },
    ]);
  });

  it('asks for no rights on a host where one is root, and offers a limit on every host', () => {
    const options = (asked: CaptureRequestForm): string[] => formOptions(asked).map(({ option }) => option);
    expect(options(form(host('web-1')))).toEqual(expect.arrayContaining(['privilege', 'limit']));
    expect(options(form(host('web-1', { isRoot: true })))).not.toContain('privilege');
    expect(options(form(host('web-1'), host('web-2')))).toContain('limit');
  });

  it('proposes the way to root’s rights that all hosts offer', () => {
    expect(fittingPrivilege([host('free')], 'sudo')).toBe('sudo');
    expect(fittingPrivilege([host('free'), host('asks', { sudo: 'asks' })], 'sudo')).toBe('sudo-password');
    expect(fittingPrivilege([host('other', { sudo: 'missing', doas: 'free' })], 'sudo')).toBe('doas');
    expect(fittingPrivilege([host('nothing', { sudo: 'missing' })], 'sudo')).toBe('sudo');
  });
});

describe('a limit', () => {
  it.each([
    ['', [], [], ''],
    ['a = 1', [], [], 'a = 1'],
    ['', ['c1'], [], 'container.id = c1'],
    ['a = 1 or b = 2', ['c1', 'c2'], [], 'container.id in (c1, c2) and (a = 1 or b = 2)'],
    ['', [], [7], '(proc.pid = 7 or proc.apid = 7)'],
    ['', ['c1'], [7, 8], '(container.id = c1 or proc.pid in (7, 8) or proc.apid in (7, 8))'],
  ])('joins the filter %j', (filter, containers, processes, joined) => {
    expect(limitedFilter(filter, { ...NO_LIMIT, containers, processes })).toBe(joined);
  });

  it.each([
    ['web', 'container.name = web or proc.name = web'],
    ['web-*', 'container.name glob web-* or proc.name glob web-*'],
    ['a "b" ?', 'container.name glob "a \\"b\\" ?" or proc.name glob "a \\"b\\" ?"'],
  ])('takes names: %s', async (name, limited) => {
    const filter = limitedFilter('', { ...NO_LIMIT, containerNames: [name], processNames: [name] });
    expect(filter).toBe(`(${limited})`);
    expect(parseFilter(filter).diagnostics).toEqual([]);
  });
});

describe('remembered options', () => {
  const options = {
    ...USUAL_OPTIONS,
    seconds: 60,
    filter: 'proc.name = x',
    privilege: 'doas',
    compress: true,
  } as const;

  it('are read as they were stored', () => {
    expect(readOptions(JSON.parse(JSON.stringify(options)))).toEqual(options);
  });

  it.each([undefined, null, 5, 'x', [], { snaplen: -1 }, { privilege: 'root' }, { filter: 5 }, { seconds: 1.5 }])(
    'are the usual ones where %j was stored',
    (stored) => expect(readOptions(stored)).toEqual(USUAL_OPTIONS),
  );

  it('are kept as presets, one of a name', () => {
    const stored = withPreset(withPreset([], { name: 'a', options }), { name: 'a', options: USUAL_OPTIONS });
    expect(readPresets(JSON.parse(JSON.stringify(stored)))).toEqual([{ name: 'a', options: USUAL_OPTIONS }]);
    expect(readPresets([{}, 5, { name: 7 }, { name: 'b' }])).toEqual([{ name: 'b', options: USUAL_OPTIONS }]);
    expect(readPresets('x')).toEqual([]);
  });
});
