import type { Browser, Page } from 'playwright-core';
import { type CodeServer, installExtension, startCodeServer } from '../../../scripts/support/codeServer.mjs';
import { makeProfile, removeProfile } from '../../../scripts/support/profile.mjs';
import { packedExtension } from './artifacts';
import { launchBrowser, newPage, type PageRecord } from './browser';
import { Workbench } from './workbench';

/** A real VS Code window with the packed extension, on a fresh profile. */
export interface OpenWindow {
  readonly page: Page;
  /** What the page asked for, threw and violated. */
  readonly record: PageRecord;
  readonly workbench: Workbench;
  /** Closes the window, its server and its profile. */
  close(): Promise<void>;
}

/** Opens a window on the folder that `fill` makes inside the profile's folder. */
export async function openWindow(
  fill: (profileFolder: string) => string | Promise<string>,
  settings?: Parameters<typeof makeProfile>[0],
): Promise<OpenWindow> {
  const profile = makeProfile(settings);
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    removeProfile(profile);
  };
  try {
    const folder = await fill(profile.folder);
    await installExtension(profile, packedExtension);
    server = await startCodeServer(profile);
    browser = await launchBrowser();
    const { page, record } = await newPage(browser);
    const workbench = new Workbench(page);
    await workbench.open(`http://${server.authority}/?${new URLSearchParams({ folder })}`);
    return { page, record, workbench, close };
  } catch (error) {
    await close();
    throw error;
  }
}
