import * as vscode from 'vscode';
import { MOST_CAPTURES, readTimelineFile, TIMELINE_SUFFIX, timelineText } from '../session/timeline/timelineFile';
import { CAPTURE_EDITOR } from './captureEditor';

const CAPTURE_NAME = /\.scap(?:\.gz)?$/;
/** Longest name of a file, without its suffix, that is made of those of captures, in characters. */
const LONGEST_NAME = 80;
/** Names that are tried where one is taken. */
const MOST_NAMES = 100;

/** Registers the command that opens several captures as one timeline. */
export function registerOpenTogether(): vscode.Disposable {
  return vscode.commands.registerCommand('scaplens.openTogether', async (uri: unknown, selected: unknown) => {
    const captures = urisOf(selected) ?? urisOf([uri]) ?? (await askCaptures());
    if (captures === undefined) return;
    try {
      const timeline = await writeTimeline(captures);
      await vscode.commands.executeCommand('vscode.openWith', timeline, CAPTURE_EDITOR);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : 'The captures cannot be opened.');
    }
  });
}

/** The captures among what the explorer hands over; undefined where these are not several. */
function urisOf(selected: unknown): readonly vscode.Uri[] | undefined {
  if (!Array.isArray(selected)) return undefined;
  const uris = selected.filter(
    (each): each is vscode.Uri => each instanceof vscode.Uri && CAPTURE_NAME.test(each.path),
  );
  return uris.length > 1 ? uris : undefined;
}

async function askCaptures(): Promise<readonly vscode.Uri[] | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Captures of One Timeline',
    openLabel: 'Open Together',
    canSelectMany: true,
    filters: { Captures: ['scap', 'gz'] },
  });
  return chosen && chosen.length > 0 ? chosen : undefined;
}

/** Writes the list of the captures into the folder that they are all in, unless it is there; gives its address. */
async function writeTimeline(captures: readonly vscode.Uri[]): Promise<vscode.Uri> {
  if (captures.length > MOST_CAPTURES) throw new Error(`A timeline has at most ${MOST_CAPTURES} captures.`);
  const sorted = [...captures].sort((a, b) => (a.path < b.path ? -1 : 1));
  const folder = commonFolder(sorted);
  const text = timelineText(sorted.map(({ path }) => ({ file: path.slice(folder.path.length).replace(/^\//, '') })));
  // It has to be one that can be read again: names of files may be of any kind.
  readTimelineFile(text);
  const names = sorted.map(({ path }) => path.slice(path.lastIndexOf('/') + 1).replace(CAPTURE_NAME, ''));
  const name = names.join('+').slice(0, LONGEST_NAME);
  for (let attempt = 1; attempt <= MOST_NAMES; attempt++) {
    const number = attempt === 1 ? '' : `-${attempt}`;
    const uri = vscode.Uri.joinPath(folder, `${name}${number}${TIMELINE_SUFFIX}`);
    const present = await contentOf(uri);
    if (present === text) return uri;
    if (present !== undefined) continue;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  }
  throw new Error(`There are too many timelines called ${name}.`);
}

/** The innermost folder that all are in; throws where there is none. */
function commonFolder([first, ...others]: readonly vscode.Uri[]): vscode.Uri {
  let folder = vscode.Uri.joinPath(first, '..');
  for (const other of others) {
    if (other.scheme !== first.scheme || other.authority !== first.authority) {
      throw new Error('The captures lie on different machines: copy them into one folder.');
    }
    while (!other.path.startsWith(folder.path.endsWith('/') ? folder.path : `${folder.path}/`)) {
      folder = vscode.Uri.joinPath(folder, '..');
    }
  }
  return folder;
}

async function contentOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
