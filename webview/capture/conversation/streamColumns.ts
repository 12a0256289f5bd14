import type { StreamLine, StreamMode } from '../../../src/session/streamProtocol';
import type { GridColumn } from '../../ui/columnLayout';
import { ownNumber } from '../eventNumber';
import { formatCount } from '../numberText';

type Column = GridColumn<StreamLine>;

const NUMBER: Column = {
  id: 'number',
  title: '#',
  label: 'Event',
  align: 'right',
  characters: 8,
  text: ({ number, first }) => (first ? String(ownNumber(number)) : ''),
  emphasis: () => 'quiet',
};

const TIME: Column = {
  id: 'time',
  title: 'Time',
  label: 'Time',
  align: 'left',
  characters: 18,
  text: ({ time, first }) => (first ? time : ''),
  emphasis: () => 'quiet',
};

const DIRECTION: Column = {
  id: 'direction',
  title: '',
  label: 'Direction',
  align: 'left',
  characters: 7,
  text: ({ direction, first }) =>
    first ? (direction === 'read' ? '← read' : '→ wrote') : direction === 'read' ? '←' : '→',
};

const PROCESS: Column = {
  id: 'process',
  title: 'Process',
  label: 'Process',
  align: 'left',
  characters: 20,
  text: ({ process }) => process,
};

const BYTES: Column = {
  id: 'bytes',
  title: 'Bytes',
  label: 'Bytes',
  align: 'right',
  characters: 14,
  text: ({ kind, length, unwritten }) => {
    if (kind === 'failure') return '';
    return unwritten > 0 ? `${formatCount(length)} of ${formatCount(length + unwritten)}` : formatCount(length);
  },
};

const MISSING: Column = {
  id: 'missing',
  title: 'Missing',
  label: 'Bytes that the capture does not have',
  align: 'right',
  characters: 9,
  text: ({ missing }) => (missing > 0 ? formatCount(missing) : ''),
};

const OFFSET: Column = {
  id: 'offset',
  title: 'Offset',
  label: 'Offset in its direction',
  align: 'right',
  characters: 9,
  text: ({ offset, kind }) => (kind === 'data' ? offset.toString(16).padStart(4, '0') : ''),
  emphasis: () => 'quiet',
};

const TEXT: Column = {
  id: 'text',
  title: 'Text',
  label: 'Text',
  align: 'left',
  characters: 122,
  grows: true,
  text: ({ text }) => text,
  emphasis: ({ kind }) => (kind === 'data' ? '' : `stream-${kind}`),
};

const HEX: Column = { ...TEXT, id: 'hex', title: 'Hex', label: 'Hex', characters: 40, grows: false };

const ASCII: Column = {
  id: 'ascii',
  title: 'ASCII',
  label: 'ASCII',
  align: 'left',
  characters: 18,
  grows: true,
  text: ({ ascii }) => ascii,
};

/** The columns of each layout of a stream. */
export const STREAM_COLUMNS: Readonly<Record<StreamMode, readonly Column[]>> = {
  text: [NUMBER, TIME, DIRECTION, TEXT],
  hex: [NUMBER, TIME, DIRECTION, OFFSET, HEX, ASCII],
  calls: [NUMBER, TIME, DIRECTION, PROCESS, BYTES, MISSING, { ...TEXT, title: 'Begins with', characters: 40 }],
};

/** Marks a line's element with its direction and with what is special about it. */
export function decorateStreamRow(element: HTMLElement, line: StreamLine | null): void {
  element.classList.toggle('stream-read', line?.direction === 'read');
  element.classList.toggle('stream-written', line?.direction === 'written');
  element.classList.toggle('stream-call', line?.first === true);
  element.classList.toggle('failed', line?.kind === 'failure');
}
