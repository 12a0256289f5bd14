import { ByteDictionary } from '../base/byteDictionary';
import { Horizon } from '../base/horizon';
import type { MachineInfo } from '../capture/machineInfo';
import { Containers } from '../state/containers';
import { FdVersions } from '../state/fdVersions';
import { Interfaces } from '../state/interfaces';
import { Kubernetes } from '../state/kubernetes';
import { ListedThreads } from '../state/listedThreads';
import { ThreadVersions } from '../state/threadVersions';
import { UserNames } from '../state/userNames';
import { BlockIndex } from './blockIndex';
import { EventColumns } from './eventColumns';
import { Origin } from './origin';

/**
 * A capture after (or during) its one pass: the events as columns, and the dictionaries and versions that they point at.
 * It grows while the capture is read; nothing in it that a row points at ever changes.
 */
export class Trace {
  /** The trace itself. What stands in its place for a while, as a snapshot does, has it, too: what is kept is made of this one, which grows. */
  readonly whole: Trace = this;
  readonly events = new EventColumns();
  /** Names, paths, argument lists: each text once, as bytes. */
  readonly texts = new ByteDictionary();
  /** Socket tuples, as events carry them. */
  readonly tuples = new ByteDictionary();
  /** Up to where what was looked up by a row stays true: of threads, their lists, containers and the cluster. */
  readonly horizon = new Horizon();
  readonly threads = new ThreadVersions(this.horizon);
  readonly fds = new FdVersions();
  /** Over the events, once all of them are there and somebody has had the time to make it. */
  readonly index = new BlockIndex(this.events, this.fds);
  /** What processes had taken when the capture began. */
  readonly listed = new ListedThreads(this.horizon);
  readonly users = new UserNames();
  /** The addresses of the captured host. */
  readonly interfaces = new Interfaces();
  readonly containers = new Containers(this.texts, this.horizon);
  readonly kubernetes = new Kubernetes(this.horizon);
  /** Where all this was read from, and what the recording lacks. */
  readonly origin = new Origin();
  /** What others make of the trace and keep with it, each at a place of its own. */
  readonly kept: (object | undefined)[] = [];
  /** The machine of the capture, once its block was read. */
  machine: MachineInfo | undefined;
  /** What its host is called among others; undefined: as its machine. Settled before the first event. */
  hostLabel: string | undefined;
  /**
   * ns that are added to the host's own clock, so that the clocks of several hosts agree; `timeBase` has them in it. Settled
   * before the first event.
   */
  clockCorrection = 0n;
  /**
   * The time, in ns since the epoch, that the `time` column counts from: of the first event that is not one of the container
   * and user events at a capture's beginning.
   */
  timeBase = 0n;
}

/** What the host of a trace is called; empty where nobody knows. */
export function hostNameOf({ hostLabel, machine }: Pick<Trace, 'hostLabel' | 'machine'>): string {
  return hostLabel ?? machine?.hostName ?? '';
}
