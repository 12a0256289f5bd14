import type { OpenFileId } from '../../engine/base/brands';
import type { Steps } from '../../engine/base/steps';
import { SocketLives } from '../../engine/streams/conversations/socketLives';
import { Peers } from '../../engine/streams/peers';
import { type Stream, streamSteps } from '../../engine/streams/stream';
import { StreamIndex } from '../../engine/streams/streamIndex';
import type { Trace } from '../../engine/trace/trace';
import { type Cancellation, throwIfCancelled } from '../requestQueue';
import type { SessionPort } from '../sessionPort';
import { inSlices } from '../slices';

/** Rows that are indexed in one slice: some ms. */
const SLICE_ROWS = 200_000;
/** Streams that are kept as they were put together. */
const STREAMS_KEPT = 64;

/** The open files of a capture and their streams, for all who ask; brought up to date when somebody asks. */
export class OpenStreams {
  readonly index: StreamIndex;
  /** How connections began and ended. */
  readonly lives: SocketLives;
  /** In order of last use, oldest first (a Map keeps insertion order). */
  private readonly streams = new Map<OpenFileId, { readonly stream: Stream; readonly rows: number }>();
  private joined: { readonly peers: Peers; readonly rows: number } | undefined;

  constructor(
    private readonly trace: Trace,
    private readonly port: Pick<SessionPort, 'breathe'>,
  ) {
    this.index = new StreamIndex(trace);
    this.lives = new SocketLives(trace, this.index);
  }

  /** Takes in what was read of the capture since, in slices; throws `cancelled` where the request was withdrawn. */
  async update(cancellation: Cancellation): Promise<void> {
    while (!this.index.update(SLICE_ROWS) || !this.lives.update(SLICE_ROWS)) {
      await this.port.breathe();
      throwIfCancelled(cancellation);
    }
  }

  /** The stream of an open file: the same object as long as nothing was added to it. */
  stream(file: OpenFileId, cancellation: Cancellation): Promise<Stream> {
    return inSlices(this.streamSteps(file), this.port, cancellation);
  }

  /** The same in steps. */
  *streamSteps(file: OpenFileId): Steps<Stream> {
    const rows = this.index.countOf(file);
    const stream = this.known(file, rows) ?? (yield* streamSteps(this.trace, this.index, file));
    return this.keep(file, rows, stream);
  }

  /** Who is connected to whom, as far as the index goes. */
  get peers(): Peers {
    const { rowsSeen } = this.index;
    if (this.joined?.rows !== rowsSeen) {
      this.joined = { peers: new Peers(this.trace, this.index), rows: rowsSeen };
    }
    return this.joined.peers;
  }

  private known(file: OpenFileId, rows: number): Stream | undefined {
    const known = this.streams.get(file);
    return known?.rows === rows ? known.stream : undefined;
  }

  /** Keeps a stream, unless somebody else has put the same one together meanwhile. */
  private keep(file: OpenFileId, rows: number, made: Stream): Stream {
    const stream = this.known(file, rows) ?? made;
    this.streams.delete(file);
    this.streams.set(file, { stream, rows });
    for (const oldest of this.streams.keys()) {
      if (this.streams.size <= STREAMS_KEPT) break;
      this.streams.delete(oldest);
    }
    return stream;
  }
}
