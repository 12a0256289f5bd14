import type { FileLine } from '../../../src/session/fileProtocol';
import type { MenuItem } from '../../ui/menu';
import { quoteFilterText } from '../cellFilter';
import { shorten } from '../conditionMenu';

export interface FileMenuActions {
  readonly onOpen: (line: FileLine) => void;
  readonly onSave: (line: FileLine) => void;
  readonly onCompareBefore: (line: FileLine) => void;
  /** The line is to be compared with one that is chosen later. */
  readonly onCompareLater: (line: FileLine) => void;
  readonly onCompare: (before: FileLine, after: FileLine) => void;
  readonly onGoTo: (number: number) => void;
  readonly onFilter: (condition: string) => void;
  readonly onCopy: (text: string) => void;
}

/** The condition that keeps the events of a path: of the one that it was opened by. */
export function pathCondition({ path, openedAs }: Pick<FileLine, 'path' | 'openedAs'>): string {
  return `fd.name=${quoteFilterText(openedAs === '' ? path : openedAs)}`;
}

/** What can be done with a file; `other` is the one that was chosen to be compared with. */
export function fileMenuItems(
  line: FileLine,
  other: FileLine | undefined,
  actions: FileMenuActions,
): readonly MenuItem[] {
  const items: MenuItem[] = [
    { kind: 'action', label: 'Open', hint: 'Enter', run: () => actions.onOpen(line) },
    { kind: 'action', label: 'Save as …', run: () => actions.onSave(line) },
    { kind: 'separator' },
    { kind: 'action', label: 'Compare with the version before', run: () => actions.onCompareBefore(line) },
    { kind: 'action', label: 'Select for compare', run: () => actions.onCompareLater(line) },
  ];
  if (other && other.number !== line.number) {
    const name = `${shorten(other.path)} of event ${other.number}`;
    items.push({ kind: 'action', label: `Compare with ${name}`, run: () => actions.onCompare(other, line) });
  }
  items.push(
    { kind: 'separator' },
    { kind: 'action', label: `Go to its first event, ${line.number}`, run: () => actions.onGoTo(line.number) },
    { kind: 'action', label: `Go to its last event, ${line.lastNumber}`, run: () => actions.onGoTo(line.lastNumber) },
  );
  const { renameNumber } = line;
  if (renameNumber !== null) {
    items.push({
      kind: 'action',
      label: `Go to its renaming, ${renameNumber}`,
      run: () => actions.onGoTo(renameNumber),
    });
  }
  const condition = pathCondition(line);
  items.push(
    { kind: 'action', label: `Filter for ${shorten(condition)}`, run: () => actions.onFilter(condition) },
    { kind: 'separator' },
    { kind: 'action', label: 'Copy path', run: () => actions.onCopy(line.path) },
  );
  return items;
}
