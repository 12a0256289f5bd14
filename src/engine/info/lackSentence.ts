import { durationText } from '../format/timeText';
import type { Origin } from '../trace/origin';
import type { TimeOrder } from './timeOrder';

/** Events that came about at the same time on two CPUs are often recorded some us out of order; that is not worth a word. */
const NOTABLE_DELAY = 1_000_000;

/**
 * A sentence about what a reader must know of the recording to trust what it sees: lost events and disorder. Empty where there
 * is nothing of the kind.
 */
export function lackSentence({ dropEvents, dropRatio }: Origin, { lateEvents, latest }: TimeOrder): string {
  const sentences: string[] = [];
  if (dropEvents > 0) {
    const ratio = dropRatio > 1 ? `, keeping as few as one of ${dropRatio}` : '';
    const said = dropEvents === 1 ? 'said so once' : `said so ${dropEvents} times`;
    sentences.push(`The recorder could not keep up and dropped events${ratio}; it ${said}.`);
  }
  if (latest >= NOTABLE_DELAY) {
    const [events, are] = lateEvents === 1 ? ['event', 'is'] : ['events', 'are'];
    sentences.push(
      `${lateEvents} ${events} ${are} older than one before, by up to ${durationText(latest)}; the list keeps the order of the file.`,
    );
  }
  return sentences.join(' ');
}
