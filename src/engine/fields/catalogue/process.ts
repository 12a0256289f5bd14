import { NO_THREAD } from '../../base/brands';
import { type Field, Reading, type ThreadReader, type TypeReader } from '../field';

/** The tid that stands in the event itself: an event can name a thread that nothing else is known of. */
const tidOfEvent: TypeReader = {
  domain: 'type',
  read: () => Reading.CLOSER,
  readBytes(context, row, value) {
    value.number = context.raw.read(row).tid;
    return true;
  },
};

/** Fields of the process and the thread that made an event. */
export const PROCESS_FIELDS: readonly Field[] = [
  {
    name: 'proc.name',
    type: 'CHARBUF',
    description: 'Name of the program that the process runs, at most 15 bytes; <NA> where the capture does not tell.',
    example: 'proc.name = nginx',
    readers: [threadText('comm')],
  },
  {
    name: 'proc.pid',
    type: 'INT64',
    description: 'Id of the process, as the host numbers it.',
    example: 'proc.pid = 4242',
    readers: [threadNumber('pid')],
  },
  {
    name: 'thread.tid',
    type: 'INT64',
    description: 'Id of the thread, as the host numbers it; the main thread has the id of its process.',
    example: 'thread.tid in (4242, 4243)',
    readers: [threadNumber('tid', tidOfEvent)],
  },
];

/** A text that every thread version has. */
export function threadText(fact: 'comm' | 'container'): ThreadReader {
  return {
    domain: 'thread',
    read(trace, version, value) {
      if (version === NO_THREAD) return Reading.MISSING;
      value.setText(trace.texts.bytes(trace.threads.get(version, fact)));
      return Reading.VALUE;
    },
  };
}

/** A number that every thread version has. */
function threadNumber(fact: 'pid' | 'tid', closer?: TypeReader): ThreadReader {
  return {
    domain: 'thread',
    read(trace, version, value) {
      if (version === NO_THREAD) return closer === undefined ? Reading.MISSING : Reading.CLOSER;
      value.number = trace.threads.get(version, fact);
      return Reading.VALUE;
    },
    closer,
  };
}
