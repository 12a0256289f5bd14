import { NO_FD, type TextId } from '../../base/brands';
import { endOfText } from '../../base/text';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { FdKind, Protocol } from '../../capture/fdList';
import { EventCode } from '../../capture/tables/eventCodes';
import { Argument, type ArgumentRange } from '../argument';
import { type FdFacts, fdOfKind, isBound, isInternet, NameForm, Role } from '../fdVersions';
import { startsWith } from '../interfaces';
import type { LiveThread } from '../liveThread';
import { Family, isUnspecified, SocketTuple } from '../socketTuple';
import type { StateMachine } from '../stateMachine';
import type { Rule, RuleEntry } from './ruleTable';

const UNIX_PATH = 17;

/** Datagrams: each may name its own peer, and so move the tuple of its fd. Source: facts/fd-and-state.md §7, rule U. */
export const TRANSFER_RULES: readonly RuleEntry[] = [
  [EventCode.SOCKET_SENDTO_E, sendEnterRule],
  [EventCode.SOCKET_SENDTO_X, datagramRule(EventCode.SOCKET_SENDTO_X, false)],
  [EventCode.SOCKET_SENDMSG_X, datagramRule(EventCode.SOCKET_SENDMSG_X, false)],
  [EventCode.SOCKET_SENDMMSG_X, datagramRule(EventCode.SOCKET_SENDMMSG_X, false)],
  [EventCode.SOCKET_RECVFROM_X, datagramRule(EventCode.SOCKET_RECVFROM_X, true)],
  [EventCode.SOCKET_RECVMSG_X, datagramRule(EventCode.SOCKET_RECVMSG_X, true)],
  [EventCode.SOCKET_RECVMMSG_X, datagramRule(EventCode.SOCKET_RECVMMSG_X, true)],
];

const update = new SocketTuple();
const connection = new SocketTuple();

function datagramRule(exitType: number, incoming: boolean): Rule {
  const fd = new Argument(exitType, 'fd');
  const tuple = new Argument(exitType, 'tuple');
  return (state, event, live, row, enter) => {
    const range = tuple.bytes(event, enter);
    if (!live || event.int64(0, -1) < 0 || !range) return;
    const number = fd.int64(event, enter, live.lastFd);
    const { fds } = state.tables;
    const version = fds.current(live.table, number);
    if (version === NO_FD || !fds.isKnown(version)) return;
    const facts = fds.facts(version);
    const settled = facts.kind === FdKind.IPV4 && facts.protocol === Protocol.TCP;
    if (settled && facts.nameForm !== NameForm.NONE) return;
    if (!moveTuple(state, live, facts, range, incoming)) return;
    // Most datagrams of an fd have the ends of the one before.
    if (!fds.hasFacts(version, facts)) state.openFd(live, number, facts, row);
  };
}

/** The fd of a sendto that nobody saw being made: the tuple says what it is. */
function sendEnterRule(...[state, event, live, row]: Parameters<Rule>): ReturnType<Rule> {
  const tuple = parameterIndex(EVENT_TYPES[EventCode.SOCKET_SENDTO_E], 'tuple');
  const number = event.int64(0, -1);
  if (!live || number < 0 || event.parameterLength(tuple) === 0 || state.hasFd(live, number)) return;
  const family = event.bytes[event.starts[tuple]];
  if (family !== Family.INET && family !== Family.INET6) return;
  const kind = family === Family.INET ? FdKind.IPV4 : FdKind.IPV6;
  state.openFd(live, number, { ...fdOfKind(kind), protocol: Protocol.UDP }, row);
}

/** Applies a datagram's tuple to an fd's facts; false where nothing changed. */
function moveTuple(
  state: StateMachine,
  live: LiveThread,
  facts: FdFacts,
  range: ArgumentRange,
  incoming: boolean,
): boolean {
  if (range.bytes[range.start] === Family.UNIX) return moveUnix(state, facts, range);
  if (!update.readTuple(range.bytes, range.start, range.end)) return false;
  const old = state.tables.tuples.bytes(facts.tuple);
  const wasConnection = isInternet(facts.kind) && !isBound(facts.kind);
  if (wasConnection && connection.readTuple(old, 0, old.length) && connection.samePair(update)) return false;
  connection.copyFrom(update);
  facts.kind = connection.family === Family.INET ? FdKind.IPV4 : FdKind.IPV6;
  // Old captures list bound IPv6 sockets as TCP whatever they are; a bound one that is told its peer receives datagrams.
  if (facts.protocol === Protocol.UNKNOWN || !wasConnection) facts.protocol = Protocol.UDP;
  replaceUnspecified(state, connection);
  if (facts.role === Role.NONE) facts.role = guessRole(state, live, connection, incoming);
  if ((incoming && facts.role === Role.CLIENT) || (!incoming && facts.role === Role.SERVER)) connection.swap();
  facts.tuple = state.tables.tuples.intern(connection.encoded, 0, connection.encode());
  facts.name = facts.tuple;
  facts.nameForm = NameForm.TUPLE;
  return true;
}

function moveUnix(state: StateMachine, facts: FdFacts, range: ArgumentRange): boolean {
  if (range.end - range.start < UNIX_PATH) return false;
  const from = range.start + UNIX_PATH;
  facts.kind = FdKind.UNIX;
  facts.tuple = state.tables.tuples.intern(range.bytes, range.start, endOfText(range.bytes, from, range.end));
  facts.name = facts.tuple;
  facts.nameForm = NameForm.TUPLE;
  return true;
}

/** 0.0.0.0 and :: stand for the host's own address towards the peer (rule I). */
function replaceUnspecified(state: StateMachine, tuple: SocketTuple): void {
  // What an IPv4 address leaves of the 16 bytes is zeros.
  const own = isUnspecified(tuple.source)
    ? tuple.source
    : isUnspecified(tuple.destination)
      ? tuple.destination
      : undefined;
  if (!own) return;
  const other = own === tuple.source ? tuple.destination : tuple.source;
  const address = state.interfaces.towards(other, tuple.width);
  if (!address || (tuple.sourcePort === tuple.destinationPort && startsWith(other, address))) return;
  own.set(address);
}

/** Who began: for IPv4 the one who speaks first; for IPv6 also what the process has bound. */
function guessRole(state: StateMachine, live: LiveThread, tuple: SocketTuple, incoming: boolean): number {
  if (tuple.family === Family.INET) return incoming ? Role.SERVER : Role.CLIENT;
  const { fds, tuples } = state.tables;
  const pair = new SocketTuple();
  let isServer = false;
  for (const number of fds.openNumbers(live.table)) {
    const { kind, tuple: id } = fds.facts(fds.current(live.table, number));
    if (!isInternet(kind) || id === (0 as TextId)) continue;
    const bytes = tuples.bytes(id);
    if (!pair.readTuple(bytes, 0, bytes.length)) continue;
    if (isBound(kind) ? pair.sourcePort === tuple.destinationPort : false) isServer = true;
    if (kind === FdKind.IPV4 && pair.destinationPort === tuple.destinationPort) isServer = true;
    if (kind === FdKind.IPV4 && pair.sourcePort === tuple.sourcePort) return incoming ? Role.SERVER : Role.CLIENT;
  }
  return isServer ? Role.SERVER : Role.CLIENT;
}
