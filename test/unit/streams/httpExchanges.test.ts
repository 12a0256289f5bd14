import { describe, expect, it } from 'vitest';
import { DrawnTrace } from '../../support/drawnTrace';
import { OpenedStreams } from '../../support/openedStreams';

describe('HTTP', () => {
  it.each([
    ['a pipe', 'app (1) > pipe\napp (1) < pipe res=0 fd1=3(<p>) fd2=4(<p>) ino=77', 4],
    ['a unix socket', 'fd 1 4 unix /run/docker.sock', 4],
    ['IPv6', 'fd 1 4 ipv6 2001:db8::1:40000->2001:db8::9:8080 tcp', 4],
    ['an fd of which nothing is known', 'app (1) > getuid\napp (1) < getuid uid=0', 4],
  ])('is read over %s', (_what, opened, fd) => {
    const streams = new OpenedStreams(
      new DrawnTrace(`process 1 app pid=1 cwd=/ exe=app
        ${opened}
        app (1) > write fd=${fd} size=99
        app (1) < write res=25 data="GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"`).opened,
    );
    expect(streams.exchanges.map(({ request }) => request?.message.head.line)).toEqual(['GET / HTTP/1.1']);
  });
});
