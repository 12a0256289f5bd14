import { type EventRow, NO_FD } from '../engine/base/brands';
import { Protocol } from '../engine/capture/fdList';
import { FLAG_SETS } from '../engine/capture/tables/flags';
import { fdName, fdTypeWord } from '../engine/format/fdText';
import { flagText } from '../engine/format/flagText';
import { isBound, isInternet, Role } from '../engine/state/fdVersions';
import type { Trace } from '../engine/trace/trace';
import type { DetailFact } from './protocol';
import { present } from './threadFacts';

const PROTOCOL_NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  [Protocol.TCP, 'TCP'],
  [Protocol.UDP, 'UDP'],
  [Protocol.ICMP, 'ICMP'],
  [Protocol.RAW, 'raw'],
]);

const ROLE_NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  [Role.CLIENT, 'client'],
  [Role.SERVER, 'server'],
]);

/** What is known of the fd of an event, as it was at the row. */
export function fdFacts(trace: Trace, row: EventRow): DetailFact[] {
  const version = trace.events.fd(row);
  if (version === NO_FD) return [];
  const { fds } = trace;
  if (fds.number(version) < 0) return [];
  const number = `${fds.number(version)}`;
  if (!fds.isKnown(version)) {
    return present([
      ['Number', number],
      ['Type', 'unknown: it was open before the capture began'],
    ]);
  }
  const { kind, protocol, role, openFlags, inode } = fds.facts(version);
  return present([
    ['Number', number],
    ['Type', isBound(kind) ? `${fdTypeWord(kind)}, bound` : fdTypeWord(kind)],
    ['Name', fdName(trace, version)],
    ['Protocol', isInternet(kind) ? (PROTOCOL_NAMES.get(protocol) ?? '') : ''],
    ['Role', ROLE_NAMES.get(role) ?? ''],
    ['Opened with', flagText(FLAG_SETS.file_flags, openFlags)],
    ['Inode', inode === 0 ? '' : `${inode}`],
  ]);
}
