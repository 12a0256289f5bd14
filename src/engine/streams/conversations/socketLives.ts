import type { EventRow, OpenFileId } from '../../base/brands';
import { EVENT_TYPES } from '../../capture/eventTable';
import { CHUNK_BITS, CHUNK_ROWS, RowFlag } from '../../trace/eventColumns';
import type { Trace } from '../../trace/trace';
import type { StreamIndex } from '../streamIndex';

const Action = { NONE: 0, CONNECT: 1, ACCEPT: 2, END: 3 } as const;

/** By event type: what its exit does to a connection. */
const ACTIONS: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, direction }) => {
  if (direction === '>') return Action.NONE;
  if (name === 'connect') return Action.CONNECT;
  if (name === 'accept' || name === 'accept4') return Action.ACCEPT;
  return name === 'close' || name === 'shutdown' ? Action.END : Action.NONE;
});

/** `EINPROGRESS`: the connection is being made. */
const IN_PROGRESS = -115;

/** How one end of a connection began and ended: exit events; a member is undefined where the capture does not have it. */
export interface SocketLife {
  readonly connected: EventRow | undefined;
  readonly accepted: EventRow | undefined;
  /** The last call that closed it or shut it down. */
  readonly ended: EventRow | undefined;
}

type OpenLife = { -readonly [K in keyof SocketLife]: SocketLife[K] };

const UNKNOWN: SocketLife = { connected: undefined, accepted: undefined, ended: undefined };

/** When connections were made and ended, by open file. It grows with the trace by `update` and never reads an event's bytes. */
export class SocketLives {
  /** Calls that connected sockets, or began to. */
  readonly connects: EventRow[] = [];
  private readonly lives = new Map<OpenFileId, OpenLife>();
  private seen = 0;

  constructor(
    private readonly trace: Trace,
    private readonly index: StreamIndex,
  ) {}

  of(file: OpenFileId): SocketLife {
    return this.lives.get(file) ?? UNKNOWN;
  }

  /** Takes the rows in that came since the last call, or `most` of them; true where none are left. */
  update(most: number = Number.POSITIVE_INFINITY): boolean {
    const { events } = this.trace;
    const end = Math.min(events.length, this.seen + most);
    for (; this.seen < end; this.seen++) {
      const chunk = events.chunk(this.seen >> CHUNK_BITS);
      const at = this.seen & (CHUNK_ROWS - 1);
      const action = ACTIONS[chunk.type[at]];
      if (action === Action.NONE || chunk.fd[at] === 0) continue;
      const isPending = action === Action.CONNECT && chunk.result[at] === IN_PROGRESS;
      if ((chunk.flags[at] & RowFlag.FAILED) !== 0 && !isPending) continue;
      this.take(this.seen as EventRow, action);
    }
    return this.seen === events.length;
  }

  private take(row: EventRow, action: number): void {
    const file = this.index.fileOf(row);
    let life = this.lives.get(file);
    if (!life) {
      life = { ...UNKNOWN };
      this.lives.set(file, life);
    }
    if (action === Action.CONNECT) {
      life.connected ??= row;
      this.connects.push(row);
    } else if (action === Action.ACCEPT) life.accepted ??= row;
    else life.ended = row;
  }
}
