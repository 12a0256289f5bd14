import type { TextId } from '../../base/brands';
import { endOfText } from '../../base/text';
import type { EventArguments } from '../../capture/eventArguments';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { FdKind, Protocol } from '../../capture/fdList';
import { EventCode } from '../../capture/tables/eventCodes';
import { Argument } from '../argument';
import { CLOSE_ON_EXEC, type FdFacts, fdOfKind, isBound, isInternet, NameForm, Role } from '../fdVersions';
import type { LiveThread } from '../liveThread';
import { Family, SocketTuple } from '../socketTuple';
import type { StateMachine } from '../stateMachine';
import type { Rule, RuleEntry } from './ruleTable';
import { unixTuple } from './tuples';

const EINPROGRESS = -115;
const NETLINK_DOMAIN = 16;

/** The low byte of a socket's type; SOCK_NONBLOCK and SOCK_CLOEXEC lie above it. */
const SocketType = { STREAM: 1, DATAGRAM: 2, RAW: 3 } as const;
/** Linux's flag above the type's low byte. */
const SOCK_CLOEXEC = 0x80000;
const IpProtocol = { ICMP: 1, TCP: 6, UDP: 17, RAW: 255 } as const;

/** socket, socketpair, bind, connect, accept. Source: facts/fd-and-state.md §7. */
export const SOCKET_RULES: readonly RuleEntry[] = [
  [EventCode.SOCKET_SOCKET_X, socketRule()],
  [EventCode.SOCKET_SOCKETPAIR_X, socketpairRule()],
  [EventCode.SOCKET_BIND_X, bindRule()],
  [EventCode.SOCKET_CONNECT_E, connectEnterRule()],
  [EventCode.SOCKET_CONNECT_X, connectRule()],
  ...EVENT_TYPES.filter((type) => /^accept4?$/.test(type.name) && type.direction === '<').map(
    (type): RuleEntry => [type.id, acceptRule(type.id)],
  ),
];

const scratch = new SocketTuple();
const peer = new SocketTuple();

function socketRule(): Rule {
  const domain = new Argument(EventCode.SOCKET_SOCKET_X, 'domain');
  const type = new Argument(EventCode.SOCKET_SOCKET_X, 'type');
  const protocol = new Argument(EventCode.SOCKET_SOCKET_X, 'proto');
  return (state, event, live, row, enter) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    const facts = fdOfKind(kindOfDomain(domain.uint32(event, enter, 0)));
    const socketType = type.uint32(event, enter, 0);
    facts.protocol = protocolOf(socketType & 0xff, protocol.uint32(event, enter, 0));
    if ((socketType & SOCK_CLOEXEC) !== 0) facts.openFlags = CLOSE_ON_EXEC;
    state.openFd(live, number, facts, row);
    state.useFd(number);
  };
}

function kindOfDomain(domain: number): number {
  if (domain === Family.UNIX) return FdKind.UNIX;
  if (domain === Family.INET) return FdKind.IPV4;
  if (domain === Family.INET6) return FdKind.IPV6;
  return domain === NETLINK_DOMAIN ? FdKind.NETLINK : FdKind.UNKNOWN;
}

function protocolOf(type: number, protocol: number): number {
  switch (protocol) {
    case 0:
      return type === SocketType.STREAM ? Protocol.TCP : type === SocketType.DATAGRAM ? Protocol.UDP : Protocol.UNKNOWN;
    case IpProtocol.TCP:
      return Protocol.TCP;
    case IpProtocol.UDP:
      return type === SocketType.RAW ? Protocol.RAW : Protocol.UDP;
    case IpProtocol.ICMP:
      return type === SocketType.RAW ? Protocol.RAW : Protocol.ICMP;
    case IpProtocol.RAW:
      return Protocol.RAW;
    default:
      return Protocol.UNKNOWN;
  }
}

