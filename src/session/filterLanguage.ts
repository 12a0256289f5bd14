import type { TextEdit } from '../engine/filter/diagnostic';
import type { Completions, Hover, Signature } from '../engine/language/answers';
import type { CaptureCount, FieldValues, LanguageEnvironment, ValuesRequest } from '../engine/language/environment';
import { complete, diagnose, format, hover, semanticTokens, signature } from '../engine/language/languageService';
import type { FilterSurroundings } from './filterSurroundings';
import type { CountOutcome, FilterDiagnosis, FilterPosition } from './protocol';
import type { Cancellation } from './requestQueue';

/** What the language service asks of one capture, or of several. */
export interface FilterAnswers {
  /** The values of a field; none where there is no such field. Throws `cancelled` where the request was withdrawn. */
  values(request: ValuesRequest, cancellation: Cancellation): Promise<FieldValues>;
  /** How many events a filter keeps, in each capture. */
  count(filter: string, cancellation: Cancellation): Promise<readonly CaptureOutcome[]>;
}

/** What a filter keeps of a capture: what it is known by, what people call it, and how many events. */
export interface CaptureOutcome extends Pick<CaptureCount, 'capture' | 'label'> {
  readonly outcome: CountOutcome;
}

/** Answers about the text of a filter, with what captures hold. */
export class FilterLanguage {
  constructor(
    private readonly answers: FilterAnswers,
    private readonly surroundings: FilterSurroundings,
  ) {}

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

  values(request: ValuesRequest, cancellation: Cancellation): Promise<FieldValues> {
    return this.answers.values(request, cancellation);
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
    const counts: CaptureCount[] = [];
    for (const { capture, label, outcome } of await this.answers.count(filter, cancellation)) {
      if (!outcome.accepted) return undefined;
      counts.push({ capture, label, matched: outcome.matched, complete: outcome.complete });
    }
    return counts;
  }
}
