import { describe, expect, it } from 'vitest';
import { DrawnTrace } from '../../support/drawnTrace';
import { OpenedStreams } from '../../support/openedStreams';

function streams(lines: string): OpenedStreams {
  return new OpenedStreams(new DrawnTrace(lines).opened);
}

/** A client that connects to an address and says what it sees, and a server that accepts what it sees. */
function connection(clientTuple: string, serverTuple: string): string {
  return `
    client (1) > socket domain=2 type=1 proto=0
    client (1) < socket fd=4 domain=2 type=1 proto=0
    client (1) > connect fd=4 addr=10.0.0.9:80
    client (1) < connect res=0 tuple=${clientTuple}
    server (2) > accept flags=0
    server (2) < accept fd=5(<4t>) tuple=${serverTuple} queuepct=0 queuelen=0 queuemax=0
    client (1) > write fd=4 size=3
    client (1) < write res=3 data=ask
    server (2) > read fd=5 size=99
    server (2) < read res=3 data=ask`;
}

const CLIENT = 8;
const SERVER = 10;

describe('the other end', () => {
  it('of a connection is the one that sees the same addresses', () => {
    const tuple = '10.0.0.1:40000->10.0.0.9:80';
    const drawn = streams(connection(tuple, tuple));
    expect(drawn.peers.peerOf(drawn.fileOf(CLIENT))).toEqual({ file: drawn.fileOf(SERVER), joining: 'same' });
    expect(drawn.peers.peerOf(drawn.fileOf(SERVER))).toEqual({ file: drawn.fileOf(CLIENT), joining: 'same' });
  });

  it('is found where the destination was translated on the way', () => {
    const drawn = streams(connection('10.0.0.1:40000->10.3.0.7:80', '10.0.0.1:40000->172.17.0.3:8080'));
    expect(drawn.peers.peerOf(drawn.fileOf(CLIENT))).toEqual({ file: drawn.fileOf(SERVER), joining: 'translated' });
  });

  it('is found where the source was masqueraded, by its port and the numbers of bytes', () => {
    const drawn = streams(connection('10.0.0.1:40000->10.3.0.7:80', '172.17.0.1:40000->172.17.0.3:8080'));
    expect(drawn.peers.peerOf(drawn.fileOf(CLIENT))).toEqual({ file: drawn.fileOf(SERVER), joining: 'translated' });
  });

  it('is not another connection of the same port that moved other bytes', () => {
    const other = connection('10.0.0.1:40000->10.3.0.7:80', '172.17.0.1:40000->172.17.0.3:8080').replace(
      'read res=3 data=ask',
      'read res=5 data=other',
    );
    const drawn = streams(other);
    expect(drawn.peers.peerOf(drawn.fileOf(CLIENT))).toBeUndefined();
  });

  it('of a pipe is the end with the same inode', () => {
    const drawn = streams(`
      app (1) > pipe
      app (1) < pipe res=0 fd1=3(<p>) fd2=4(<p>) ino=77
      app (1) > write fd=4(<p>) size=2
      app (1) < write res=2 data=hi
      app (1) > read fd=3(<p>) size=9
      app (1) < read res=2 data=hi`);
    expect(drawn.peers.peerOf(drawn.fileOf(4))).toEqual({ file: drawn.fileOf(6), joining: 'same' });
  });

  it('of a unix socket is the one with the same kernel addresses', () => {
    const drawn = streams(`
      client (1) > socket domain=1 type=1 proto=0
      client (1) < socket fd=4 domain=1 type=1 proto=0
      client (1) > connect fd=4 addr=/run/docker.sock
      client (1) < connect res=0 tuple=a1->b2 /run/docker.sock
      server (2) > accept flags=0
      server (2) < accept fd=5(<u>) tuple=b2->a1 /run/docker.sock queuepct=0 queuelen=0 queuemax=0
      client (1) > write fd=4 size=3
      client (1) < write res=3 data=ask
      server (2) > read fd=5 size=99
      server (2) < read res=3 data=ask`);
    expect(drawn.peers.peerOf(drawn.fileOf(8))).toEqual({ file: drawn.fileOf(10), joining: 'same' });
  });

  it('is unknown where the capture has one end alone', () => {
    const drawn = streams(`
      client (1) > socket domain=2 type=1 proto=0
      client (1) < socket fd=4 domain=2 type=1 proto=0
      client (1) > connect fd=4 addr=10.0.0.9:80
      client (1) < connect res=0 tuple=10.0.0.1:40000->10.0.0.9:80
      client (1) > write fd=4 size=3
      client (1) < write res=3 data=ask`);
    expect(drawn.peers.peerOf(drawn.fileOf(6))).toBeUndefined();
  });
});
