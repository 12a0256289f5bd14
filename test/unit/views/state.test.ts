import { describe, expect, it } from 'vitest';
import { viewLines } from '../../support/viewOutput';

const STATE = `
  process 100 nginx pid=100 uid=33 fdLimit=1024
  process 101 nginx pid=100 uid=33
  process 20 sh pid=20 uid=5 fdLimit=-1
  user 33 33 www-data /var/www /bin/false
  fd 100 3 ipv4 0.0.0.0:80 tcp
  fd 100 4 ipv4 10.0.0.2:80->10.0.0.1:4000 tcp
  fd 20 0 file /dev/null
  fd 20 1 eventpoll
  1 10:00:00.000000000 0 sh (20) > close fd=0
  2 10:00:00.000000001 0 sh (20) < close res=0
  3 10:00:00.000000002 0 nginx (100) > getcwd`;

describe('lsof', () => {
  it('shows the open fds of all threads, by tid and number', () => {
    expect(viewLines(STATE, 'lsof')).toEqual([
      'COMMAND             PID     TID     USER    FD      TYPE        NAME',
      'sh                  20      20      <NA>    0       file        /dev/null',
      'sh                  20      20      <NA>    1       eventpoll   ',
      'nginx               100     100     www-dat 3       ipv4        0.0.0.0:80',
      'nginx               100     100     www-dat 4       ipv4        10.0.0.1:4000->10.0.0.2:80',
    ]);
  });

  it('is true at the first event that passes the filter', () => {
    const fds = (filter: string): string[] =>
      viewLines(STATE, 'lsof', { word: 'proc.name=sh', filter }).map((line) => line.slice(44, 45));
    expect([fds('evt.num=1'), fds('evt.num=2'), fds('evt.num=3')]).toEqual([
      ['F', '0', '1'],
      ['F', '0', '1'],
      ['F', '1'],
    ]);
  });

  it('can be told which', () => {
    expect(viewLines(STATE, 'lsof', { word: 'fd.type=file or fd.port=4000' })).toHaveLength(1 + 2);
    expect(viewLines(STATE, 'lsof', { word: "'proc.name=nginx and fd.num=3'" })).toHaveLength(1 + 1);
  });

  it.each([
    ['fd.nam=x', /There is no field named/],
    ['not (proc.name=sh or evt.num=1)', /evt\.num is about events/],
  ])('refuses %s', (word, message) => expect(() => viewLines(STATE, 'lsof', { word })).toThrow(message));

  it('says so where there is no event to be at', () => {
    expect(viewLines(STATE, 'lsof', { filter: 'evt.num=99' })).toEqual([
      'empty capture or no event matching the filter',
    ]);
  });
});

describe('ps', () => {
  it('shows all threads by tid, with the memory that the process list tells', () => {
    expect(viewLines(STATE, 'ps')).toEqual([
      'TID     PID     USER        VIRT       RES        FDLIMIT   CMD                 ',
      '20      20      <NA>        4.00M      1024.00KB  unlimited sh',
      '100     100     www-data    4.00M      1024.00KB  1024      nginx',
      '101     100     www-data    4.00M      1024.00KB  1024      nginx',
    ]);
  });

  it('can be told which fds they have open', () => {
    const commands = viewLines(STATE, 'ps', { word: 'fd.port=80' }).map((line) => line.slice(0, 3));
    expect(commands).toEqual(['TID', '100']);
  });

  it('asks threads without fds themselves', () => {
    expect(viewLines(STATE, 'ps', { word: 'thread.tid=101' })).toHaveLength(1 + 1);
  });

  it('shows the limit of a process without one as 0.29.3 does, where that is imitated', () => {
    const [, sh] = viewLines(STATE, 'ps', { textOptions: { imitatesAccidents: true } });
    expect(sh).toContain(' 429496729 sh');
  });
});

describe('netstat', () => {
  it('shows internet sockets: those with a client are established, the others listen', () => {
    expect(viewLines(STATE, 'netstat')).toEqual([
      'Proto Server Address           Client Address           State          TID/PID/Program Name',
      'tcp   0.0.0.0:80               0.0.0.0:*                LISTEN         100/100/nginx',
      'tcp   10.0.0.2:80              10.0.0.1:4000            ESTABLISHED    100/100/nginx',
    ]);
  });

  it('can be told which', () => {
    expect(viewLines(STATE, 'netstat', { word: 'fd.cport=4000' })).toHaveLength(1 + 1);
  });
});

describe('lscontainers', () => {
  const container = (id: string, name: string): string =>
    `<NA> (0) > container@272 json="{\\"container\\":{\\"id\\":\\"${id}\\",\\"name\\":\\"${name}\\",\\"type\\":0,\\"image\\":\\"nginx:1.10\\"}}"`;
  const lines = `
    ${container('0123456789ab', 'a-name-of-more-than-19')}
    sh (1) > getcwd
    ${container('ba9876543210', 'later')}`;

  it('shows the containers that were there when the capture began', () => {
    expect(viewLines(lines, 'lscontainers')).toEqual([
      'container.type container.image container.name      container.id ',
      '-------------- --------------- ------------------- ------------ ',
      'docker         nginx:1.10      a-name-of-more-than 0123456789ab ',
    ]);
  });

  it('shows all values in full where that is asked for', () => {
    expect(viewLines(lines, 'lscontainers', { word: 'desc' })).toEqual([
      '{',
      ' 1 = {',
      '  type = "docker",',
      '  image = "nginx:1.10",',
      '  name = "a-name-of-more-than-19",',
      '  id = "0123456789ab",',
      ' },',
      '}',
    ]);
    expect(() => viewLines(lines, 'lscontainers', { word: 'all' })).toThrow(/the only argument is desc/);
  });

  it('does not need an event', () => {
    expect(viewLines(container('0123456789ab', 'a'), 'lscontainers')).toHaveLength(3);
  });
});
