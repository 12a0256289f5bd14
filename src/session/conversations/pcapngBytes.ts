import type { PacketFileFacts } from '../../engine/packets/pcapng/packetFile';
import type { Trace } from '../../engine/trace/trace';
import { type Cancellation, throwIfCancelled } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import type { SessionPort } from '../sessionPort';

/** Largest file that is handed over, in bytes: it is held in memory whole. */
const LARGEST_FILE = 512 * 1024 * 1024;
/** How long a slice of the writing takes, in ms. */
const SLICE_TIME = 10;

/** What a file says of itself. */
export function pcapngFacts({ machine }: Trace): PacketFileFacts {
  return { application: 'Scaplens', system: machine ? `Linux, captured on ${machine.hostName}` : '' };
}

/**
 * The blocks of a pcapng file as one, made in slices; throws `cancelled` where nobody waits any more. `command`: of the command
 * line, which writes files that are too large here.
 */
export async function pcapngBytes(
  blocks: Iterable<Uint8Array>,
  command: string,
  port: Pick<SessionPort, 'breathe'>,
  cancellation: Cancellation,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let sliceEnd = performance.now() + SLICE_TIME;
  for (const bytes of blocks) {
    pieces.push(bytes.slice());
    length += bytes.length;
    if (length > LARGEST_FILE) {
      throw new SessionRequestError(
        'bad-request',
        `The packets take more than 512 MiB. Write them with the command line: scaplens ${command}.`,
      );
    }
    if (performance.now() < sliceEnd) continue;
    await port.breathe();
    throwIfCancelled(cancellation);
    sliceEnd = performance.now() + SLICE_TIME;
  }
  const file = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}
