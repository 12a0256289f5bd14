import { durationText } from '../format/timeText';
import type { Origin } from '../trace/origin';
import type { CaptureInfo } from './captureInfo';
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
    const said = dropEvents === 1 ? 'said so once' : `said so ${dropEvents.toLocaleString('en-US')} times`;
    sentences.push(`The recorder could not keep up and dropped events${ratio}; it ${said}.`);
  }
  if (latest >= NOTABLE_DELAY) {
    sentences.push(lateSentence(lateEvents, latest));
  }
  return sentences.join(' ');
}

/**
 * What nearly every recording lacks, as one sentence after the other: cut buffers, threads that were never seen beginning, a
 * little disorder; then how old the recording is. Empty where nothing is lacking.
 */
export function recordingSentence({ lacks, schema }: CaptureInfo): string {
  const { cutBuffers, unseenThreads, lateEvents } = lacks;
  const sentences: string[] = [];
  if (cutBuffers.count > 0) {
    const { count, missingBytes, snaplen } = cutBuffers;
    const at = snaplen === null ? '' : `${count === 1 ? '' : ', most of them'} at ${counted(snaplen, 'byte')}`;
    sentences.push(`${counted(count, 'buffer')} cut${at}, without ${counted(missingBytes, 'byte')}.`);
  }
  if (unseenThreads.threads > 0) {
    const [events, are] = [counted(unseenThreads.events, 'event'), unseenThreads.events === 1 ? 'is' : 'are'];
    const threads = counted(unseenThreads.threads, 'thread');
    sentences.push(`${events} ${are} of ${threads} that the recording never saw beginning.`);
  }
  if (lateEvents.count > 0 && lateEvents.nanoseconds < NOTABLE_DELAY) {
    sentences.push(lateSentence(lateEvents.count, lateEvents.nanoseconds));
  }
  return sentences.length === 0 ? '' : [...sentences, `Written by ${schema.age}.`].join(' ');
}

function lateSentence(events: number, latest: number): string {
  return `${counted(events, 'event')} ${events === 1 ? 'is' : 'are'} older than one before, by up to ${durationText(latest)}.`;
}

/** With commas, as the page writes numbers. */
function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
