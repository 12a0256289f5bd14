import { decodeText } from '../../src/engine/base/text';
import { CaptureReader, type CaptureVisitor } from '../../src/engine/capture/captureReader';
import type { Damage } from '../../src/engine/capture/damage';
import type { EventCursor } from '../../src/engine/capture/eventCursor';
import type { EventRun } from '../../src/engine/capture/eventRun';
import type { FdEntry } from '../../src/engine/capture/fdList';
import type { InterfaceEntry } from '../../src/engine/capture/interfaceList';
import type { ByteRange } from '../../src/engine/capture/listReader';
import type { MachineInfo } from '../../src/engine/capture/machineInfo';
import type { ProcessEntry } from '../../src/engine/capture/processList';

/** A type whose ranges of memory are read as texts. */
type Read<T> = { [K in keyof T]: T[K] extends ByteRange ? string : T[K] };

/** An event as plain values. */
export interface ReadEvent {
  readonly offset: number;
  readonly type: number;
  readonly time: bigint;
  readonly cpu: number;
  readonly tid: number;
  readonly blockFlags: number;
  /** Each parameter's bytes. */
  readonly parameters: readonly (readonly number[])[];
}

/** Everything that reading a capture block by block gives, without any state. */
export class CaptureContents implements CaptureVisitor {
  sections = 0;
  readonly machines: MachineInfo[] = [];
  readonly processes: Read<ProcessEntry>[] = [];
  readonly fds: ({ tid: number } & Read<FdEntry>)[] = [];
  readonly interfaces: InterfaceEntry[] = [];
  readonly users: { uid: number; gid: number; name: string; home: string; shell: string }[] = [];
  readonly groups: { gid: number; name: string }[] = [];
  readonly events: ReadEvent[] = [];
  damage: readonly Damage[] = [];
  private bytes: Uint8Array = new Uint8Array(0);

  section(): void {
    this.sections++;
  }

  list(bytes: Uint8Array): void {
    this.bytes = bytes;
  }

  machine(info: MachineInfo): void {
    this.machines.push(info);
  }

  process(entry: ProcessEntry): void {
    this.processes.push(this.readTexts(entry));
  }

  fd(tid: number, entry: FdEntry): void {
    this.fds.push({ tid, ...this.readTexts(entry) });
  }

  networkInterface(entry: InterfaceEntry): void {
    this.interfaces.push(entry);
  }

  user(uid: number, gid: number, name: ByteRange, home: ByteRange, shell: ByteRange): void {
    this.users.push({ uid, gid, ...this.readTexts({ name, home, shell }) });
  }

  group(gid: number, name: ByteRange): void {
    this.groups.push({ gid, ...this.readTexts({ name }) });
  }

  run(run: EventRun): void {
    while (run.next()) this.event(run.cursor);
  }

  private event(cursor: EventCursor): void {
    const parameters = Array.from({ length: cursor.parameterCount }, (_, index) => [
      ...cursor.bytes.subarray(cursor.starts[index], cursor.ends[index]),
    ]);
    const { offset, type, cpu, tid, blockFlags } = cursor;
    const time = (BigInt(cursor.timeHigh) << 32n) | BigInt(cursor.timeLow);
    this.events.push({ offset, type, time, cpu, tid, blockFlags, parameters });
  }

  private readTexts<T extends object>(entry: T): Read<T> {
    const values = Object.entries(entry).map(([name, value]) => {
      const isRange = typeof value === 'object' && 'start' in value;
      return [name, isRange ? decodeText(this.bytes.subarray(value.start, value.end)) : value];
    });
    return Object.fromEntries(values) as Read<T>;
  }
}

/** Reads a capture that is given in pieces. */
export function readPieces(pieces: Iterable<Uint8Array>): CaptureContents {
  const contents = new CaptureContents();
  const reader = new CaptureReader(contents);
  for (const piece of pieces) reader.feed(piece);
  reader.finish();
  contents.damage = reader.damage.list();
  return contents;
}

/** Reads a capture that is given whole. */
export function readCapture(capture: Uint8Array): CaptureContents {
  return readPieces([capture]);
}

/** A capture cut at the given positions. */
export function cutAt(capture: Uint8Array, positions: readonly number[]): Uint8Array[] {
  const cuts = [...new Set([0, ...positions, capture.length])]
    .filter((at) => at <= capture.length)
    .sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => capture.subarray(cuts[index], end));
}
