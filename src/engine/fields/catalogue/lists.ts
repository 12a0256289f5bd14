import { SYSLOG_SEVERITIES } from '../../format/tables/syslogSeverities';
import type { PathEnd } from '../absolutePath';
import { pathOfCall } from '../callPaths';
import { HAS_FD_LIST, listedEnd, listedName, listedNumber, type OfListedFd, ofFdList } from '../fdLists';
import type { Field } from '../field';
import { bytesText } from '../readers/shapes';
import { ofSyslogMessage, type SyslogMessage } from '../syslog';
import { SYSLOG_FACILITIES } from '../tables/syslogFacilities';
import { entry } from './entry';

const POLLED = 'sysdig 0.1.104';

/** Fields of the fds that a call waits for. */
export const FD_LIST_FIELDS: readonly Field[] = [
  polled('fdlist.nums', 'Numbers of the fds', 'fdlist.nums = 3', listedNumber),
  polled('fdlist.names', 'Names of the fds', 'fdlist.names contains :53', listedName),
  polled(
    'fdlist.cips',
    'Client addresses of the connections',
    'fdlist.cips contains 127.0.0.1',
    listedEnd('client', 'address'),
  ),
  polled(
    'fdlist.sips',
    'Server addresses of the connections',
    'fdlist.sips contains 127.0.0.1',
    listedEnd('server', 'address'),
  ),
  polled(
    'fdlist.cports',
    'Client ports of the connections',
    'fdlist.cports contains 46162',
    listedEnd('client', 'port'),
  ),
  polled('fdlist.sports', 'Server ports of the connections', 'fdlist.sports contains 53', listedEnd('server', 'port')),
];

const PATHS = 'libs 0.13.0';

/** Fields of the paths that calls are about, once they have succeeded; what was to be opened counts also where it could not be. */
export const PATH_FIELDS: readonly Field[] = [
  path('fs.path.name', 'Whole path that a call was about.', 'fs.path.name startswith /etc', 'only', true),
  path(
    'fs.path.nameraw',
    'Path that a call was about, as the program gave it.',
    'fs.path.nameraw startswith ../',
    'only',
    false,
  ),
  path(
    'fs.path.source',
    'Whole path that was renamed, linked or mounted.',
    'fs.path.source startswith /tmp',
    'source',
    true,
  ),
  path(
    'fs.path.sourceraw',
    'Path that was renamed, linked or mounted, as the program gave it.',
    'fs.path.sourceraw exists',
    'source',
    false,
  ),
  path(
    'fs.path.target',
    'Whole path that something was renamed, linked or mounted to.',
    'fs.path.target startswith /etc',
    'target',
    true,
  ),
  path(
    'fs.path.targetraw',
    'Path that something was renamed, linked or mounted to, as the program gave it.',
    'fs.path.targetraw exists',
    'target',
    false,
  ),
];

const LOG = { since: 'sysdig 0.1.90', until: 'libs 0.20.0' } as const;

/** Fields of the messages that are written to the system log. */
export const SYSLOG_FIELDS: readonly Field[] = [
  logText(
    'syslog.facility.str',
    'Facility of the message, as a word.',
    'syslog.facility.str = auth',
    ({ facility }) => SYSLOG_FACILITIES[facility] ?? '<NA>',
  ),
  logNumber('syslog.facility', 'Facility of the message, 0 to 23.', 'syslog.facility = 4', ({ facility }) => facility),
  logText(
    'syslog.severity.str',
    'Severity of the message, as a word.',
    'syslog.severity.str = err',
    ({ severity }) => SYSLOG_SEVERITIES[severity],
  ),
  logNumber(
    'syslog.severity',
    'Severity of the message, 0 (worst) to 7.',
    'syslog.severity <= 3',
    ({ severity }) => severity,
  ),
  logText('syslog.message', 'Text of the message.', 'syslog.message contains failed', ({ text }) => text),
];

function polled(name: string, what: string, example: string, read: OfListedFd): Field {
  const description = `${what} that a poll waits for, with commas between.`;
  return entry(name, 'CHARBUF', POLLED, description, example, {
    ...bytesText((context, row) => ofFdList(context, row, read)),
    types: HAS_FD_LIST,
  });
}

function path(name: string, description: string, example: string, end: PathEnd, whole: boolean): Field {
  return entry(name, 'CHARBUF', PATHS, description, example, pathOfCall(end, whole ? 'whole' : 'given'));
}

function logText(name: string, description: string, example: string, read: (message: SyslogMessage) => string): Field {
  const reader = ofSyslogMessage((message, value) => value.setString(read(message)));
  return entry(name, 'CHARBUF', LOG.since, description, example, reader, { until: LOG.until });
}

function logNumber(
  name: string,
  description: string,
  example: string,
  read: (message: SyslogMessage) => number,
): Field {
  const reader = ofSyslogMessage((message, value) => {
    value.number = read(message);
  });
  return entry(name, 'UINT32', LOG.since, description, example, reader, { until: LOG.until });
}
