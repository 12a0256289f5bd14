import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../../scripts/support/paths.mjs';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

/** The parts of the project that the packed extension holds. */
const PACKED = /^\/(package(\.nls)?\.json|dist\/|media\/)/;

/** The extension as a gallery serves it to a browser: each file by itself, to pages of any origin. */
export interface ServedExtension {
  readonly authority: string;
  /** The files that were asked for, in order: their paths in the extension, each with a slash before it. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

export async function serveExtension(): Promise<ServedExtension> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    asked.push(pathname);
    const file = path.join(root, pathname);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (request.method === 'OPTIONS') {
      response.end();
    } else if (PACKED.test(pathname) && fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
      fs.createReadStream(file).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { authority: `127.0.0.1:${address.port}`, asked, stop };
}

/**
 * Gives the workbench a web extension to load. It takes such only from the options that the server writes into its page; the
 * page itself must come from the server, or Chromium refuses its socket.
 */
export async function addWebExtension(page: Page, authority: string): Promise<void> {
  const extensions = [{ scheme: 'http', authority, path: '/' }];
  await page.addInitScript(
    (developmentOptions) => {
      const { getAttribute } = Element.prototype;
      Element.prototype.getAttribute = function (name) {
        const value = getAttribute.call(this, name);
        if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings' || value === null)
          return value;
        const options = JSON.parse(value);
        return JSON.stringify({
          ...options,
          developmentOptions: { ...options.developmentOptions, ...developmentOptions },
        });
      };
    },
    { extensions },
  );
}