function socketpairRule(): Rule {
  const at = (name: string): number => parameterIndex(EVENT_TYPES[EventCode.SOCKET_SOCKETPAIR_X], name);
  const [first, second, source, destination] = ['fd1', 'fd2', 'source', 'peer'].map(at);
  return (state, event, live, row) => {
    if (!live || event.int64(0, -1) < 0) return;
    const tuple = unixTuple(state, event, event.starts[source], event.starts[destination]);
    const facts = { ...fdOfKind(FdKind.UNIX), tuple };
    const numbers = [event.int64(first, -1), event.int64(second, -1)];
    for (const number of numbers) if (number >= 0) state.openFd(live, number, facts, row);
    state.useFd(numbers[1]);
  };
}

function bindRule(): Rule {
  const fd = new Argument(EventCode.SOCKET_BIND_X, 'fd');
  const address = new Argument(EventCode.SOCKET_BIND_X, 'addr');
  return (state, event, live, row, enter) => {
    const range = address.bytes(event, enter);
    if (!live || event.int64(0, -1) < 0 || !range) return;
    const number = fd.int64(event, enter, live.lastFd);
    const facts = openFacts(state, live, number);
    if (!facts) return;
    if (scratch.readAddress(range.bytes, range.start, range.end)) {
      facts.name = internTuple(state, scratch);
      facts.nameForm = NameForm.ADDRESS;
      if (scratch.sourcePort > 0) {
        facts.kind = scratch.family === Family.INET ? FdKind.IPV4_BOUND : FdKind.IPV6_BOUND;
        facts.tuple = facts.name;
        facts.role = Role.SERVER;
      }
    } else if (range.bytes[range.start] === Family.UNIX) {
      const end = endOfText(range.bytes, range.start + 1, range.end);
      facts.nameForm = NameForm.TEXT;
      facts.name = state.tables.texts.intern(range.bytes, Math.min(range.start + 1, end), end);
    } else {
      return;
    }
    state.openFd(live, number, facts, row);
  };
}

/** The address that connect is asked for: shown until its exit says what became of it. */
function connectEnterRule(): Rule {
  return (state, event, live, row) => {
    if (!live || event.parameterLength(1) === 0) return;
    const number = event.int64(0, -1);
    const facts = openFacts(state, live, number);
    if (!facts) return;
    const [start, end] = [event.starts[1], event.ends[1]];
    if (peer.readAddress(event.bytes, start, end)) {
      readFacts(state, facts, scratch, peer.family);
      scratch.destination.set(peer.source);
      scratch.destinationPort = peer.sourcePort;
      facts.kind = peer.family === Family.INET ? FdKind.IPV4 : FdKind.IPV6;
      facts.tuple = internTuple(state, scratch);
    } else if (event.bytes[start] === Family.UNIX) {
      facts.nameForm = NameForm.TEXT;
      facts.name = state.tables.texts.intern(event.bytes, start + 1, endOfText(event.bytes, start + 1, end));
    } else {
      return;
    }
    state.openFd(live, number, facts, row);
  };
}

function connectRule(): Rule {
  const fd = new Argument(EventCode.SOCKET_CONNECT_X, 'fd');
  const tuple = new Argument(EventCode.SOCKET_CONNECT_X, 'tuple');
  const ownFd = parameterIndex(EVENT_TYPES[EventCode.SOCKET_CONNECT_X], 'fd');
  return (state, event, live, row, enter) => {
    const result = event.int64(0, -1);
    if (!live) return;
    const number = fd.int64(event, enter, live.lastFd);
    const facts = openFacts(state, live, number);
    const range = tuple.bytes(event, undefined);
    if (!facts || !range) return;
    if (result < 0 && result !== EINPROGRESS) {
      const isUnix = event.bytes[range.start] === Family.UNIX;
      if (isUnix && event.parameterCount <= ownFd) showAttempt(state, live, number, facts, range, row);
      return;
    }
    if (scratch.readTuple(range.bytes, range.start, range.end)) {
      const wasServer = facts.role === Role.SERVER && facts.protocol === Protocol.UDP;
      facts.name = internTuple(state, scratch);
      facts.nameForm = NameForm.TUPLE;
      if (wasServer) scratch.swap();
      facts.kind = scratch.family === Family.INET ? FdKind.IPV4 : FdKind.IPV6;
      facts.tuple = internTuple(state, scratch);
    } else if (range.bytes[range.start] === Family.UNIX) {
      facts.kind = FdKind.UNIX;
      facts.tuple = state.tables.tuples.intern(range.bytes, range.start, range.end);
      facts.name = facts.tuple;
      facts.nameForm = NameForm.TUPLE;
    } else {
      return;
    }
    if (facts.role === Role.NONE) facts.role = Role.CLIENT;
    state.openFd(live, number, facts, row);
  };
}

