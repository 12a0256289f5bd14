import type { CaptureProgress, SelectionProgress } from '../../src/session/protocol';

/** Why the list shows nothing. `none`: it shows something. */
export type Emptiness = 'none' | 'reading' | 'no-match' | 'no-events' | 'failed';

/** Decides what an empty list means. */
export function emptinessOf(
  progress: CaptureProgress | null,
  selection: SelectionProgress | null,
  filtered: boolean,
): Emptiness {
  if (selection && selection.matched > 0) return 'none';
  if (progress?.state === 'failed') return 'failed';
  if (!progress || !selection || progress.state === 'reading' || !selection.complete) return 'reading';
  return filtered ? 'no-match' : 'no-events';
}
