import type { Participant, SequenceLine } from '../../../src/session/transactionProtocol';
import type { GridColumn } from '../../ui/columnLayout';
import { createElement, setOptionalAttribute } from '../../ui/dom';
import { ownNumber } from '../eventNumber';
import { messageText, participantName, spokenMessage } from './sequenceText';

/** Widths of a participant's column, in characters. */
const NARROWEST = 10;
const WIDEST = 20;

/** The columns of the diagram: number and time of each message, and a line of life for each participant. */
export function sequenceColumns(participants: readonly Participant[]): readonly GridColumn<SequenceLine>[] {
  const lifelines = participants.map((participant, place): GridColumn<SequenceLine> => {
    const title = participantName(participant);
    return {
      id: columnOf(place),
      title,
      label: participant.outside ? `${title}, not in the capture` : title,
      align: 'left',
      characters: Math.min(WIDEST, Math.max(NARROWEST, title.length + 2)),
      grows: place === participants.length - 1,
      text: () => '',
    };
  });
  return [
    {
      id: 'number',
      title: '#',
      label: 'Event',
      align: 'right',
      characters: 7,
      text: ({ kind, number }) => (kind === 'pause' ? '' : String(ownNumber(number))),
      emphasis: () => 'quiet',
    },
    {
      id: 'time',
      title: 'Time',
      label: 'Time',
      align: 'left',
      characters: 18,
      text: ({ kind, time }) => (kind === 'pause' ? '' : time),
      emphasis: () => 'quiet',
    },
    ...lifelines,
  ];
}

function columnOf(place: number): string {
  return `participant-${place}`;
}

/** What is drawn over the cells of one row, which is used for one message after the other. */
interface Drawing {
  readonly arrow: HTMLElement;
  readonly text: HTMLElement;
}

/** Draws messages as arrows from one line of life to another. What stands there for the eye is said in words for the ear. */
export class SequenceRows {
  private readonly drawings = new WeakMap<HTMLElement, Drawing>();

  constructor(private readonly participants: readonly Participant[]) {}

  readonly decorate = (element: HTMLElement, line: SequenceLine | null): void => {
    const { arrow, text } = this.drawingOf(element);
    setOptionalAttribute(element, 'aria-label', line && spokenMessage(line, this.participants));
    element.classList.toggle('failed', line?.failed === true);
    element.classList.toggle('unanswered', line?.kind === 'request' && !line.answered);
    element.classList.toggle('pause', line?.kind === 'pause');
    element.classList.toggle('answer', line?.kind === 'answer');
    arrow.hidden = line === null || line.kind === 'pause';
    text.hidden = line === null;
    if (!line) return;
    text.textContent = messageText(line);
    text.title = text.textContent;
    this.place(element, arrow, text, line);
  };

  private place(element: HTMLElement, arrow: HTMLElement, text: HTMLElement, line: SequenceLine): void {
    const positions = [line.from, line.to].map((place) => positionOf(element, columnOf(place)));
    const known = positions.filter((position) => position > 0);
    if (line.kind === 'pause' || known.length === 0) {
      const first = positionOf(element, columnOf(0));
      text.style.gridColumn = `${Math.max(1, first)} / -1`;
      arrow.hidden = true;
      return;
    }
    const [left, right] = [Math.min(...known), Math.max(...known)];
    const isLeftward = positions[0] > positions[1];
    arrow.className = `sequence-arrow ${left === right ? 'own' : isLeftward ? 'leftward' : 'rightward'}`;
    // The arrow ends where the line of life of the right one stands, at the beginning of its column.
    arrow.style.gridColumn = left === right ? `${left}` : `${left} / ${right}`;
    text.style.gridColumn = `${left} / -1`;
  }

  private drawingOf(element: HTMLElement): Drawing {
    let drawing = this.drawings.get(element);
    if (!drawing) {
      const hidden = { attributes: { 'aria-hidden': 'true' } };
      drawing = {
        arrow: createElement('div', { className: 'sequence-arrow', ...hidden }),
        text: createElement('div', { className: 'sequence-text', ...hidden }),
      };
      this.drawings.set(element, drawing);
    }
    // Cells that were made anew took their places.
    if (drawing.arrow.parentElement !== element) element.append(drawing.arrow, drawing.text);
    return drawing;
  }
}

/** Where a column stands in a row, from 1; 0 where it is not shown. */
function positionOf(element: HTMLElement, column: string): number {
  return Number(element.querySelector(`[data-column="${column}"]`)?.getAttribute('aria-colindex') ?? 0);
}
