import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configuredHosts } from '../../../src/remote/ssh/hostNames';
import { HostNameError, sshArguments, USUAL_SSH } from '../../../src/remote/ssh/sshArguments';
import { temporaryFiles } from '../../support/temporaryFiles';

const files = temporaryFiles();

describe('configuredHosts', () => {
  it('names the hosts of the configuration and of the files that it includes, without wildcards, each once', () => {
    mkdirSync(files.path('config.d'));
    writeFileSync(files.path('config.d/10-web'), 'Host web-1 web-2 web-*\n  User ops\n');
    writeFileSync(files.path('config.d/20-db'), 'Host db\n  HostName 10.0.0.7\n  Port 2222\n  User root\nHost web-1\n');
    const config = files.path('config');
    writeFileSync(config, 'Include config.d/*\n# a comment\nHost *\n  ServerAliveInterval 5\nHost !x bastion\n');
    expect(configuredHosts([config], files.path(''))).toEqual([
      { name: 'web-1', description: 'ops@', file: config },
      { name: 'web-2', description: 'ops@', file: config },
      { name: 'db', description: 'root@10.0.0.7:2222', file: config },
      { name: 'bastion', description: '', file: config },
    ]);
  });

  it('looks for included files in one folder, wherever the file is that includes them, as ssh does', () => {
    mkdirSync(files.path('nested'));
    writeFileSync(files.path('nested/first'), 'Include second\n');
    writeFileSync(files.path('second'), 'Host found\n');
    const config = files.path('nested/config');
    writeFileSync(config, 'Include nested/first\n');
    expect(configuredHosts([config], files.path('')).map(({ name }) => name)).toEqual(['found']);
  });

  it('says which of several files names a host first', () => {
    const [own, other] = [files.path('own'), files.path('other')];
    writeFileSync(own, 'Host both\n');
    writeFileSync(other, 'Host both\nHost elsewhere\n');
    expect(configuredHosts([own, other]).map(({ name, file }) => [name, file])).toEqual([
      ['both', own],
      ['elsewhere', other],
    ]);
  });

  it('comes to an end where files include themselves, and does without those that are not there', () => {
    const config = files.path('loop');
    writeFileSync(config, `Include ${config}\nInclude ${files.path('missing')}\nHost only\n`);
    expect(configuredHosts([config, files.path('none')]).map(({ name }) => name)).toEqual(['only']);
  });
});

describe('sshArguments', () => {
  const mark = '0123456789abcdef';

  it('puts the host behind --, after everything that is an option', () => {
    const words = sshArguments('web-1', { program: 'ssh', extraArguments: ['-F', '/c'] }, mark, { compress: true });
    expect(words.slice(words.indexOf('-C'), -1)).toEqual(['-C', '-F', '/c', '--', 'web-1']);
  });

  it.each(['-oProxyCommand=touch /tmp/x', '', 'a b', 'a\nb', 'a\u0007'])('refuses %j as a host', (host) => {
    expect(() => sshArguments(host, USUAL_SSH, mark, { compress: false })).toThrow(HostNameError);
  });
});
