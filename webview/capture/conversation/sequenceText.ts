import type { Participant, SequenceLine } from '../../../src/session/transactionProtocol';
import { formatDuration } from '../deltaText';
import { ownNumber } from '../eventNumber';
import { readableLine } from './readableLine';

/** What a participant is called: its process, with its container where it is in one. */
export function participantName({ name, container }: Participant): string {
  return container === '' ? readableLine(name) : readableLine(`${name} · ${container}`);
}

/** What stands at an arrow, the shortest first: what does not fit is cut off. */
export function messageText({ kind, text, duration, answered, added }: SequenceLine): string {
  if (kind === 'pause') return `${formatDuration(duration ?? 0)} without a message`;
  if (kind === 'answer')
    return duration === null ? readableLine(text) : `${formatDuration(duration)} · ${readableLine(text)}`;
  const lack = answered ? '' : 'no answer · ';
  const more = added.length === 0 ? '' : `  + ${added.join(', ')}`;
  return `${lack}${readableLine(text)}${readableLine(more)}`;
}

/** A line in words, for those who do not see the arrow. */
export function spokenMessage(line: SequenceLine, participants: readonly Participant[]): string {
  const { kind, number, text, duration, answered, from, to } = line;
  if (kind === 'pause') return messageText(line);
  const name = (place: number): string => (participants[place] ? participantName(participants[place]) : '?');
  const took = duration === null ? '' : ` after ${formatDuration(duration)}`;
  const what = kind === 'request' ? `${name(from)} asks ${name(to)}` : `${name(from)} answers ${name(to)}${took}`;
  const lack = kind === 'request' && !answered ? ', no answer' : '';
  const added = line.added.length === 0 ? '' : `, added: ${line.added.join(', ')}`;
  return `${what}: ${readableLine(`${text}${added}`)}${lack}, event ${ownNumber(number)}`;
}
