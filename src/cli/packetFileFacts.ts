import type { PacketFileFacts } from '../engine/packets/pcapng/packetFile';
import type { Trace } from '../engine/trace/trace';

/** What a pcapng file that this program writes says of itself. */
export function packetFileFacts({ machine }: Trace, version: string): PacketFileFacts {
  const system = machine ? `Linux, captured on ${machine.hostName}` : '';
  return { application: `Scaplens ${version}`, system };
}
