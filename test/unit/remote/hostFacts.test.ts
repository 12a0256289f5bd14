import { describe, expect, it } from 'vitest';
import { hostFacts } from '../../../src/remote/host/hostFacts';

describe('hostFacts', () => {
  it('reads what the program on the host says, a name and a value in each line', () => {
    const facts = hostFacts([
      'system Linux',
      'kernel 6.1.0-18-amd64',
      'host web-1',
      'user ops',
      'uid 1000',
      'distribution debian',
      'release Debian GNU/Linux 12 (bookworm)',
      'sysdig sysdig version 0.36.0',
      'modern-bpf yes',
      'btf yes',
      'sudo free',
      'engine docker',
      'engine crictl',
      'disk /dev/sda1 1000 400 600 40% /tmp',
    ]);
    expect(facts).toMatchObject({
      system: 'Linux',
      hostName: 'web-1',
      release: 'Debian GNU/Linux 12 (bookworm)',
      isRoot: false,
      sysdig: '0.36.0',
      knowsModernBpf: true,
      hasTypeInformation: true,
      moduleLoaded: false,
      sudo: 'free',
      doas: 'missing',
      engines: ['docker', 'crictl'],
      freeBytes: 600 * 1024,
    });
  });

  it('takes what is missing or strange for not there', () => {
    const facts = hostFacts(['', 'uid', 'disk full', 'sudo perhaps', '__proto__ 3']);
    expect(facts).toMatchObject({
      system: '',
      isRoot: false,
      sysdig: undefined,
      sudo: 'missing',
      freeBytes: undefined,
    });
  });

  it('knows that sysdig is there even if its version cannot be read', () => {
    expect(hostFacts(['sysdig ']).sysdig).toBe('unknown');
  });
});
