import * as vscode from 'vscode';
import type { CapturePlace } from '../session/client/capturePlace';
import { LONGEST_TIMELINE, readTimelineFile, TIMELINE_SUFFIX } from '../session/timeline/timelineFile';

/** Most bytes of one character in UTF-8. */
const LONGEST_CHARACTER = 4;

/**
 * Where a document's captures lie: one, or those that the file of a timeline lists. A list that cannot be read is a capture that
 * cannot be read, and says why. `placeOf`: where a capture lies.
 */
export async function documentPlace(
  uri: vscode.Uri,
  placeOf: (uri: vscode.Uri) => CapturePlace,
): Promise<CapturePlace> {
  if (!uri.path.endsWith(TIMELINE_SUFFIX)) return placeOf(uri);
  try {
    const listed = readTimelineFile(await readList(uri));
    const folder = vscode.Uri.joinPath(uri, '..');
    const captures = listed.map(({ path, host, clockCorrection }) => ({
      ...placeOf(vscode.Uri.joinPath(folder, ...path)),
      host,
      clockCorrection,
    }));
    return { path: uri.path, captures };
  } catch (error) {
    return { path: uri.path, read: () => Promise.reject(error) };
  }
}

async function readList(uri: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > LONGEST_CHARACTER * LONGEST_TIMELINE) throw new Error("This is too long for a timeline's file.");
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
