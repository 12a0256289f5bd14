import { FdKind, Protocol } from '../../src/engine/capture/fdList';
import type { ListedExecution, ListedResources } from '../../src/engine/capture/processList';
import { ByteWriter } from './byteWriter';

/** A thread of a process list, as it is written; what is not given has the value of an ordinary process. */
export interface ProcessInput {
  readonly tid: number;
  readonly pid?: number;
  readonly ptid?: number;
  readonly sid?: number;
  readonly vpgid?: number;
  readonly comm: string;
  readonly exe?: string;
  readonly exepath?: string;
  /** argv[1] and on, separated by NUL. */
  readonly args?: string;
  readonly cwd?: string;
  readonly fdLimit?: number;
  readonly flags?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** NAME=value, separated by NUL. */
  readonly environment?: string;
  readonly vtid?: number;
  readonly vpid?: number;
  /** subsystem=path, separated by NUL. */
  readonly cgroups?: string;
  readonly root?: string;
  readonly loginuid?: number;
  readonly resources?: ListedResources;
  /** Version 9 with a start time. */
  readonly execution?: Partial<ListedExecution>;
  /** Version 9: whether the start time of the pid namespace and the tty come before the loginuid (newer writers). */
  readonly withStartTime?: boolean;
  /** Version 9: bytes of fields that no reader knows yet, at the entry's end. */
  readonly trailing?: Uint8Array;
}

const RESOURCES: ListedResources = { vmSize: 4096, vmRss: 1024, vmSwap: 0, majorFaults: 1, minorFaults: 2 };

/** Appends an entry of a process list of version 1 to 9. Source: facts/scap-format.md §6. */
export function writeProcess(out: ByteWriter, version: number, process: ProcessInput): void {
  const { tid, comm } = process;
  const pid = process.pid ?? tid;
  const entry = new ByteWriter();
  entry.int64(tid).int64(pid);
  entry.int64(process.ptid ?? 1);
  if (version >= 6) entry.int64(process.sid ?? pid);
  if (version >= 8) entry.int64(process.vpgid ?? pid);
  entry.text(comm).text(process.exe ?? comm);
  if (version >= 7) entry.text(process.exepath ?? `/usr/bin/${comm}`);
  entry.text(process.args ?? '').text(process.cwd ?? '/');
  entry.int64(process.fdLimit ?? 1024).uint32(process.flags ?? 0);
  entry.uint32(process.uid ?? 0).uint32(process.gid ?? 0);
  if (version >= 2) {
    const { vmSize, vmRss, vmSwap, majorFaults, minorFaults } = process.resources ?? RESOURCES;
    entry.uint32(vmSize).uint32(vmRss).uint32(vmSwap).int64(majorFaults).int64(minorFaults);
  }
  if (version >= 3) entry.text(process.environment ?? '');
  if (version >= 4) {
    entry.int64(process.vtid ?? tid).int64(process.vpid ?? pid);
    entry.text(process.cgroups ?? '');
  }
  if (version >= 5) entry.text(process.root ?? '/');
  if (version >= 9) {
    if (process.withStartTime ?? true) {
      entry.int64(process.execution?.namespaceStart ?? 0n).uint32(process.execution?.tty ?? 0);
      entry.uint32(process.loginuid ?? 0xffffffff);
      writeExecution(entry, process.execution ?? {});
    } else {
      entry.uint32(process.loginuid ?? 0xffffffff);
    }
    entry.raw(process.trailing ?? new Uint8Array(0));
    out.uint32(entry.length + 4);
  }
  out.raw(entry.bytes);
}

/** What newer writers put after the loginuid. */
function writeExecution(entry: ByteWriter, execution: Partial<ListedExecution>): void {
  const { isWritable, isUpperLayer, isFromMemfd, isLowerLayer } = execution;
  entry.uint8(isWritable ? 1 : 0);
  for (const bits of [execution.capInheritable, execution.capPermitted, execution.capEffective])
    entry.int64(bits ?? 0n);
  entry.uint8(isUpperLayer ? 1 : 0).int64(execution.inode ?? 0);
  for (const time of [execution.changed, execution.modified]) entry.int64(time ?? 0n);
  entry
    .uint8(isFromMemfd ? 1 : 0)
    .uint8(isLowerLayer ? 1 : 0)
    .int64(execution.pgid ?? 0);
}

/** An fd of an fd list, as it is written; the kind decides which of the rest is used. */
export interface FdInput {
  readonly number: number;
  /** A value of `FdKind`, or an unknown one. */
  readonly kind: number;
  readonly inode?: number;
  readonly name?: string;
  /** Source and destination address, or the bound one, in network order. */
  readonly addresses?: Uint8Array;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** A value of `Protocol`. */
  readonly protocol?: number;
  readonly unixSource?: number | bigint;
  readonly unixDestination?: number | bigint;
  readonly openFlags?: number;
  /** Version 2, files with flags: the device number, which older writers leave out. */
  readonly device?: number;
  /** Version 2: bytes of fields that no reader knows yet, at the entry's end. */
  readonly trailing?: Uint8Array;
}

/** Appends an entry of an fd list of version 1 or 2. Source: facts/scap-format.md §7. */
export function writeFd(out: ByteWriter, version: number, fd: FdInput): void {
  const entry = new ByteWriter().int64(fd.number).int64(fd.inode ?? 0);
  entry.uint8(fd.kind);
  switch (fd.kind) {
    case FdKind.UNKNOWN:
      break;
    case FdKind.IPV4:
    case FdKind.IPV6:
      entry.raw(fd.addresses ?? new Uint8Array(fd.kind === FdKind.IPV4 ? 8 : 32));
      entry
        .uint16(fd.sourcePort ?? 0)
        .uint16(fd.destinationPort ?? 0)
        .uint8(fd.protocol ?? Protocol.TCP);
      break;
    case FdKind.IPV4_BOUND:
    case FdKind.IPV6_BOUND:
      entry.raw(fd.addresses ?? new Uint8Array(fd.kind === FdKind.IPV4_BOUND ? 4 : 16));
      entry.uint16(fd.sourcePort ?? 0).uint8(fd.protocol ?? Protocol.TCP);
      break;
    case FdKind.UNIX:
      entry
        .int64(fd.unixSource ?? 0)
        .int64(fd.unixDestination ?? 0)
        .text(fd.name ?? '');
      break;
    case FdKind.FILE_WITH_FLAGS:
      entry.uint32(fd.openFlags ?? 1).text(fd.name ?? '');
      if (version >= 2 && fd.device !== undefined) entry.uint32(fd.device);
      break;
    default:
      entry.text(fd.name ?? '');
  }
  if (version >= 2) {
    entry.raw(fd.trailing ?? new Uint8Array(0));
    out.uint32(entry.length + 4);
  }
  out.raw(entry.bytes);
}
