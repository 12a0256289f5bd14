import type { OpenFileId } from '../../base/brands';
import type { Selection } from '../../trace/selection';
import type { StreamIndex } from '../streamIndex';

/** The open files that the events of a selection are about, as far as something was read from or written to them. */
export function chosenFiles(index: StreamIndex, selection: Selection): ReadonlySet<OpenFileId> {
  const files = new Set<OpenFileId>();
  for (let at = 0; at < selection.count; at++) {
    const file = index.fileOf(selection.rowAt(at));
    if (file !== 0 && index.countOf(file) > 0) files.add(file);
  }
  return files;
}
