import { type End, readEnd } from '../connectionEnd';
import { fdNameBytes } from '../fdName';
import { fdCharacter, fdWord } from '../fdType';
import { type FdReader, type Field, Reading } from '../field';
import { nameByEvent, typeCharacterByEvent } from '../unknownFd';

const number: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    value.number = trace.fds.number(version);
    return Reading.VALUE;
  },
};

const word: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.MISSING;
    value.setText(fdWord(trace.fds.get(version, 'kind')));
    return Reading.VALUE;
  },
};

const character: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.CLOSER;
    value.setText(fdCharacter(trace.fds.get(version, 'kind')));
    return Reading.VALUE;
  },
  closer: typeCharacterByEvent,
};

const name: FdReader = {
  domain: 'fd',
  read(trace, version, value) {
    if (!trace.fds.isKnown(version)) return Reading.CLOSER;
    value.setText(fdNameBytes(trace, version));
    return Reading.VALUE;
  },
  closer: nameByEvent,
};

/** Fields of the file, socket, pipe … that an event uses, creates or closes. */
export const FD_FIELDS: readonly Field[] = [
  {
    name: 'fd.num',
    type: 'INT64',
    description: 'Number of the file descriptor that the event uses; -1 where a call has none (yet).',
    example: 'fd.num in (0, 1, 2)',
    readers: [number],
  },
  {
    name: 'fd.type',
    type: 'CHARBUF',
    description: 'What the fd is: file, directory, ipv4, ipv6, unix, pipe, event, signalfd, eventpoll, inotify …',
    example: 'fd.type in (ipv4, ipv6)',
    readers: [word],
  },
  {
    name: 'fd.typechar',
    type: 'CHARBUF',
    description: 'What the fd is, as one character: f file, d directory, 4 and 6 sockets, u unix, p pipe …',
    example: 'fd.typechar = 4',
    readers: [character],
  },
  {
    name: 'fd.name',
    type: 'CHARBUF',
    description: 'Path of the file, or the ends of the connection: 10.0.0.1:3456->10.0.0.2:80.',
    example: 'fd.name startswith /etc',
    readers: [name],
  },
  {
    name: 'fd.ip',
    type: 'IPADDR',
    description: 'Address of either end of the socket; with != both ends differ.',
    example: 'fd.ip = 127.0.0.1',
    readers: [endOfConnection(0), endOfConnection(1)],
  },
  {
    name: 'fd.port',
    type: 'PORT',
    description: 'Port of either end of the socket; with != both ends differ.',
    example: 'fd.port = 53',
    readers: [endOfConnection(0), endOfConnection(1)],
  },
];

/** Reads both the address and the port: which one is meant follows from the field's type. */
function endOfConnection(end: End): FdReader {
  return {
    domain: 'fd',
    read: (trace, version, value) => (readEnd(trace, version, end, value) ? Reading.VALUE : Reading.MISSING),
  };
}
