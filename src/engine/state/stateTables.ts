import type { ByteDictionary } from '../base/byteDictionary';
import type { FdVersions } from './fdVersions';
import type { ThreadVersions } from './threadVersions';
import type { UserNames } from './userNames';

/** What the state machine writes into: the parts of a trace that are not events. */
export interface StateTables {
  readonly texts: ByteDictionary;
  readonly tuples: ByteDictionary;
  readonly threads: ThreadVersions;
  readonly fds: FdVersions;
  readonly users: UserNames;
}
