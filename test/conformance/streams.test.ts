import { describe, expect, it } from 'vitest';
import type { DnsTransaction } from '../../src/engine/streams/dns/dnsTransactions';
import { httpBody } from '../../src/engine/streams/http/httpBody';
import type { HttpTransaction } from '../../src/engine/streams/http/httpTransactions';
import { mainExchange } from '../../src/engine/streams/http/httpTransactions';
import { type ExpectationRoot, isPresent, loadCapture, OWN_FIXTURES, SHARED } from '../support/expectations';
import { OpenedStreams } from '../support/openedStreams';
import { openTrace } from '../support/openedTrace';

const opened = new Map<string, OpenedStreams>();

/** The streams of a capture; each is read once. */
function streamsOf(root: ExpectationRoot, name: string): OpenedStreams {
  let streams = opened.get(name);
  if (!streams) {
    streams = new OpenedStreams(openTrace(loadCapture(root, name)));
    opened.set(name, streams);
  }
  return streams;
}

const ms = (ns: number | undefined): string => (ns === undefined ? 'none' : (ns / 1e6).toFixed(2));

/** A transaction and those that it caused, indented: event, processes, request, status, latency in ms, added headers. */
function httpLines(streams: OpenedStreams, transactions: readonly HttpTransaction[], indent = ''): string[] {
  return transactions.flatMap((transaction) => {
    const { client, server, addedHeaders, children, firstRow } = transaction;
    const { request, response, latency } = mainExchange(transaction);
    const ends = `${streams.processOf(client?.request?.firstRow)} ▸ ${streams.processOf(server?.request?.firstRow)}`;
    const added = addedHeaders.map(({ name, value }) => ` +${name}: ${value}`).join('');
    const line = `${firstRow + 1} ${ends} ${request?.message.head.line} ${response?.message.head.status} ${ms(latency)}${added}`;
    return [indent + line, ...httpLines(streams, children, `${indent}  `)];
  });
}

function dnsLines(streams: OpenedStreams, transactions: readonly DnsTransaction[], indent = ''): string[] {
  return transactions.flatMap(({ client, server, children }) => {
    const exchange = client ?? server;
    if (!exchange) return [];
    const ends = `${streams.processOf(client?.query.row)} ▸ ${streams.processOf(server?.query.row)}`;
    const { question, response, query } = exchange;
    const answer = response ? `${response.message.responseCode} ${ms(exchange.latency)}` : 'no answer';
    const line = `${query.row + 1} ${ends} ${question.type} ${question.name} ${answer}`;
    return [indent + line, ...dnsLines(streams, children, `${indent}  `)];
  });
}

function bodyOf(streams: OpenedStreams, line: string, part: 'request' | 'response'): string[] {
  return streams.exchanges.flatMap((exchange) => {
    const message = exchange[part];
    if (exchange.request?.message.head.line !== line || !message) return [];
    return [new TextDecoder().decode(httpBody(message.message, message.bytes).bytes)];
  });
}

describe('a configuration that was written in pieces', () => {
  const streams = streamsOf(OWN_FIXTURES, 'confd-template-classic');

  it('is one version of the file that it was renamed to', () => {
    const { files } = streams;
    const [version] = files.versions.filter((each) => each.isWritten && files.pathOf(each).endsWith('/haproxy.cfg'));
    expect(files.openedAs(version)).toMatch(/\/\.haproxy\.cfg\w+$/);
    const text = streams.fileText(files, version);
    expect(text.match(/server frontend\d .*/g)).toEqual([
      'server frontend1 192.168.13.2:80 check',
      'server frontend2 :80 check',
      'server frontend3 192.168.13.4:80 check',
      'server frontend4 192.168.13.5:80 check',
      'server frontend5 :80 check',
    ]);
  });

  it('has no address where the answer of etcd had none, be it in chunks or compressed', () => {
    const line = 'GET /v2/keys/haproxy-discover/services/myapp?recursive=true&sorted=true HTTP/1.1';
    const bodies = bodyOf(streams, line, 'response');
    expect(bodies.length).toBeGreaterThanOrEqual(2);
    for (const body of new Set(bodies)) {
      const nodes: unknown = JSON.parse(body);
      expect(JSON.stringify(nodes)).toContain('frontend2');
      expect(JSON.stringify(nodes)).not.toContain('192.168.13.3');
    }
  });
});

