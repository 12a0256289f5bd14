import type { TransactionLine } from '../../../src/session/transactionProtocol';
import type { GridColumn } from '../../ui/columnLayout';
import { formatDuration } from '../deltaText';
import { ownNumber } from '../eventNumber';

/** The columns of the list of requests and questions. */
export const TRANSACTION_COLUMNS: readonly GridColumn<TransactionLine>[] = [
  {
    id: 'number',
    title: '#',
    label: 'Event',
    align: 'right',
    characters: 8,
    text: ({ number }) => String(ownNumber(number)),
    emphasis: () => 'quiet',
  },
  {
    id: 'ends',
    title: 'From ▸ to',
    label: 'Who asked whom',
    align: 'left',
    characters: 24,
    text: ({ depth, from, to }) => `${'  '.repeat(depth)}${depth > 0 ? '└ ' : ''}${from} ▸ ${to}`,
  },
  {
    id: 'request',
    title: 'Request',
    label: 'Request',
    align: 'left',
    characters: 22,
    text: ({ request, added }) => (added.length === 0 ? request : `${request}  + ${added.join(', ')}`),
  },
  {
    id: 'answer',
    title: 'Answer',
    label: 'Answer',
    align: 'left',
    characters: 15,
    grows: true,
    text: ({ answer }) => answer,
    emphasis: ({ answered }) => (answered ? '' : 'transaction-unanswered'),
  },
  {
    id: 'latency',
    title: 'Latency',
    label: 'Latency',
    align: 'right',
    characters: 9,
    text: ({ latency }) => (latency === null ? '' : formatDuration(latency)),
  },
  { id: 'time', title: 'Time', label: 'Time', align: 'left', characters: 18, text: ({ time }) => time },
];

/** Marks a line's element where the answer says that it did not work, or where there is none. */
export function decorateTransactionRow(element: HTMLElement, line: TransactionLine | null): void {
  element.classList.toggle('failed', line?.failed === true);
  element.classList.toggle('unanswered', line?.answered === false);
}
