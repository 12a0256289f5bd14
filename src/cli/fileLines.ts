import type { EventRow } from '../engine/base/brands';
import type { FieldContext } from '../engine/fields/field';
import { fileText, overlay } from '../engine/streams/files/fileContent';
import { FileHistory, type FileVersion } from '../engine/streams/files/fileHistory';
import type { StreamIndex } from '../engine/streams/streamIndex';
import { EventPlaces } from './eventPlaces';
import type { Listed, StreamListing } from './printStreams';
import { visibleText } from './visibleText';

/** Lists the files that were read and written, each content for itself, under the path that it had in the end. */
export class FileLines implements StreamListing {
  private readonly places: EventPlaces;
  private readonly history: FileHistory;

  constructor(
    context: FieldContext,
    private readonly index: StreamIndex,
  ) {
    this.places = new EventPlaces(context.trace);
    this.history = new FileHistory(context, index);
  }

  *list(): Iterable<Listed> {
    for (const version of this.history.versions) {
      const { firstRow, lastRow, renamedRow } = version;
      yield {
        rows: [firstRow, lastRow, ...(renamedRow === undefined ? [] : [renamedRow]), ...this.rows(version)],
        text: () => `${visibleText(this.line(version))}\n`,
        json: () => this.json(version),
      };
    }
  }

  /** The file that an event read or wrote, as it was after its last call. */
  contentOf(row: EventRow): string | undefined {
    const file = this.index.fileOf(row);
    const version = this.history.versions.find((each) => each.file === file || each.renamedRow === row);
    if (!version) return undefined;
    const { read, written } = this.history.accessOf(version);
    return fileText(overlay(version.isWritten ? written : read));
  }

  private line({ firstRow, path, openedAs, isWritten, length, renamedRow }: FileVersion): string {
    const renamed = openedAs === undefined ? '' : `, written as ${openedAs}, renamed by event ${(renamedRow ?? 0) + 1}`;
    const what = isWritten ? 'wrote' : 'read';
    return `${firstRow + 1} ${this.places.time(firstRow)} ${this.places.process(firstRow)} ${what} ${length} bytes: ${path}${renamed}`;
  }

  private json({ firstRow, lastRow, renamedRow, path, openedAs, isWritten, length }: FileVersion): unknown {
    return {
      ...this.places.observer(firstRow),
      lastEvent: lastRow + 1,
      path,
      ...(openedAs !== undefined && { openedAs, renamedBy: (renamedRow ?? 0) + 1 }),
      written: isWritten,
      length,
    };
  }

  private rows({ file }: FileVersion): EventRow[] {
    return Array.from(this.index.rowsOf(file), (row) => row as EventRow);
  }
}
