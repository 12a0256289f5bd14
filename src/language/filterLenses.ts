import { type CodeLens, CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import type { LanguageEnvironment } from '../engine/language/environment';
import { expandFilter } from '../engine/language/expand';
import { diagnoseFile, environmentOf } from '../engine/language/file/fileService';
import type { FileEntry } from '../engine/language/file/filterFile';
import { countText } from '../engine/language/wording';
import { rangeOf } from './conversions';
import type { FilterFiles, ReadDocument } from './filterFiles';
import { type CaptureQuestions, NOTICE, SHOW_FILTER } from './protocol';

/** How long a count that is not complete stands, in ms. */
const COUNT_AGAIN = 1000;

/** What a lens is about, until it is looked at. */
interface LensData {
  readonly uri: string;
  /** Index of the entry in its file. */
  readonly entry: number;
  readonly capture: string;
  readonly label: string;
}

/**
 * "1,234 events in dns-ndots.scap · Show" above each filter without errors, one for each open capture. Counted when it is
 * looked at.
 */
export class FilterLenses {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private canRefresh = false;

  constructor(
    private readonly connection: Connection,
    private readonly questions: CaptureQuestions,
    private readonly files: FilterFiles,
  ) {
    connection.onCodeLens(({ textDocument }) => this.lenses(textDocument.uri));
    connection.onCodeLensResolve((lens) => this.resolved(lens));
    connection.onNotification(NOTICE.capturesChanged, () => this.refresh());
    connection.onShutdown(() => clearTimeout(this.waiting));
  }

  /** The client said that it can be told to ask for lenses again. */
  allowRefresh(): void {
    this.canRefresh = true;
  }

  private async lenses(uri: string): Promise<CodeLens[]> {
    const read = this.files.get(uri);
    if (!read) return [];
    const captures = await this.questions.captures().catch(() => []);
    const errors = diagnoseFile(read.file, this.environment(read)).filter(({ severity }) => severity === 'error');
    const isRight = ({ start, body }: FileEntry): boolean =>
      !errors.some((error) => start <= error.start && error.start <= body.end);
    return read.file.entries.flatMap((entry, index) =>
      entry.kind === 'filter' && isRight(entry)
        ? captures.map(({ capture, label }) => ({
            range: rangeOf(read.document, entry.keyword),
            data: { uri, entry: index, capture, label } satisfies LensData,
          }))
        : [],
    );
  }

  private async resolved(lens: CodeLens): Promise<CodeLens> {
    const { uri, entry, capture, label } = lens.data as LensData;
    const read = this.files.get(uri);
    const body = read?.file.entries[entry]?.bodyText.trim();
    const definitions = read ? environmentOf(read.file, this.environment(read)).definitions : [];
    const filter = body ? expandFilter(body, definitions) : undefined;
    if (filter === undefined) return { ...lens, command: { title: 'No filter yet', command: '' } };
    const counts = await this.questions.count({ filter, capture }).catch(() => []);
    const count = counts.find((each) => each.capture === capture);
    if (count && !count.complete) this.refreshLater();
    const found = count ? `${countText(count.matched)}${count.complete ? '' : ' so far'} in ${label}` : label;
    return { ...lens, command: { title: `${found} · Show`, command: SHOW_FILTER, arguments: [capture, filter] } };
  }

  private environment({ document }: ReadDocument): LanguageEnvironment {
    return { definitions: this.files.definitionsBeside(document.uri) };
  }

  private refresh(): void {
    // A client that is going away answers nothing any more.
    if (this.canRefresh) this.connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  }

  private refreshLater(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), COUNT_AGAIN);
  }
}
