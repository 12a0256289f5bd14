import type { ByteDictionary } from '../base/byteDictionary';
import type { Containers } from './containers';
import type { EarlierEvents } from './earlierEvents';
import type { FdVersions } from './fdVersions';
import type { Interfaces } from './interfaces';
import type { Kubernetes } from './kubernetes';
import type { ListedThreads } from './listedThreads';
import type { ThreadVersions } from './threadVersions';
import type { UserNames } from './userNames';

/** What the state machine writes into: the parts of a trace that are not events, and earlier events' partners. */
export interface StateTables {
  readonly events: EarlierEvents;
  readonly texts: ByteDictionary;
  readonly tuples: ByteDictionary;
  readonly threads: ThreadVersions;
  readonly fds: FdVersions;
  readonly listed: ListedThreads;
  readonly users: UserNames;
  readonly interfaces: Interfaces;
  readonly containers: Containers;
  readonly kubernetes: Kubernetes;
}
