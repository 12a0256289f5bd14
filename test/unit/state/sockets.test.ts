import { describe, expect, it } from 'vitest';
import { DrawnTrace } from '../../support/drawnTrace';

const TUPLE = '10.0.0.1:40000->10.0.0.2:80';
const TUPLE6 = '2001:db8::1:40000->2001:db8::2:80';

describe('socket', () => {
  it.each([
    [1, '<u>'],
    [2, '<4>'],
    [10, '<6>'],
    [16, '<n>'],
    [17, '<o>'],
  ])('of domain %i makes an fd %s without a name', (domain, notation) => {
    const trace = new DrawnTrace(`
      app (1) > socket domain=${domain} type=1 proto=0
      app (1) < socket fd=4`);
    expect([trace.fdOf(1, 4), trace.fd(2)]).toEqual([notation, `4 ${notation}`]);
  });

  it('carries its arguments in the exit event of newer captures', () => {
    expect(new DrawnTrace('app (1) < socket fd=4 domain=10 type=2 proto=0').fdOf(1, 4)).toBe('<6>');
  });

  it('that fails makes nothing', () => {
    expect(new DrawnTrace('app (1) < socket fd=-97 domain=2 type=1 proto=0').openFds(1)).toEqual([]);
  });

  it('shows its protocol at once where it is raw', () => {
    expect(new DrawnTrace('app (1) < socket fd=4 domain=2 type=3 proto=255').fdOf(1, 4)).toMatch(/^<4r>/);
  });
});

