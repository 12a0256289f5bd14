import type { ThreadVersion } from '../../base/brands';
import type { User } from '../../state/userNames';
import type { Trace } from '../../trace/trace';
import type { Field } from '../field';
import type { FieldReader } from '../fieldReader';
import { ofThread, textOf } from '../readers/threads';
import { entry } from './entry';

const FIRST = 'sysdig 0.1.81';
const LOGIN = 'sysdig 0.24.2';

const UNSET = 0xffffffff;

/** What a name is where nobody knows it: a value like any other, as later versions of sysdig have it. */
const UNKNOWN = '<NA>';

/** Fields of the user and group that a process runs as. */
export const USER_FIELDS: readonly Field[] = [
  entry(
    'user.uid',
    'UINT32',
    FIRST,
    'Id of the user; 4294967295 where the capture does not tell.',
    'user.uid = 0',
    ofThread((trace, version) => trace.threads.get(version, 'uid')),
  ),
  entry(
    'user.name',
    'CHARBUF',
    FIRST,
    'Name of the user.',
    'user.name = root',
    ofUser(({ name }) => name),
  ),
  entry(
    'user.homedir',
    'CHARBUF',
    FIRST,
    'Home directory of the user.',
    'user.homedir = /root',
    ofUser(({ home }) => home),
  ),
  entry(
    'user.shell',
    'CHARBUF',
    FIRST,
    'Login shell of the user.',
    'user.shell = /bin/bash',
    ofUser(({ shell }) => shell),
  ),
  entry(
    'user.loginuid',
    'INT64',
    LOGIN,
    'Id of the user who logged in, whoever he became since; -1 for processes that nobody started.',
    'user.loginuid >= 1000',
    ofThread((trace, version) => loginId(trace, version)),
  ),
  entry(
    'user.loginname',
    'CHARBUF',
    LOGIN,
    'Name of the user who logged in.',
    'user.loginname = admin',
    ofThread((trace, version) => {
      const id = loginId(trace, version);
      return id < 0 ? UNKNOWN : (userOf(trace, version, id)?.name ?? UNKNOWN);
    }),
  ),
  entry(
    'group.gid',
    'UINT32',
    FIRST,
    'Id of the group; 4294967295 where the capture does not tell.',
    'group.gid = 0',
    ofThread((trace, version) => trace.threads.get(version, 'gid')),
  ),
  entry(
    'group.name',
    'CHARBUF',
    FIRST,
    'Name of the group.',
    'group.name = root',
    ofThread(
      (trace, version) =>
        trace.users.groupName(trace.threads.get(version, 'gid'), textOf(trace, version, 'container')) ?? UNKNOWN,
    ),
  ),
];

function ofUser(read: (user: User) => string): FieldReader {
  return ofThread((trace, version) => {
    const user = userOf(trace, version, trace.threads.get(version, 'uid'));
    return user ? read(user) : UNKNOWN;
  });
}

function userOf(trace: Trace, version: ThreadVersion, uid: number): User | undefined {
  return trace.users.user(uid, textOf(trace, version, 'container'));
}

function loginId({ threads }: Trace, version: ThreadVersion): number {
  const id = threads.get(version, 'loginuid');
  return id === UNSET ? -1 : id;
}
