import type { EventLine } from '../../src/session/protocol';
import type { GridColumn } from '../ui/columnLayout';
import { formatDuration, isNotableGap } from './deltaText';
import { ownNumber } from './eventNumber';

/** The columns of the event list; their ids stand in saved states and in `data-column`. */
export const EVENT_COLUMNS: readonly GridColumn<EventLine>[] = [
  {
    id: 'number',
    title: '#',
    label: 'Number',
    align: 'right',
    characters: 8,
    text: (line) => String(ownNumber(line.number)),
    emphasis: () => 'quiet',
  },
  { id: 'time', title: 'Time', label: 'Time', align: 'left', characters: 18, text: (line) => line.time },
  {
    id: 'delta',
    title: 'Δ',
    label: 'Δ to the previous line',
    align: 'right',
    characters: 9,
    text: (line) => (line.delta === null ? '' : formatDuration(line.delta)),
    emphasis: (line) => (isNotableGap(line.delta) ? 'notable-gap' : 'quiet'),
  },
  { id: 'cpu', title: 'CPU', label: 'CPU', align: 'right', characters: 4, text: (line) => String(line.cpu) },
  { id: 'process', title: 'Process', label: 'Process', align: 'left', characters: 13, text: (line) => line.process },
  { id: 'tid', title: 'TID', label: 'TID', align: 'right', characters: 7, text: (line) => String(line.tid) },
  {
    id: 'direction',
    title: '',
    label: 'Direction',
    align: 'left',
    characters: 1.5,
    text: (line) => line.direction,
    emphasis: () => 'quiet',
  },
  {
    id: 'event',
    title: 'Event',
    label: 'Event',
    align: 'left',
    characters: 14,
    text: (line) => line.event,
    emphasis: () => 'event-name',
  },
  { id: 'fd', title: 'FD', label: 'FD', align: 'left', characters: 26, text: (line) => line.fd },
  {
    id: 'details',
    title: 'Details',
    label: 'Details',
    align: 'left',
    characters: 20,
    grows: true,
    text: (line) => line.details,
  },
];

/** A line as text, one tab between cells: what "Copy row" puts on the clipboard. */
export function lineAsText(line: EventLine): string {
  return EVENT_COLUMNS.map((column) => column.text(line)).join('\t');
}

/** Marks a row's element with its event: the number, and whether the call failed. */
export function decorateEventRow(element: HTMLElement, line: EventLine | null): void {
  if (line) element.dataset.number = String(line.number);
  else delete element.dataset.number;
  element.classList.toggle('failed', line?.failed === true);
}
