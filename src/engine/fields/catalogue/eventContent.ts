import { DATA_PARAMETERS, EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { EventCode } from '../../capture/tables/eventCodes';
import { byteText } from '../../format/byteText';
import { writeArguments, writeInfo } from '../../format/eventText';
import { argumentsMayHave, argumentsPart, type ParametersText } from '../argumentsPart';
import { pathOfCall } from '../callPaths';
import { readData } from '../dataParameter';
import { longestParameterName, PARAMETER_NAMES, parameterReader, rawParameterReader } from '../eventParameters';
import type { Field } from '../field';
import { Reading, type RowReader, type TypeReader } from '../fieldReader';
import { OpenKind, openedHow } from '../openCalls';
import { eventTexts } from '../readers/eventTexts';
import { bytesText } from '../readers/shapes';
import { syslogWrite } from '../syslog';
import { FieldValue, word } from '../value';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';

const data: TypeReader = {
  domain: 'type',
  read: (id) => (DATA_PARAMETERS[id] < 0 ? Reading.MISSING : Reading.CLOSER),
  readBytes: readData,
};

const scratch = new FieldValue();

const CONTAINER = word('container');
const ASYNC_NAME = parameterIndex(EVENT_TYPES[EventCode.ASYNCEVENT_E], 'name');

const asyncType: TypeReader = {
  domain: 'type',
  read(type, value) {
    value.setWord(CONTAINER);
    if (EVENT_TYPES[type].name === 'container') return Reading.VALUE;
    return type === EventCode.ASYNCEVENT_E ? Reading.CLOSER : Reading.MISSING;
  },
  readBytes(context, row, value) {
    const { cursor } = eventTexts(context, row);
    if (ASYNC_NAME >= cursor.parameterCount) return false;
    const start = cursor.starts[ASYNC_NAME];
    value.setBytes(cursor.bytes, start, Math.max(start, cursor.ends[ASYNC_NAME] - 1));
    return true;
  },
  bytesAreRare: true,
};

/** Fields of what an event carries: its parameters and data. */
export const EVENT_CONTENT_FIELDS: readonly Field[] = [
  entry(
    'evt.args',
    'CHARBUF',
    FIRST,
    'All parameters of the event, as name=value.',
    'evt.args contains O_RDONLY',
    parametersText({ write: writeArguments, isOther: () => false }),
  ),
  entry(
    'evt.arg',
    'CHARBUF',
    FIRST,
    'One parameter of the event as text, by name or by its number from 0: what it stands for, or else its value.',
    'evt.arg.res = ENOENT',
    undefined,
    {
      argument: {
        required: true,
        noun: 'name or number of an event parameter',
        inBrackets: true,
        nameLength: longestParameterName,
        values: PARAMETER_NAMES,
        bind(argument) {
          const reader = parameterReader(argument);
          return reader && { readers: [reader] };
        },
      },
    },
  ),
  entry(
    'evt.rawarg',
    'BYTEBUF',
    FIRST,
    'One parameter of the event as the number, text or bytes that it is, by name.',
    'evt.rawarg.fd = 3',
    undefined,
    {
      argument: {
        required: true,
        noun: 'name of an event parameter',
        inBrackets: false,
        nameLength: longestParameterName,
        values: PARAMETER_NAMES,
        bind(argument) {
          const raw = rawParameterReader(argument);
          return raw && { type: raw.type, readers: [raw.reader] };
        },
      },
    },
  ),
  entry(
    'evt.info',
    'CHARBUF',
    'sysdig 0.1.90',
    'What ends the line of an event: its parameters, or the message of a write to the system log.',
    'evt.info contains /etc',
    parametersText({ write: writeInfo, isOther: (type) => DATA_PARAMETERS[type] >= 0 }),
  ),
  entry(
    'evt.buffer',
    'BYTEBUF',
    FIRST,
    'The bytes that a call read or wrote, as far as the capture kept them.',
    'evt.buffer contains HTTP',
    data,
    {
      printed: bytesText((context, row) => {
        if (DATA_PARAMETERS[context.trace.events.type(row)] < 0 || !readData(context, row, scratch)) return undefined;
        const { dataMode = 'dots', wholeBuffers = false } = context.textOptions ?? {};
        return byteText(scratch.bytes, scratch.start, scratch.end, dataMode, wholeBuffers);
      }),
    },
  ),
  entry(
    'evt.abspath',
    'CHARBUF',
    'sysdig 0.1.90',
    'The whole path of a call that takes a directory fd and a path; .src and .dst choose one of two.',
    'evt.abspath startswith /etc',
    pathOfCall('only', 'with-directory-fd'),
    {
      argument: {
        required: false,
        noun: 'end of a pair of paths: src or dst',
        inBrackets: false,
        values: ['src', 'dst'],
        nameLength: (text, start) => (/^(?:src|dst)(?![A-Za-z0-9_])/.test(text.slice(start, start + 4)) ? 3 : 0),
        bind: (argument) => ({ readers: [pathOfCall(argument === 'src' ? 'source' : 'target', 'with-directory-fd')] }),
      },
    },
  ),
  entry(
    'evt.is_open_read',
    'BOOL',
    'sysdig 0.15.0',
    'Whether the event opened, or tried to open, a file for reading.',
    'evt.is_open_read = true',
    openKind(OpenKind.READ),
  ),
  entry(
    'evt.is_open_write',
    'BOOL',
    'sysdig 0.15.0',
    'Whether the event opened, or tried to open, a file for writing.',
    'evt.is_open_write = true',
    openKind(OpenKind.WRITE),
  ),
  entry(
    'evt.is_open_exec',
    'BOOL',
    'libs 2022-03',
    'Whether the event made, or tried to make, a file that may be executed.',
    'evt.is_open_exec = true',
    openKind(OpenKind.EXECUTABLE),
  ),
  entry(
    'evt.is_open_create',
    'BOOL',
    'libs 0.13.0',
    'Whether the event made a new file by opening it.',
    'evt.is_open_create = true',
    openKind(OpenKind.CREATED),
  ),
  entry(
    'evt.is_syslog',
    'BOOL',
    'sysdig 0.1.90',
    'Whether the event writes to the system log.',
    'evt.is_syslog = true',
    syslogWrite,
  ),
  entry(
    'evt.asynctype',
    'CHARBUF',
    'libs 0.11.0',
    'Name of an event that the capturing program put between the others.',
    'evt.asynctype = container',
    asyncType,
  ),
];

function parametersText(text: ParametersText): RowReader {
  return {
    domain: 'row',
    readsBytes: true,
    read(context, row, value) {
      const texts = eventTexts(context, row);
      const { out } = texts;
      out.length = 0;
      text.write(out, texts);
      value.setBytes(out.bytes, 0, out.length);
      return true;
    },
    mayHave: (context, type, part) => argumentsMayHave(context, text, type, part),
    hasPart: (context, part) => argumentsPart(context, text, part),
  };
}

function openKind(kind: number): TypeReader {
  return openedHow(kind);
}
