import type { GridPlace } from '../ui/gridOptions';
import { captureOf } from './eventNumber';
import type { SelectionRows } from './selectionRows';

/** A place in the capture that holds through a change of filter: event numbers, 0 for none. */
export interface CapturePlace {
  readonly topNumber: number;
  readonly selectedNumber: number;
  /** Rows between the top and the selected row, where that row was in sight; it is then what stays in its place. */
  readonly rowsAbove: number | null;
}

/** Where a capture's place is in a selection. */
export interface FoundPlace extends GridPlace {
  /** False while the selection has not come as far as the place: it will be found elsewhere, later. */
  readonly settled: boolean;
}

const START: GridPlace = { top: 0, cursor: -1, selected: false };

/**
 * Looks up a place in a selection, so that a filter never makes one lose one's place. A selected event that the
 * selection does not keep leaves the cursor at the nearest one, unselected.
 */
export async function findPlace(rows: SelectionRows, place: CapturePlace, signal: AbortSignal): Promise<FoundPlace> {
  const { complete } = rows.progress;
  const wanted = Math.max(place.topNumber, place.selectedNumber);
  if (wanted === 0 || rows.count === 0) return { ...START, settled: wanted === 0 || complete };
  const [selected, top] = await Promise.all([
    place.selectedNumber > 0 ? rows.locate(place.selectedNumber, signal) : null,
    place.topNumber > 0 ? rows.locate(place.topNumber, signal) : null,
  ]);
  const reached = (found: { readonly found: number } | null, number: number): boolean =>
    number === 0 || (found !== null && found.found >= number && captureOf(found.found) === captureOf(number));
  if (!complete && !(reached(selected, place.selectedNumber) && reached(top, place.topNumber))) {
    return { ...START, settled: false };
  }
  const anchored = selected !== null && place.rowsAbove !== null;
  return {
    top: anchored ? Math.max(0, selected.index - (place.rowsAbove ?? 0)) : (top?.index ?? 0),
    cursor: selected?.index ?? -1,
    selected: selected !== null && selected.found === place.selectedNumber,
    settled: true,
  };
}
