import { NO_FD, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import { putFdName } from '../fdName';
import { directoryOfFd, nameOfFile } from '../fdPath';
import { FD_CHARACTERS, FD_WORDS, fdCharacter, fdWord } from '../fdType';
import type { Field } from '../field';
import { type FdReader, Reading, type RowReader } from '../fieldReader';
import { ofFdWord } from '../readers/fds';
import { openTypes, typeOfFd } from '../readers/openFds';
import { rowText } from '../readers/shapes';
import { textOf } from '../readers/threads';
import { readWith } from '../readField';
import { nameAsTextByEvent, nameByEvent, typeCharacterByEvent } from '../unknownFd';
import { FieldValue } from '../value';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';
const THIRD = 'sysdig 0.1.104';

const name: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.CLOSER;
    putFdName(trace, version, value);
    return Reading.VALUE;
  },
  closer: nameByEvent,
};

const character: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.CLOSER;
    value.setWord(fdCharacter(trace.fds.get(version, 'kind')));
    return Reading.VALUE;
  },
  closer: typeCharacterByEvent,
};

/** The name as text: what is no UTF-8 in it is replaced. */
const nameAsText: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    const reading = name.read(trace, version, value);
    if (reading === Reading.VALUE) value.makeText();
    return reading;
  },
  closer: nameAsTextByEvent,
};

/** The number of any fd, as text. */
const numberAsText: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    value.setString(`${trace.fds.number(version)}`);
    return Reading.VALUE;
  },
};

/** Fields of the file, socket, pipe … that an event uses, creates or closes. */
export const FD_FIELDS: readonly Field[] = [
  entry(
    'fd.num',
    'INT64',
    FIRST,
    'Number of the file descriptor that the event uses; -1 where a call has none (yet).',
    'fd.num in (0, 1, 2)',
    {
      domain: 'fd',
      read(trace, version, value) {
        value.number = trace.fds.number(version);
        return Reading.VALUE;
      },
    },
  ),
  entry(
    'fd.type',
    'CHARBUF',
    FIRST,
    'What the fd is: file, directory, ipv4, ipv6, unix, pipe, event, signalfd, eventpoll, inotify …',
    'fd.type in (ipv4, ipv6)',
    ofFdWord((trace, version) => fdWord(trace.fds.get(version, 'kind'))),
    { values: FD_WORDS },
  ),
  entry(
    'fd.typechar',
    'CHARBUF',
    FIRST,
    'What the fd is, as one character: f file, d directory, 4 and 6 sockets, u unix, p pipe …',
    'fd.typechar = 4',
    character,
    { values: FD_CHARACTERS },
  ),
  entry(
    'fd.types',
    'CHARBUF',
    'libs 0.13.0',
    'What all open fds of the process are; [n] is what the fd of that number is.',
    'fd.types intersects (ipv4, ipv6)',
    openTypes,
    {
      isList: true,
      argument: {
        required: false,
        noun: 'number of an fd',
        inBrackets: true,
        values: ['0', '1', '2'],
        bind: (argument) => (/^[0-9]{1,9}$/.test(argument) ? { readers: [typeOfFd(Number(argument))] } : undefined),
      },
    },
  ),
  entry(
    'fd.name',
    'CHARBUF',
    FIRST,
    'Path of the file, or the ends of the connection: 10.0.0.1:3456->10.0.0.2:80.',
    'fd.name startswith /etc',
    name,
  ),
  entry(
    'fd.directory',
    'CHARBUF',
    FIRST,
    'Directory of the file, or the directory that the fd is.',
    'fd.directory = /etc',
    directoryOfFd,
  ),
  entry(
    'fd.filename',
    'CHARBUF',
    FIRST,
    'Name of the file without its directory; only files have it.',
    'fd.filename endswith .so',
    nameOfFile,
  ),
  entry(
    'fd.nameraw',
    'CHARBUF',
    'libs 0.11.0',
    'Path of the file as the program gave it, where the event tells, else fd.name.',
    'fd.nameraw startswith ../',
    nameAsText,
  ),
  entry(
    'fd.uid',
    'CHARBUF',
    THIRD,
    'Number that no other open fd has: the id of the thread with that of the fd at its end.',
    'fd.uid = 42423',
    {
      ...rowText(({ trace }, row) => {
        const { events, fds } = trace;
        const version = events.fd(row);
        return version === NO_FD ? undefined : `${threadId(trace, events.thread(row))}${fds.number(version)}`;
      }),
      decidedBy: { by: 'prefix', prefixOf: threadId, reader: numberAsText },
    },
  ),
  entry(
    'fd.containername',
    'CHARBUF',
    THIRD,
    'Id of the container, a colon and the name of the fd.',
    'fd.containername startswith 9e202e5f273e:',
    inContainer(name),
  ),
  entry(
    'fd.containerdirectory',
    'CHARBUF',
    THIRD,
    'Id of the container, a colon and the directory of the file.',
    'fd.containerdirectory = 9e202e5f273e:/etc',
    inContainer(directoryOfFd),
  ),
];

function threadId({ threads }: Trace, version: ThreadVersion): string {
  return `${threads.get(version, 'tid')}`;
}

/** A text of the fd after the container's id and a colon. */
function inContainer(reader: FdReader): RowReader {
  const scratch = new FieldValue();
  return {
    ...rowText((context, row) => {
      if (!readWith(reader, context, row, scratch)) return undefined;
      return `${containerOf(context.trace, context.trace.events.thread(row))}:${scratch.text}`;
    }),
    decidedBy: { by: 'prefix', prefixOf: (trace, version) => `${containerOf(trace, version)}:`, reader },
  };
}

/** The container's id, or nothing for the host. */
function containerOf(trace: Trace, version: ThreadVersion): string {
  const id = version === NO_THREAD ? '' : textOf(trace, version, 'container');
  return id === 'host' ? '' : id;
}
