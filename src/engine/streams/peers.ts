import type { OpenFileId } from '../base/brands';
import { Role } from '../state/fdVersions';
import type { Trace } from '../trace/trace';
import { type Endpoint, endpointOf } from './endpoint';
import type { FileTraffic, StreamIndex } from './streamIndex';

/** How the two ends of a connection were found to be one. */
export type Joining =
  /** Both ends see the same addresses, the same kernel sockets or the same pipe. */
  | 'same'
  /** The ends see different addresses: they were translated on the way; the client's port tells. */
  | 'translated';

export interface Peer {
  readonly file: OpenFileId;
  readonly joining: Joining;
}

/** How far apart the first calls of two ends may be, in ns, where nothing but a port and the numbers of bytes tells. */
const NEAR = 1e9;

/**
 * Finds for one end of a connection, of a unix socket pair or of a pipe the other end in the same capture. Addresses and
 * kernel sockets are used again: of several candidates the one counts that was active at the same time and moved the same
 * bytes.
 */
export class Peers {
  private readonly endpoints = new Map<OpenFileId, Endpoint>();
  private readonly byKey = new Map<string, Endpoint[]>();
  private readonly byClient = new Map<string, Endpoint[]>();
  private readonly byLooseKey = new Map<string, Endpoint[]>();

  constructor(
    trace: Trace,
    private readonly index: StreamIndex,
  ) {
    for (const file of index.files) {
      const traffic = index.trafficOf(file);
      if (!traffic) continue;
      const endpoint = endpointOf(trace, file, traffic);
      this.endpoints.set(file, endpoint);
      put(this.byKey, endpoint.key, endpoint);
      put(this.byClient, endpoint.clientKey, endpoint);
      put(this.byLooseKey, endpoint.looseKey, endpoint);
    }
  }

  /** The other end of an open file, or undefined where the capture does not have it. */
  peerOf(file: OpenFileId): Peer | undefined {
    const own = this.endpoints.get(file);
    if (!own) return undefined;
    const same = this.best(own, own.key === undefined ? undefined : this.byKey.get(own.key));
    if (same) return { file: same.file, joining: 'same' };
    const translated =
      this.best(own, own.clientKey === undefined ? undefined : this.byClient.get(own.clientKey)) ??
      this.best(own, this.sameTraffic(own));
    const joining = own.looseKey === 'unix' ? 'same' : 'translated';
    return translated && { file: translated.file, joining };
  }

  /** Ends that have little in common, such as the client's port after masquerading: only equal numbers of bytes make them one. */
  private sameTraffic(own: Endpoint): Endpoint[] | undefined {
    const { readLength, writeLength } = this.traffic(own.file);
    if (own.looseKey === undefined || readLength + writeLength === 0) return undefined;
    return this.byLooseKey
      .get(own.looseKey)
      ?.filter((other) => Math.abs(other.firstTime - own.firstTime) < NEAR && this.difference(own, other) === 0);
  }

  private best(own: Endpoint, candidates: readonly Endpoint[] | undefined): Endpoint | undefined {
    let best: Endpoint | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const other of candidates ?? []) {
      if (other === own || !areOpposite(own, other) || !overlap(own, other)) continue;
      const difference = this.difference(own, other);
      if (difference < least) {
        best = other;
        least = difference;
      }
    }
    return best;
  }

  /** By how many bytes what one end wrote differs from what the other read, both ways. */
  private difference(own: Endpoint, other: Endpoint): number {
    const [a, b] = [this.traffic(own.file), this.traffic(other.file)];
    return Math.abs(a.readLength - b.writeLength) + Math.abs(a.writeLength - b.readLength);
  }

  private traffic(file: OpenFileId): Pick<FileTraffic, 'readLength' | 'writeLength'> {
    return this.index.trafficOf(file) ?? NO_TRAFFIC;
  }
}

const NO_TRAFFIC = { readLength: 0, writeLength: 0 };

function put(map: Map<string, Endpoint[]>, key: string | undefined, endpoint: Endpoint): void {
  if (key === undefined) return;
  const found = map.get(key);
  if (found) found.push(endpoint);
  else map.set(key, [endpoint]);
}

/** One is the client's end and the other the server's, as far as the capture knows. */
function areOpposite(a: Endpoint, b: Endpoint): boolean {
  return a.role === Role.NONE || b.role === Role.NONE || a.role !== b.role;
}

/** Active at the same time; an end may have finished with its last write before the other's first read. */
function overlap(a: Endpoint, b: Endpoint): boolean {
  return a.firstTime <= b.lastTime + NEAR && b.firstTime <= a.lastTime + NEAR;
}
