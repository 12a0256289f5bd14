import type { Diagnostic } from '../../engine/filter/diagnostic';
import type { Completion } from '../../engine/language/answers';
import { complete, diagnose } from '../../engine/language/languageService';

/** What there is to say about a capture filter as it stands. */
export interface FilterWords {
  /** Why sysdig would not take it; undefined: it would. */
  readonly error: string | undefined;
  /** What is worth a word all the same. */
  readonly warnings: readonly string[];
  /** What could stand at its end: what it is to be called, and the whole text with it. */
  readonly completions: readonly (Pick<Completion, 'label' | 'detail'> & { readonly text: string })[];
}

/** Completions that are offered at a time. */
const MOST_COMPLETIONS = 60;

/** Looks at a filter as sysdig of the host's version will; an empty one keeps every event. */
export async function filterWords(filter: string, sysdig: string | undefined): Promise<FilterWords> {
  const targetVersion = sysdig !== undefined && /^\d/.test(sysdig) ? `sysdig ${sysdig}` : undefined;
  const found: readonly Diagnostic[] = filter.trim() === '' ? [] : diagnose(filter, { definitions: [], targetVersion });
  const { from, items } = await complete(filter, filter.length, { definitions: [], targetVersion });
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