describe('a resolver with four search domains', () => {
  it('asks for each, and the last is never answered', () => {
    const streams = streamsOf(OWN_FIXTURES, 'dns-ndots-classic');
    const lines = dnsLines(streams, streams.dnsTransactions).map((line) => line.replace(/ \d+\.\d\d$/, ''));
    expect(lines.filter((line) => line.includes(' 1 '))).toEqual([
      '2538 ? ▸ dnsmasq 1 backend.critical-app.example.critical-app.svc.cluster.local 3',
      '2586 ? ▸ dnsmasq 1 backend.critical-app.example.svc.cluster.local 3',
      '2626 ? ▸ dnsmasq 1 backend.critical-app.example.cluster.local 3',
      '2662 ? ▸ dnsmasq 1 backend.critical-app.example.localdomain no answer',
      '  2666 dnsmasq ▸ python3 1 backend.critical-app.example.localdomain no answer',
      '3488 ? ▸ dnsmasq 1 backend.critical-app.example.localdomain no answer',
      '  3490 dnsmasq ▸ python3 1 backend.critical-app.example.localdomain no answer',
      '4028 ? ▸ dnsmasq 1 backend.critical-app.example 0',
    ]);
  });
});

describe.skipIf(!isPresent(SHARED, 'the streams of the investigations'))('the streams of the investigations', () => {
  it('show the questions that took ten seconds, and who was asked and never answered', () => {
    const streams = streamsOf(SHARED, 'k8s-capture');
    const lines = dnsLines(streams, streams.dnsTransactions);
    const name = 'backend.critical-app.svc.cluster.local';
    expect(lines.slice(0, 14)).toEqual([
      `10043 ? ▸ skydns 1 ${name}.critical-app.svc.cluster.local 3 1.96`,
      `10049 ? ▸ skydns 28 ${name}.critical-app.svc.cluster.local 3 1.98`,
      `10242 ? ▸ skydns 1 ${name}.svc.cluster.local 3 0.56`,
      `10248 ? ▸ skydns 28 ${name}.svc.cluster.local 3 0.58`,
      `10418 ? ▸ skydns 1 ${name}.cluster.local 3 0.77`,
      `10434 ? ▸ skydns 28 ${name}.cluster.local 3 0.76`,
      `10593 ? ▸ skydns 1 ${name}.localdomain no answer`,
      `  10664 skydns ▸ ? 1 ${name}.localdomain no answer`,
      `  58230 skydns ▸ ? 1 ${name}.localdomain no answer`,
      `  104327 skydns ▸ ? 1 ${name}.localdomain no answer`,
      `10620 ? ▸ skydns 28 ${name}.localdomain no answer`,
      `  10703 skydns ▸ ? 28 ${name}.localdomain no answer`,
      `  58292 skydns ▸ ? 28 ${name}.localdomain no answer`,
      `  104368 skydns ▸ ? 28 ${name}.localdomain no answer`,
    ]);
  });

  it('explain the ten seconds of curl: 8.55 of them passed before it knew where to connect to', () => {
    const streams = streamsOf(SHARED, 'k8s-capture');
    const [{ lookup }] = streams.httpTransactions.filter(
      ({ client }) => streams.processOf(client?.request?.firstRow) === 'curl',
    );
    expect(lookup?.name).toBe('backend.critical-app.svc.cluster.local');
    expect(ms(lookup?.duration)).toBe('8550.41');
    expect(lookup?.questions).toHaveLength(12);
    expect(lookup?.questions.filter(({ response }) => !response)).toHaveLength(2);
    expect([(lookup?.firstRow ?? 0) + 1, (lookup?.connectRow ?? 0) + 1]).toEqual([10043, 107992]);
  });

  it("show 850 bytes where nginx wrote 238: the rest is a file that it sent, and at curl's end all of it", () => {
    const streams = streamsOf(SHARED, 'k8s-capture');
    expect(streams.directionBytes(108024, 'written').end).toBe(850);
    expect(streams.directionBytes(108024, 'written').missing(0, 850)).toBe(612);
    expect(streams.directionBytes(108006, 'read').missing(0, 850)).toBe(0);
  });

  it('show what skydns asked etcd', () => {
    const streams = streamsOf(SHARED, 'k8s-capture');
    const keys = '/v2/keys/skydns/local/cluster/svc/critical-app/local/cluster/svc/critical-app/backend';
    expect(httpLines(streams, streams.httpTransactions)).toContain(
      `10097 skydns ▸ etcd GET ${keys}?quorum=false&recursive=true&sorted=false HTTP/1.1 404 0.36`,
    );
  });

  it("join nginx's answer with curl's request, although the service's address was translated", () => {
    const streams = streamsOf(SHARED, 'k8s-capture');
    const asked = streams.exchanges.filter(({ request }) => streams.processOf(request?.firstRow) === 'curl');
    expect(asked.length).toBe(1);
    const [{ request }] = asked;
    const file = streams.fileOf((request?.firstRow ?? 0) + 1);
    const peer = streams.peers.peerOf(file);
    expect(peer?.joining).toBe('translated');
    const lines = httpLines(streams, streams.httpTransactions).filter((line) => line.includes('curl ▸ nginx'));
    expect(lines).toEqual([expect.stringMatching(/^\d+ curl ▸ nginx GET \/ HTTP\/1\.1 200 0\.\d\d$/)]);
  });

  it('show resolv.conf as curl read it', () => {
    const streams = streamsOf(SHARED, 'k8s-capture');
    const { files } = streams;
    const read = files.versionsAt('/etc/resolv.conf').filter(({ firstRow }) => streams.processOf(firstRow) === 'curl');
    expect(read.length).toBe(2);
    expect(new Set(read.map((version) => streams.fileText(files, version)))).toEqual(
      new Set([
        'search critical-app.svc.cluster.local svc.cluster.local cluster.local localdomain\nnameserver 10.0.2.15\noptions ndots:5\n',
      ]),
    );
  });

  it('chain a request through a proxy, and mark the header that it added', () => {
    const streams = streamsOf(SHARED, 'overlay-http-exits');
    expect(httpLines(streams, streams.httpTransactions)).toEqual([
      expect.stringMatching(/^4243 curl ▸ haproxy GET \/ HTTP\/1\.1 200 1\.68$/),
      expect.stringMatching(
        /^ {2}4283 haproxy ▸ nginx GET \/ HTTP\/1\.1 200 0\.55 \+x-forwarded-for: 192\.168\.77\.11$/,
      ),
      expect.stringMatching(/^5054 curl ▸ haproxy GET \/api\?user=42 HTTP\/1\.1 200/),
      expect.stringMatching(/^ {2}5093 haproxy ▸ nginx GET \/api\?user=42 HTTP\/1\.1 200/),
      expect.stringMatching(/^5845 curl ▸ haproxy GET \/big\.txt HTTP\/1\.1 200/),
      expect.stringMatching(/^ {2}5883 haproxy ▸ nginx GET \/big\.txt HTTP\/1\.1 200/),
      expect.stringMatching(/^\d+ curl ▸ haproxy POST \/api HTTP\/1\.1 200/),
      expect.stringMatching(/^ {2}\d+ haproxy ▸ nginx POST \/api HTTP\/1\.1 200/),
      expect.stringMatching(/^\d+ curl ▸ haproxy GET \/missing HTTP\/1\.1 404/),
      expect.stringMatching(/^ {2}\d+ haproxy ▸ nginx GET \/missing HTTP\/1\.1 404/),
    ]);
  });

  it('show the body that set the DNS search domains of a container', () => {
    const streams = streamsOf(SHARED, 'unix-docker-api-exits');
    const line = 'POST /v1.24/containers/create?name=k8s_backend_1 HTTP/1.1';
    const [body] = bodyOf(streams, line, 'request');
    const settings: unknown = JSON.parse(body);
    expect(settings).toMatchObject({ HostConfig: { DnsSearch: expect.any(Array) } });
  });

  it('join the ends of every connection that the capture has both ends of', () => {
    const streams = streamsOf(SHARED, 'overlay-http-exits');
    const files = new Set(streams.exchanges.map(({ file }) => file));
    const { peers } = streams;
    expect(files.size).toBe(20);
    for (const file of files) {
      const peer = peers.peerOf(file);
      expect(peer && peers.peerOf(peer.file)?.file).toBe(file);
    }
  });
});
