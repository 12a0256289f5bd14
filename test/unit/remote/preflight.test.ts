import { describe, expect, it } from 'vitest';
import type { Driver, Privilege } from '../../../src/remote/capture/captureOptions';
import { type HostFacts, hostFacts } from '../../../src/remote/host/hostFacts';
import { preflight } from '../../../src/remote/host/preflight';

const GOOD: HostFacts = hostFacts([
  'system Linux',
  'kernel 6.1.0',
  'distribution debian',
  'release Debian 12',
  'user ops',
  'uid 1000',
  'sysdig sysdig version 0.36.0',
  'modern-bpf yes',
  'btf yes',
  'sudo free',
]);

function reasons(facts: Partial<HostFacts>, asked: { privilege?: Privilege; driver?: Driver } = {}, clock?: number) {
  const { findings } = preflight({ ...GOOD, ...facts }, { privilege: 'sudo', driver: 'automatic', ...asked }, clock);
  return findings.map(({ severity, reason }) => `${severity} ${reason}`);
}

describe('preflight', () => {
  it('has nothing to say of a host that has everything', () => {
    expect(reasons({})).toEqual([]);
  });

  it('says that another system has no system calls to capture', () => {
    expect(reasons({ system: 'Darwin' })).toEqual(['error not-linux']);
  });

  it('names the command that installs sysdig on the distribution, and the image to run instead', () => {
    const { findings } = preflight(
      { ...GOOD, sysdig: undefined, engines: ['podman'] },
      { privilege: 'sudo', driver: 'automatic' },
      undefined,
    );
    expect(findings).toMatchObject([
      { reason: 'no-sysdig', message: 'sysdig is not installed on the host (Debian 12).' },
    ]);
    expect(findings[0].remedies[0]).toBe('sudo apt-get install sysdig');
    expect(findings[0].remedies[1]).toContain('sudo podman run --rm -i --privileged');
  });

  it('takes the remedy of the distribution that a distribution descends from', () => {
    const facts = { ...GOOD, sysdig: undefined, distribution: 'rocky', family: 'rhel centos fedora' };
    const { findings } = preflight(facts, { privilege: 'sudo', driver: 'automatic' }, undefined);
    expect(findings[0].remedies).toEqual(['sudo dnf install epel-release && sudo dnf install sysdig']);
  });

  it('says what is wrong with the way to more rights', () => {
    expect(reasons({ sudo: 'asks' })).toEqual(['error sudo-asks']);
    expect(reasons({ sudo: 'missing' })).toEqual(['error no-sudo']);
    expect(reasons({ sudo: 'asks' }, { privilege: 'sudo-password' })).toEqual([]);
    expect(reasons({}, { privilege: 'doas' })).toEqual(['error no-doas']);
    expect(reasons({}, { privilege: 'none' })).toEqual(['warning no-privilege']);
    expect(reasons({ isRoot: true, sudo: 'missing' })).toEqual([]);
  });

  it('chooses the modern eBPF driver where sysdig and the kernel know it, and the module elsewhere', () => {
    const asked = { privilege: 'sudo', driver: 'automatic' } as const;
    expect(preflight(GOOD, asked, undefined).driver).toBe('modern-bpf');
    expect(preflight({ ...GOOD, hasTypeInformation: false }, asked, undefined).driver).toBe('kernel-module');
    expect(preflight({ ...GOOD, knowsModernBpf: false }, asked, undefined).driver).toBe('kernel-module');
  });

  it('says what the chosen driver lacks', () => {
    expect(reasons({ hasTypeInformation: false }, { driver: 'modern-bpf' })).toEqual(['error no-btf']);
    expect(reasons({ knowsModernBpf: false }, { driver: 'modern-bpf' })).toEqual(['error no-modern-bpf']);
    expect(reasons({}, { driver: 'kernel-module' })).toEqual(['warning no-driver']);
    expect(reasons({ moduleLoaded: true }, { driver: 'kernel-module' })).toEqual([]);
  });

  it('speaks of a clock that is off by a tenth of a second or more', () => {
    expect(reasons({}, {}, 99)).toEqual([]);
    expect(reasons({}, {}, -1500)).toEqual(['warning clock-offset']);
  });
});
