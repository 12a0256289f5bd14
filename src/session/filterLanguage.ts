import type { FieldContext } from '../engine/fields/field';
import type { TextEdit } from '../engine/filter/diagnostic';
import type { Completions, Hover, Signature } from '../engine/language/answers';
import type { CaptureCount, FieldValues, LanguageEnvironment, ValuesRequest } from '../engine/language/environment';
import { TraceValues } from '../engine/language/fieldValues';
import { complete, diagnose, format, hover, semanticTokens, signature } from '../engine/language/languageService';
import type { FilterCounts } from './filterCounts';
import type { FilterSurroundings } from './filterSurroundings';
import type { FilterDiagnosis, FilterPosition } from './protocol';
import { type Cancellation, throwIfCancelled } from './requestQueue';
import type { SessionPort } from './sessionPort';

/** What the language service is told about a capture. */
export interface OpenCapture {
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  /** Whether more events may come. */
  isGrowing(): boolean;
}

/** Answers about the text of a filter, with what this capture holds. */
export class FilterLanguage {
  private readonly fieldValues: TraceValues;

  constructor(
    context: FieldContext,
    private readonly port: Pick<SessionPort, 'breathe'>,
    private readonly filterCounts: FilterCounts,
    private readonly capture: OpenCapture,
    private readonly surroundings: FilterSurroundings,
  ) {
    this.fieldValues = new TraceValues(context);
  }

  complete({ text, offset }: FilterPosition, cancellation: Cancellation): Promise<Completions> {
    return complete(text, offset, this.environment(cancellation));
  }

  diagnose(text: string): FilterDiagnosis {
    const environment = this.surroundings;
    return { diagnostics: diagnose(text, environment), tokens: semanticTokens(text, environment) };
  }

  async hover({ text, offset }: FilterPosition, cancellation: Cancellation): Promise<{ readonly hover: Hover | null }> {
    return { hover: (await hover(text, offset, this.environment(cancellation))) ?? null };
  }

  signature({ text, offset }: FilterPosition): { readonly signature: Signature | null } {
    return { signature: signature(text, offset) ?? null };
  }

  format(text: string): { readonly edits: readonly TextEdit[] } {
    return { edits: format(text) };
  }

  /** The values of a field; none where there is no such field. */
  async values(request: ValuesRequest, cancellation: Cancellation): Promise<FieldValues> {
    const { values, complete } = await this.fieldValues.values(request, async () => {
      await this.port.breathe();
      throwIfCancelled(cancellation);
    });
    return { values, complete: complete && !this.capture.isGrowing() };
  }

  private environment(cancellation: Cancellation): LanguageEnvironment {
    const { definitions, targetVersion } = this.surroundings;
    return {
      definitions,
      targetVersion,
      values: (request) => this.values(request, cancellation),
      count: (filter) => this.count(filter, cancellation),
    };
  }

  private async count(filter: string, cancellation: Cancellation): Promise<readonly CaptureCount[] | undefined> {
    const outcome = await this.filterCounts.count(filter, cancellation);
    if (!outcome.accepted) return undefined;
    const { id, label } = this.capture;
    return [{ capture: id, label, matched: outcome.matched, complete: outcome.complete }];
  }
}
