import * as vscode from 'vscode';
import type { ReadingSettings } from '../session/client/workerLink';

/** The user's settings for the reading of captures, as they are now. */
export function readingSettings(): ReadingSettings {
  const limit = vscode.workspace.getConfiguration('scaplens.reading').get<number>('inflateLimit', 0);
  return limit === 0 ? {} : { inflateLimit: limit };
}
