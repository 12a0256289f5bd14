import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILTER_SERVER_START } from '../../../src/language/protocol';

// The worker of the web extension, as it is bundled, in a scope that has what a browser's has and nothing of Node; one end of
// a channel stands for its messages.

const { port1: scope, port2: page } = new MessageChannel();
const answers = new Map<number, (result: unknown) => void>();

beforeAll(async () => {
  const { outputFiles } = await build({
    absWorkingDir: path.join(__dirname, '..', '..', '..'),
    entryPoints: ['src/extension/browserWorker.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  const ofBrowser = { TextEncoder, TextDecoder, URL, setTimeout, clearTimeout, queueMicrotask, console, performance };
  runInNewContext(outputFiles[0].text, { ...ofBrowser, self: scope });
  page.on('message', ({ id, result }: { id: number; result: unknown }) => answers.get(id)?.(result));
  page.postMessage(FILTER_SERVER_START);
}, 30_000);

afterAll(() => {
  scope.close();
  page.close();
});

function notify(method: string, params: object): void {
  page.postMessage({ jsonrpc: '2.0', method, params });
}

function ask(method: string, params: object): Promise<unknown> {
  const id = answers.size + 1;
  const answer = new Promise((resolve) => answers.set(id, resolve));
  page.postMessage({ jsonrpc: '2.0', id, method, params });
  return answer;
}

describe('the language server in a browser', () => {
  it('answers as the one of Node does, without anything of Node', async () => {
    const uri = 'untitled:new.scapfilter';
    const started = await ask('initialize', { processId: null, rootUri: null, capabilities: {} });
    expect(started).toMatchObject({ capabilities: { hoverProvider: true, codeLensProvider: {} } });
    const textDocument = { uri, languageId: 'scap-filter', version: 1, text: 'filter a: evt.type=ipv4' };
    notify('textDocument/didOpen', { textDocument });
    expect(await ask('textDocument/diagnostic', { textDocument: { uri } })).toMatchObject({
      items: [{ code: 'unknown-value', message: expect.stringContaining("'ipv4'") }],
    });
    expect(await ask('textDocument/formatting', { textDocument: { uri }, options: {} })).toMatchObject([
      { newText: expect.any(String) },
      { newText: expect.any(String) },
    ]);
  });
});
