import { type EventRow, NO_FD } from '../engine/base/brands';
import { Protocol } from '../engine/capture/fdList';
import { FLAG_SETS } from '../engine/capture/tables/flags';
import { fdName, fdTypeWord } from '../engine/format/fdText';
import { flagText } from '../engine/format/flagText';
import { isBound, isInternet, Role } from '../engine/state/fdVersions';
import type { Trace } from '../engine/trace/trace';
import type { DetailFact } from './protocol';
import type { RowConditions } from './rowConditions';
import { type Fact, present } from './threadFacts';

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
export function fdFacts(trace: Trace, row: EventRow, conditions: RowConditions): DetailFact[] {
  const version = trace.events.fd(row);
  if (version === NO_FD) return [];
  const { fds } = trace;
  if (fds.number(version) < 0) return [];
  const number = `${fds.number(version)}`;
  const condition = (field: string): string | undefined => conditions.same(field, row);
  if (!fds.isKnown(version)) {
    const unknown: readonly Fact[] = [
      ['Number', number, 'fd.num'],
      ['Type', 'unknown: it was open before the capture began'],
    ];
    return present(unknown, condition);
  }
  const { kind, protocol, role, openFlags, inode } = fds.facts(version);
  const facts: readonly Fact[] = [
    ['Number', number, 'fd.num'],
    ['Type', isBound(kind) ? `${fdTypeWord(kind)}, bound` : fdTypeWord(kind), 'fd.type'],
    ['Name', fdName(trace, version), 'fd.name'],
    ['Protocol', isInternet(kind) ? (PROTOCOL_NAMES.get(protocol) ?? '') : '', 'fd.l4proto'],
    ['Role', ROLE_NAMES.get(role) ?? ''],
    ['Opened with', flagText(FLAG_SETS.file_flags, openFlags)],
    ['Inode', inode === 0 ? '' : `${inode}`],
  ];
  return present(facts, condition);
}
