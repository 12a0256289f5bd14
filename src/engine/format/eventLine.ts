import { NO_THREAD } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import { eventInfo, eventName } from './eventText';
import type { TextContext } from './textContext';
import { splitTime } from './timeText';

/**
 * The context's event as sysdig prints it when it is not told otherwise, without the newline: number, time of day, CPU,
 * thread name and id, direction, name, parameters. Source: facts/output-format.md §1.
 */
export function defaultLine(context: TextContext): string {
  const { cursor, trace, thread, row } = context;
  const { threads, texts } = trace;
  const time = context.clock.timeOfDay(splitTime(cursor.timeHigh, cursor.timeLow));
  const name = thread === NO_THREAD ? '<NA>' : texts.text(threads.get(thread, 'comm'));
  const { direction } = EVENT_TYPES[cursor.type];
  return `${row + 1} ${time} ${(cursor.cpu << 16) >> 16} ${name} (${cursor.tid}) ${direction} ${eventName(cursor)} ${eventInfo(context)}`;
}
