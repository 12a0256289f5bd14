import type { FilterPosition, SessionMethod, SessionParams, SessionResult } from '../../../src/session/protocol';

export type FilterCompletions = SessionResult<'complete'>;
export type FilterDiagnosis = SessionResult<'diagnose'>;
export type FilterDiagnostic = FilterDiagnosis['diagnostics'][number];
export type FilterToken = FilterDiagnosis['tokens'][number];
export type FilterHover = NonNullable<SessionResult<'hover'>['hover']>;
export type FilterSignature = NonNullable<SessionResult<'signature'>['signature']>;
export type TextEdit = SessionResult<'format'>['edits'][number];

/** Methods of the session that speak about the text of a filter. */
type LanguageMethod = Extract<SessionMethod, 'complete' | 'diagnose' | 'hover' | 'signature' | 'format'>;

/** Asks the session; rejects with `cancelled` when the signal aborts. */
export type AskSession = <M extends LanguageMethod>(
  method: M,
  params: SessionParams<M>,
  signal?: AbortSignal,
) => Promise<SessionResult<M>>;

/**
 * The language of filters, as the box asks for it. An answer that cannot be had is no answer: whoever types is not told
 * about a question that he did not ask.
 */
export class FilterService {
  constructor(private readonly ask: AskSession) {}

  complete(position: FilterPosition, signal: AbortSignal): Promise<FilterCompletions | null> {
    return this.ask('complete', position, signal).catch(() => null);
  }

  diagnose(text: string, signal?: AbortSignal): Promise<FilterDiagnosis | null> {
    return this.ask('diagnose', { text }, signal).catch(() => null);
  }

  hover(position: FilterPosition, signal: AbortSignal): Promise<FilterHover | null> {
    return this.ask('hover', position, signal).then(
      ({ hover }) => hover,
      () => null,
    );
  }

  signature(position: FilterPosition, signal: AbortSignal): Promise<FilterSignature | null> {
    return this.ask('signature', position, signal).then(
      ({ signature }) => signature,
      () => null,
    );
  }

  format(text: string): Promise<readonly TextEdit[]> {
    return this.ask('format', { text }).then(
      ({ edits }) => edits,
      () => [],
    );
  }
}