describe.each([
  ['TCP', 1, 't'],
  ['UDP', 2, 'u'],
])('connect of a %s socket', (_, type, letter) => {
  const socket = `app (1) > socket domain=2 type=${type} proto=0\napp (1) < socket fd=4 domain=2 type=${type} proto=0`;

  it('names it by its tuple', () => {
    const trace = new DrawnTrace(`
      ${socket}
      app (1) > connect fd=4 addr=10.0.0.2:80
      app (1) < connect res=0 tuple=${TUPLE} fd=4`);
    expect(trace.fdOf(1, 4)).toBe(`<4${letter}>${TUPLE}`);
    expect(trace.fd(4)).toBe(`4 <4${letter}>${TUPLE}`);
  });

  it('needs no enter event in newer captures', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=4 domain=2 type=${type} proto=0
      app (1) < connect res=0 tuple=${TUPLE} fd=4 addr=10.0.0.2:80`);
    expect(trace.fdOf(1, 4)).toBe(`<4${letter}>${TUPLE}`);
  });

  it('counts as done while it is in progress', () => {
    const trace = new DrawnTrace(`
      ${socket}
      app (1) > connect fd=4
      app (1) < connect res=-115(EINPROGRESS) tuple=${TUPLE}`);
    expect(trace.fdOf(1, 4)).toBe(`<4${letter}>${TUPLE}`);
  });

  it('that fails leaves it without a name', () => {
    const trace = new DrawnTrace(`
      ${socket}
      app (1) > connect fd=4
      app (1) < connect res=-111(ECONNREFUSED) tuple=${TUPLE}`);
    expect(trace.fdOf(1, 4)).toBe('<4>');
  });
});

describe('connect', () => {
  it('that fails shows for this one event what it was for, where only its exit tells', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=4 domain=1 type=1 proto=0
      app (1) > connect fd=4
      app (1) < connect res=-2(ENOENT) tuple=0->ffff88003c420800 /run/docker.sock
      app (1) > close fd=4`);
    expect([2, 3, 4].map((event) => trace.fdOf(1, 4, event))).toEqual([
      '<u>',
      '<u>0->ffff88003c420800 /run/docker.sock',
      '<u>',
    ]);
  });

  it('names an IPv6 socket', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=4 domain=10 type=1 proto=0
      app (1) < connect res=0 tuple=${TUPLE6} fd=4`);
    expect(trace.fdOf(1, 4)).toBe(`<6t>${TUPLE6}`);
  });

  it('of an IPv6 socket to an IPv4 address makes it an IPv4 one', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=4 domain=10 type=1 proto=0
      app (1) < connect res=0 tuple=::ffff:a00:1:40000->::ffff:a00:2:80 fd=4`);
    expect(trace.fdOf(1, 4)).toBe(`<4t>${TUPLE}`);
  });

  it('names a unix socket by both addresses and its path', () => {
    const trace = new DrawnTrace(`
      app (1) > socket domain=1 type=1 proto=0
      app (1) < socket fd=4
      app (1) > connect fd=4
      app (1) < connect res=0 tuple=0->ffff88003c420800 /run/docker.sock`);
    expect(trace.fdOf(1, 4)).toBe('<u>0->ffff88003c420800 /run/docker.sock');
  });

  it('leaves the events before it what they were', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=4 domain=2 type=1 proto=0
      app (1) < connect res=0 tuple=${TUPLE} fd=4`);
    expect([trace.fd(1), trace.fdOf(1, 4, 1)]).toEqual(['4 <4>', '<4>']);
  });
});

describe('a server', () => {
  it('is named by its address after bind', () => {
    const trace = new DrawnTrace(`
      nginx (1) > socket domain=2 type=1 proto=0
      nginx (1) < socket fd=6
      nginx (1) > bind fd=6
      nginx (1) < bind res=0 addr=0.0.0.0:80
      nginx (1) > listen fd=6 backlog=128
      nginx (1) < listen res=0`);
    expect(trace.fdOf(1, 6)).toBe('<4t>0.0.0.0:80');
    expect(trace.fd(6)).toBe('6 <4t>0.0.0.0:80');
  });

  it('is named by its path after bind of a unix socket', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=6 domain=1 type=1 proto=0
      app (1) < bind res=0 addr=/run/app.sock fd=6`);
    expect(trace.fdOf(1, 6)).toBe('<u>/run/app.sock');
  });

  it('keeps its fd nameless where bind fails', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=6 domain=2 type=1 proto=0
      app (1) < bind res=-98 addr=0.0.0.0:80 fd=6`);
    expect(trace.fdOf(1, 6)).toBe('<4>');
  });

  it.each(['accept', 'accept4'])('gets a new fd for each client from %s: the event’s own', (call) => {
    const trace = new DrawnTrace(`
      fd 1 6 ipv4 0.0.0.0:80 tcp
      nginx (1) > ${call}
      nginx (1) < ${call} fd=7 tuple=10.0.0.9:5000->10.0.0.1:80 queuepct=0 queuelen=0 queuemax=128`);
    expect(trace.fd(2)).toBe('7 <4t>10.0.0.9:5000->10.0.0.1:80');
    expect([trace.fdOf(1, 6), trace.fdOf(1, 7)]).toEqual(['<4t>0.0.0.0:80', '<4t>10.0.0.9:5000->10.0.0.1:80']);
  });

  it('gets none from an accept that fails', () => {
    const trace = new DrawnTrace('nginx (1) > accept\nnginx (1) < accept fd=-11 tuple=NULL queuepct=0');
    expect(trace.openFds(1)).toEqual([]);
  });

  it('accepts unix sockets', () => {
    const trace = new DrawnTrace('app (1) < accept4 fd=7 tuple=a1->b2 /run/app.sock queuepct=0');
    expect(trace.fdOf(1, 7)).toBe('<u>a1->b2 /run/app.sock');
  });
});

describe('a datagram socket that is not connected', () => {
  const socket = 'dns (1) < socket fd=6 domain=2 type=2 proto=0';
  const bound = `${socket}\ndns (1) < bind res=0 addr=10.0.0.2:53 fd=6`;

  it('is named by whom it sends to first', () => {
    const trace = new DrawnTrace(`
      ${socket}
      dns (1) > sendto fd=6 size=1 tuple=10.0.0.1:5000->10.0.0.2:53
      dns (1) < sendto res=1 data=q`);
    expect(trace.fdOf(1, 6)).toBe('<4u>10.0.0.1:5000->10.0.0.2:53');
  });

  it('is named by whom it hears from first, the client before the arrow', () => {
    const trace = new DrawnTrace(`
      ${bound}
      dns (1) > recvfrom fd=6 size=512
      dns (1) < recvfrom res=1 data=q tuple=10.0.0.1:5000->10.0.0.2:53`);
    expect(trace.fdOf(1, 6)).toBe('<4u>10.0.0.1:5000->10.0.0.2:53');
  });

  it('keeps its name for the answer: the same pair with its ends swapped', () => {
    const trace = new DrawnTrace(`
      ${bound}
      dns (1) < recvfrom res=1 data=q tuple=10.0.0.1:5000->10.0.0.2:53 fd=6 size=512
      dns (1) < sendto res=1 data=a fd=6 size=1 tuple=10.0.0.2:53->10.0.0.1:5000`);
    expect(trace.fdOf(1, 6)).toBe('<4u>10.0.0.1:5000->10.0.0.2:53');
  });

  it('moves on to the next peer with the next datagram', () => {
    const trace = new DrawnTrace(`
      ${bound}
      dns (1) < recvfrom res=1 data=q tuple=10.0.0.1:5000->10.0.0.2:53 fd=6 size=512
      dns (1) < recvfrom res=1 data=q tuple=10.0.0.9:6000->10.0.0.2:53 fd=6 size=512`);
    expect(trace.fdOf(1, 6, 3)).toContain('10.0.0.1:5000');
    expect(trace.fdOf(1, 6, 4)).toContain('10.0.0.9:6000');
  });

  it('takes the address of the interface towards its peer for 0.0.0.0', () => {
    const trace = new DrawnTrace(`
      interface lo 127.0.0.1/8
      interface eth0 10.0.0.7/24
      ${socket}
      dns (1) < sendto res=1 data=q fd=6 size=1 tuple=0.0.0.0:5000->10.0.0.2:53`);
    expect(trace.fdOf(1, 6)).toBe('<4u>10.0.0.7:5000->10.0.0.2:53');
  });

  it('is not renamed by a datagram that failed', () => {
    const trace = new DrawnTrace(`
      ${socket}
      dns (1) < sendto res=-101 data=NULL fd=6 size=1 tuple=10.0.0.1:5000->10.0.0.2:53`);
    expect(trace.fdOf(1, 6)).toBe('<4>');
  });

  it('that was open before the capture is learnt from the sendto', () => {
    const trace = new DrawnTrace(`
      dns (1) > sendto fd=6 size=1 tuple=10.0.0.1:5000->10.0.0.2:53
      dns (1) < sendto res=1 data=q`);
    expect(trace.fdOf(1, 6)).toBe('<4u>10.0.0.1:5000->10.0.0.2:53');
  });

  it('over TCP keeps its tuple, whatever a message says', () => {
    const trace = new DrawnTrace(`
      app (1) < socket fd=4 domain=2 type=1 proto=0
      app (1) < connect res=0 tuple=${TUPLE} fd=4
      app (1) < recvfrom res=1 data=x tuple=10.9.9.9:1->10.9.9.8:2 fd=4 size=10`);
    expect(trace.fdOf(1, 4)).toBe(`<4t>${TUPLE}`);
  });
});

describe('socketpair', () => {
  it('makes two nameless unix sockets', () => {
    const trace = new DrawnTrace('app (1) < socketpair res=0 fd1=4 fd2=5 source=161 peer=178');
    expect([trace.fdOf(1, 4), trace.fdOf(1, 5)]).toEqual(['<u>', '<u>']);
  });
});

describe('sockets that were open before the capture', () => {
  it('belong to a server where a socket of the capture listens on their port: the client comes first', () => {
    const trace = new DrawnTrace(`
      fd 1 6 ipv4 0.0.0.0:80 tcp
      fd 2 7 ipv4 10.0.0.1:80->10.0.0.9:5000 tcp
      nginx (1) > getcwd
      nginx (2) > getcwd`);
    expect(trace.fdOf(2, 7)).toBe('<4t>10.0.0.9:5000->10.0.0.1:80');
  });

  it('belong to a client otherwise', () => {
    const trace = new DrawnTrace('fd 2 7 ipv4 10.0.0.9:5000->10.0.0.1:80 tcp\ncurl (2) > getcwd');
    expect(trace.fdOf(2, 7)).toBe('<4t>10.0.0.9:5000->10.0.0.1:80');
  });

  it.each([
    ['unix a1->b2 /run/x.sock', '<u>/run/x.sock'],
    ['pipe pipe:[123]', '<p>pipe:[123]'],
    ['eventpoll anon_inode:[eventpoll]', '<l>anon_inode:[eventpoll]'],
    ['directory /etc', '<d>/etc'],
  ])('and other fds are named as the list says: %s', (entry, notation) => {
    expect(new DrawnTrace(`fd 1 3 ${entry}\napp (1) > getcwd`).fdOf(1, 3)).toBe(notation);
  });

  it('and are shared by the threads of their process', () => {
    const trace = new DrawnTrace(`
      process 1 app
      process 2 app pid=1 flags=1
      fd 1 3 file /etc/hosts
      app (2) < read res=1 data=a fd=3 size=1`);
    expect(trace.fd(1)).toBe('3 <f>/etc/hosts');
  });
});
