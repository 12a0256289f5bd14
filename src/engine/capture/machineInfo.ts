import { decodeText, endOfText } from '../base/text';
import type { ListReader } from './listReader';

/** The machine that the capture was made on. Source: facts/scap-format.md §5. */
export interface MachineInfo {
  readonly processors: number;
  readonly memoryBytes: number;
  readonly hostName: string;
  /** When it was started, in ns since the epoch; undefined in captures from before 2022, which do not say. */
  readonly bootTime: bigint | undefined;
}

/** Reads a machine block; undefined where it is too short. */
export function readMachineInfo(reader: ListReader): MachineInfo | undefined {
  const processors = reader.uint32();
  const memoryBytes = reader.uint64();
  reader.uint64();
  const name = reader.range(128);
  if (reader.failed) return undefined;
  const hostName = decodeText(reader.bytes.subarray(name.start, endOfText(reader.bytes, name.start, name.end)));
  const bootTime = reader.remaining >= 8 ? reader.bigUint64() || undefined : undefined;
  return { processors, memoryBytes, hostName, bootTime };
}
