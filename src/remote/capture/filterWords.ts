import type { SessionMethod, SessionParams, SessionResult } from '../../session/protocol';

/** What there is to say about a capture filter as it stands. */
export interface FilterWords {
  /** Why sysdig would not take it; undefined: it would. */
  readonly error: string | undefined;
  /** What is worth a word all the same. */
  readonly warnings: readonly string[];
  /** What could stand at its end: what it is to be called, and the whole text with it. */
  readonly completions: readonly { readonly label: string; readonly detail: string; readonly text: string }[];
}

/** Asks a session, which knows the language of filters; what it reads does not matter. */
export type AskSession = <M extends SessionMethod>(method: M, params: SessionParams<M>) => Promise<SessionResult<M>>;

/** Completions that are offered at a time. */
const MOST_COMPLETIONS = 60;

/** Looks at a filter as sysdig of the host's version will; an empty one keeps every event. */
export async function filterWords(filter: string, sysdig: string | undefined, ask: AskSession): Promise<FilterWords> {
  const targetVersion = sysdig !== undefined && /^\d/.test(sysdig) ? `sysdig ${sysdig}` : '';
  await ask('setSurroundings', { files: [], targetVersion });
  const { diagnostics } = await ask('diagnose', { text: filter });
  const found = filter.trim() === '' ? [] : diagnostics;
  const { from, items } = await ask('complete', { text: filter, offset: filter.length });
  const begun = filter.slice(from).toLowerCase();
  return {
    error: found.find(({ severity }) => severity === 'error')?.message,
    warnings: found.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
    completions: items
      .filter(({ snippet, label }) => !snippet && label.toLowerCase().includes(begun))
      .slice(0, MOST_COMPLETIONS)
      .map(({ label, detail, insert }) => ({ label, detail, text: `${filter.slice(0, from)}${insert}` })),
  };
}
