import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/support/systemPrograms.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // Any other host fails at once, with or without a network. The webview's *.vscode-cdn.net resources are answered by
  // its service worker before a name is looked up.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** Headless Chromium, cut off from everything but the loopback interface. `SCAPLENS_HEADED=1` shows its window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('There is no Chromium on PATH; SCAPLENS_CHROMIUM may name one.');
  }
  return chromium.launch({ executablePath, headless: process.env.SCAPLENS_HEADED !== '1', args: flags });
}

/** What a page did that a test may want to forbid. */
export interface PageRecord {
  /** Exceptions that nobody caught, in any frame. */
  readonly errors: string[];
  /** Addresses asked for that are neither this machine's nor answered by the webview's service worker. */
  readonly externalRequests: string[];
  /** What Chromium says of each violation of a content security policy, in any frame. */
  readonly policyViolations: string[];
  readonly console: string[];
}

/** A page of its own context, and the record of what goes wrong in it from now on. */
export async function newPage(
  browser: Browser,
  options: Pick<BrowserContextOptions, 'bypassCSP'> = {},
): Promise<{ page: Page; record: PageRecord }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const record: PageRecord = { errors: [], externalRequests: [], policyViolations: [], console: [] };
  const page = await context.newPage();
  page.on('pageerror', (error) => record.errors.push(String(error)));
  page.on('request', (request) => {
    const { protocol, hostname, href } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1' && !hostname.endsWith('.vscode-cdn.net')) {
      record.externalRequests.push(href);
    }
  });
  page.on('console', (message) => {
    const text = message.text();
    record.console.push(`[${message.type()}] ${text}`);
    // Chromium's own words; a listener in the page would not outlive VS Code's writing of the webview's document.
    if (text.includes('Content Security Policy directive')) {
      record.policyViolations.push(`${text} (${message.location().url})`);
    }
  });
  return { page, record };
}
