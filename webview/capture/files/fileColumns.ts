import type { FileLack, FileLine } from '../../../src/session/fileProtocol';
import type { GridColumn } from '../../ui/columnLayout';
import { readableLine } from '../conversation/readableLine';
import { formatCount } from '../numberText';

/** Each lack as a word for its column, and as a sentence. */
const LACKS: Readonly<Record<FileLack, readonly [word: string, sentence: string]>> = {
  cut: ['cut', 'The capture kept only the beginning of some buffers (snaplen).'],
  'open-before': ['open before', 'It was open before the capture began: what was moved until then is not known.'],
  'not-emptied': ['not emptied', 'It was not emptied when it was opened: what stood in it before is not known.'],
  'end-unseen': ['end unseen', 'Nobody read as far as its end: it may go on.'],
};

/** Whether a content is the whole file, in a few words. */
export function wholeText({ lacks }: Pick<FileLine, 'lacks'>): string {
  return lacks.length === 0 ? 'yes' : lacks.map((lack) => LACKS[lack][0]).join(', ');
}

/** Why a content is perhaps not the whole file, as sentences; empty where it is. */
export function lackSentences({ lacks }: Pick<FileLine, 'lacks'>): string {
  return lacks.map((lack) => LACKS[lack][1]).join(' ');
}

/** Which of the contents of its path this is: `2 of 3`, or nothing where there is only one. */
export function versionText({
  written,
  version,
  versions,
}: Pick<FileLine, 'written' | 'version' | 'versions'>): string {
  if (version === null || versions === null) return '';
  const what = written ? 'written' : 'read';
  return versions === 1 ? what : `${what} ${version} of ${versions}`;
}

/** The path, and the one before it was renamed. */
export function pathText({ path, openedAs }: Pick<FileLine, 'path' | 'openedAs'>): string {
  return readableLine(openedAs === '' ? path : `${path}  ← ${openedAs}`);
}

const bytesText = (bytes: number): string => (bytes === 0 ? '' : formatCount(bytes));

/** The columns of the list of files. Ids of those that it can be ordered by are those of `FileOrder`. */
export const FILE_COLUMNS: readonly GridColumn<FileLine>[] = [
  {
    id: 'number',
    title: '#',
    label: 'First event',
    align: 'right',
    characters: 7,
    text: ({ number }) => String(number),
    emphasis: () => 'quiet',
  },
  { id: 'path', title: 'Path', label: 'Path', align: 'left', characters: 34, grows: true, text: pathText },
  {
    id: 'version',
    title: 'Version',
    label: 'Which of the contents of its path',
    align: 'left',
    characters: 13,
    text: versionText,
  },
  {
    id: 'process',
    title: 'Process',
    label: 'Process',
    align: 'left',
    characters: 18,
    text: ({ process }) => readableLine(process),
  },
  {
    id: 'read',
    title: 'Read',
    label: 'Bytes read',
    align: 'right',
    characters: 8,
    text: ({ readLength }) => bytesText(readLength),
  },
  {
    id: 'written',
    title: 'Written',
    label: 'Bytes written',
    align: 'right',
    characters: 8,
    text: ({ writtenLength }) => bytesText(writtenLength),
  },
  {
    id: 'missing',
    title: 'Missing',
    label: 'Bytes that the capture does not have',
    align: 'right',
    characters: 8,
    text: ({ missing }) => (missing === null ? '…' : bytesText(missing)),
  },
  {
    id: 'whole',
    title: 'Whole',
    label: 'Whether it is the whole file',
    align: 'left',
    characters: 20,
    text: wholeText,
    emphasis: ({ lacks }) => (lacks.length === 0 ? '' : 'quiet'),
  },
  { id: 'time', title: 'Time', label: 'Time', align: 'left', characters: 18, optional: true, text: ({ time }) => time },
];

/** Marks a line with whether it was written, and says why it is perhaps not the whole file. */
export function decorateFileRow(element: HTMLElement, line: FileLine | null): void {
  element.classList.toggle('stream-read', line !== null && !line.written);
  element.classList.toggle('stream-written', line?.written === true);
  element.title = line === null ? '' : lackSentences(line);
}
