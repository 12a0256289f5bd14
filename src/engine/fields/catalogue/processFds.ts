import { NO_FD } from '../../base/brands';
import { decodeText } from '../../base/text';
import { fdNameBytes } from '../fdName';
import type { Field } from '../field';
import type { RowReader } from '../fieldReader';
import { ofOpenFds, typeOfFd } from '../readers/openFds';
import { atMoment } from '../readers/threads';
import { entry } from './entry';

const SECOND = 'sysdig 0.1.90';
const STREAMS = 'libs 0.18.0';

/** Fields of the fds that a process has open, whatever the event is about. */
export const PROCESS_FD_FIELDS: readonly Field[] = [
  entry(
    'proc.fdopencount',
    'UINT64',
    SECOND,
    'How many fds the process has open.',
    'proc.fdopencount > 1000',
    ofOpenFds(
      () => 1,
      (count) => count,
    ),
  ),
  entry(
    'proc.fdusage',
    'DOUBLE',
    SECOND,
    'Open fds of the process, in percent of its limit.',
    'proc.fdusage > 90',
    ofOpenFds(
      ({ threads }, version) => threads.get(version, 'fdLimit'),
      (count, limit) => (limit > 0 ? (100 * count) / limit : 0),
    ),
  ),
  ...stream('stdin', 0, 'standard input'),
  ...stream('stdout', 1, 'standard output'),
  ...stream('stderr', 2, 'standard error'),
];

function stream(name: string, number: number, what: string): Field[] {
  return [
    entry(
      `proc.${name}.type`,
      'CHARBUF',
      STREAMS,
      `What the ${what} of the process is: file, pipe, ipv4 …`,
      `proc.${name}.type = pipe`,
      typeOfFd(number),
    ),
    entry(
      `proc.${name}.name`,
      'CHARBUF',
      STREAMS,
      `Name of the ${what} of the process.`,
      `proc.${name}.name startswith /dev`,
      nameOfFd(number),
    ),
  ];
}

function nameOfFd(number: number): RowReader {
  return atMoment(({ trace }, version, row) => {
    const fd = trace.fds.at(trace.threads.get(version, 'fdTable'), number, row, trace.horizon);
    return fd === NO_FD || !trace.fds.isKnown(fd) ? undefined : decodeText(fdNameBytes(trace, fd));
  });
}
