import type { TextId } from '../../base/brands';
import type { EventArguments } from '../../capture/eventArguments';
import { Family } from '../socketTuple';
import type { StateMachine } from '../stateMachine';

const KERNEL_ADDRESS = 8;

/** The tuple of a unix socket pair, from the two kernel addresses of an event. */
export function unixTuple(state: StateMachine, event: EventArguments, source: number, destination: number): TextId {
  const encoded = new Uint8Array(1 + 2 * KERNEL_ADDRESS + 1);
  encoded[0] = Family.UNIX;
  encoded.set(event.bytes.subarray(source, source + KERNEL_ADDRESS), 1);
  encoded.set(event.bytes.subarray(destination, destination + KERNEL_ADDRESS), 1 + KERNEL_ADDRESS);
  return state.tables.tuples.intern(encoded, 0, encoded.length);
}
