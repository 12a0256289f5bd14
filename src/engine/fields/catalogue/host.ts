import { hostNameOf } from '../../trace/trace';
import { type Field, OWN_FIELD } from '../field';
import { Reading, type ThreadReader } from '../fieldReader';
import { entry } from './entry';

/** The same for every event of a capture; as a matter of threads it is decided once for each of them, and not for each row. */
const hostName: ThreadReader = {
  domain: 'thread',
  read(trace, _version, value) {
    const name = hostNameOf(trace);
    if (name === '') return Reading.MISSING;
    value.setString(name);
    return Reading.VALUE;
  },
};

/** Fields that tell the hosts of a timeline apart. */
export const HOST_FIELDS: readonly Field[] = [
  entry(
    'host.name',
    'CHARBUF',
    OWN_FIELD,
    'Name of the host, as a timeline of several hosts calls it; else the name of the machine.',
    'host.name = web-1',
    hostName,
  ),
];
