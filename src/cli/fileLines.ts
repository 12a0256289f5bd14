import type { EventRow } from '../engine/base/brands';
import type { FieldContext } from '../engine/fields/fieldReader';
import { FileReader } from '../engine/streams/files/fileAccess';
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
  private readonly reader: FileReader;

  constructor(
    context: FieldContext,
    private readonly index: StreamIndex,
  ) {
    this.places = new EventPlaces(context.trace);
    this.history = new FileHistory(context);
    this.history.advance();
    this.reader = new FileReader(context.trace, context.raw, index);
  }

  *list(): Iterable<Listed> {
    for (const version of this.history.versions) {
      const { firstRow, lastRow } = version;
      const renamedRow = this.history.renamedRow(version);
      yield {
        rows: [firstRow, lastRow, ...(renamedRow === undefined ? [] : [renamedRow]), ...this.rows(version)],
        text: () => `${visibleText(this.line(version))}\n`,
        json: () => this.json(version),
      };
    }
  }

  /** The file that an event read or wrote, as it was after its last call. */
  contentOf(row: EventRow): string | undefined {
    const version =
      this.history.versionOf(this.index.fileOf(row)) ??
      this.history.versions.find((each) => this.history.renamedRow(each) === row);
    if (!version) return undefined;
    const { read, written } = this.reader.accessOf(this.history, version);
    return fileText(overlay(version.isWritten ? written : read));
  }

  private line(version: FileVersion): string {
    const { firstRow, isWritten } = version;
    const renamedRow = this.history.renamedRow(version);
    const renamed =
      renamedRow === undefined
        ? ''
        : `, written as ${this.history.openedAs(version)}, renamed by event ${renamedRow + 1}`;
    const what = isWritten ? 'wrote' : 'read';
    return `${firstRow + 1} ${this.places.time(firstRow)} ${this.places.process(firstRow)} ${what} ${lengthOf(version)} bytes: ${this.history.pathOf(version)}${renamed}`;
  }

  private json(version: FileVersion): unknown {
    const { firstRow, lastRow, isWritten } = version;
    const renamedRow = this.history.renamedRow(version);
    return {
      ...this.places.observer(firstRow),
      lastEvent: lastRow + 1,
      path: this.history.pathOf(version),
      ...(renamedRow !== undefined && { openedAs: this.history.openedAs(version), renamedBy: renamedRow + 1 }),
      written: isWritten,
      length: lengthOf(version),
    };
  }

  private rows({ file }: FileVersion): EventRow[] {
    return Array.from(this.index.rowsOf(file), (row) => row as EventRow);
  }
}

function lengthOf({ isWritten, writtenLength, readLength }: FileVersion): number {
  return isWritten ? writtenLength : readLength;
}
