import { type ColumnChoices, USUAL_COLUMNS } from '../ui/columnLayout';
import { readView } from './detailViews';
import type { DetailPageState, PageState } from './editorProtocol';
import { NOTHING_VISITED, type VisitedEvents } from './selectionHistory';

/** Height of the detail pane until someone drags it, in pixels. */
export const USUAL_DETAIL_HEIGHT = 220;

/** The state of a page that was never shown before. */
export const NEW_PAGE: PageState = {
  filter: '',
  topNumber: 0,
  selectedNumber: 0,
  detailHeight: USUAL_DETAIL_HEIGHT,
  readyFilters: true,
  following: true,
  order: 'file',
  detailView: 'event',
  sequence: false,
  visited: NOTHING_VISITED,
  eventsBefore: [],
};

/**
 * Reads a state that was kept earlier, perhaps by another version: what is not as expected is taken from a new page.
 */
export function restorePageState(kept: unknown): PageState {
  if (!isRecord(kept)) return NEW_PAGE;
  return {
    filter: typeof kept.filter === 'string' ? kept.filter : NEW_PAGE.filter,
    topNumber: eventNumber(kept.topNumber),
    selectedNumber: eventNumber(kept.selectedNumber),
    detailHeight: isSize(kept.detailHeight) ? kept.detailHeight : NEW_PAGE.detailHeight,
    readyFilters: typeof kept.readyFilters === 'boolean' ? kept.readyFilters : NEW_PAGE.readyFilters,
    following: typeof kept.following === 'boolean' ? kept.following : NEW_PAGE.following,
    order: kept.order === 'time' ? 'time' : 'file',
    detailView: readView(kept.detailView),
    sequence: kept.sequence === true,
    visited: visitedEvents(kept.visited),
    eventsBefore: countsOf(kept.eventsBefore),
  };
}

/** What the page of the same capture showed before that was moved, as the host wrote it into this page; else undefined. */
export function handedOver(root: HTMLElement): unknown {
  const { state } = root.dataset;
  try {
    return state === undefined ? undefined : JSON.parse(state);
  } catch {
    return undefined;
  }
}

/** The same for a page with the detail alone. */
export function restoreDetailState(kept: unknown): DetailPageState {
  const fields = isRecord(kept) ? kept : {};
  const { detailView, sequence } = restorePageState(fields);
  return {
    capture: typeof fields.capture === 'string' ? fields.capture : '',
    selectedNumber: eventNumber(fields.selectedNumber),
    eventsBefore: countsOf(fields.eventsBefore),
    filter: typeof fields.filter === 'string' ? fields.filter : '',
    detailView,
    sequence,
    pinned: fields.pinned === true,
  };
}

/** The same for columns, which are kept for all captures of a workspace. */
export function restoreColumns(kept: unknown): ColumnChoices {
  if (!isRecord(kept)) return USUAL_COLUMNS;
  const shown = Array.isArray(kept.shown) ? kept.shown.filter((column) => typeof column === 'string') : [];
  return { widths: widths(kept.widths), shown };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function eventNumber(value: unknown): number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value > 0 ? value : 0;
}

/** A count for each capture. */
function countsOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(eventNumber) : [];
}

function visitedEvents(value: unknown): VisitedEvents {
  if (!isRecord(value) || !Array.isArray(value.numbers)) return NOTHING_VISITED;
  const numbers = value.numbers.filter((number): number is number => eventNumber(number) > 0);
  const at = typeof value.at === 'number' && Number.isInteger(value.at) ? value.at : -1;
  return numbers.length === value.numbers.length && at >= 0 && at < numbers.length ? { numbers, at } : NOTHING_VISITED;
}

function widths(value: unknown): Readonly<Record<string, number>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => isSize(entry[1])));
}