/**
 * A connect that failed, in a capture that says only in the exit what was to be connected: for this event alone the socket has
 * the tuple's text as its name.
 */
function showAttempt(
  state: StateMachine,
  live: LiveThread,
  number: number,
  facts: FdFacts,
  { bytes, start, end }: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  row: number,
): void {
  if (facts.nameForm !== NameForm.NONE) return;
  const name = state.tables.tuples.intern(bytes, start, end);
  state.openFd(live, number, { ...facts, name, nameForm: NameForm.TUPLE }, row);
  state.openFd(live, number, facts, row + 1);
}

function acceptRule(exitType: number): Rule {
  const tuple = parameterIndex(EVENT_TYPES[exitType], 'tuple');
  const flags = parameterIndex(EVENT_TYPES[exitType], 'flags');
  return (state, event, live, row) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    state.useFd(number);
    if (event.parameterLength(tuple) === 0) return;
    const facts = acceptedFacts(state, event, event.starts[tuple], event.ends[tuple]);
    if (!facts) return;
    if ((event.uint32(flags, 0) & SOCK_CLOEXEC) !== 0) facts.openFlags = CLOSE_ON_EXEC;
    state.openFd(live, number, facts, row);
  };
}

function acceptedFacts(state: StateMachine, event: EventArguments, start: number, end: number): FdFacts | undefined {
  if (scratch.readTuple(event.bytes, start, end)) {
    const kind = scratch.family === Family.INET ? FdKind.IPV4 : FdKind.IPV6;
    const tuple = internTuple(state, scratch);
    const named = { nameForm: NameForm.TUPLE, name: tuple, tuple };
    return { ...fdOfKind(kind), ...named, protocol: Protocol.TCP, role: Role.SERVER };
  }
  if (event.bytes[start] !== Family.UNIX) return undefined;
  const tuple = state.tables.tuples.intern(event.bytes, start, end);
  return { ...fdOfKind(FdKind.UNIX), nameForm: NameForm.TUPLE, name: tuple, tuple, role: Role.SERVER };
}

/** A copy of an open fd's facts, to be changed and put back. */
function openFacts(state: StateMachine, live: LiveThread, number: number): FdFacts | undefined {
  const { fds } = state.tables;
  return state.hasFd(live, number) ? fds.facts(fds.current(live.table, number)) : undefined;
}

/** The pair that an fd has now, or zeros where it has none of this family or is only bound. */
function readFacts(state: StateMachine, facts: Readonly<FdFacts>, tuple: SocketTuple, family: number): void {
  const known = isInternet(facts.kind) && !isBound(facts.kind) && facts.tuple !== (0 as TextId);
  const bytes = state.tables.tuples.bytes(facts.tuple);
  if (!known || !tuple.readTuple(bytes, 0, bytes.length) || tuple.family !== family) tuple.clear(family);
}

function internTuple(state: StateMachine, tuple: SocketTuple): TextId {
  return state.tables.tuples.intern(tuple.encoded, 0, tuple.encode());
}
