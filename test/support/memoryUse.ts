import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Node gives the collector to scripts only where this flag is set; a fresh context then has it.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are in use once everything that nobody holds any more is gone. */
export function bytesInUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
