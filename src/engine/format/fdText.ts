import type { FdVersion } from '../base/brands';
import { FdKind, Protocol } from '../capture/fdList';
import { isBound, isInternet, NameForm, Role } from '../state/fdVersions';
import type { Trace } from '../trace/trace';
import { dottedText, printableText } from './plainText';
import { type PortText, portNumber } from './portText';
import { FD_KIND_TEXTS } from './tables/fdKinds';
import type { TextWriter } from './textWriter';
import { boundText, connectionText } from './tupleText';

const PROTOCOL_CHARACTERS: ReadonlyMap<number, string> = new Map<number, string>([
  [Protocol.TCP, 't'],
  [Protocol.UDP, 'u'],
  [Protocol.ICMP, 'i'],
  [Protocol.RAW, 'r'],
]);

/** What open gives. */
const OPENED_KINDS: ReadonlySet<number> = new Set([FdKind.FILE, FdKind.FILE_WITH_FLAGS, FdKind.DIRECTORY]);

/** The character that stands for a kind of fd (a value of `FdKind` or `StateKind`) in `<f>`; `?` where there is none. */
export function fdTypeCharacter(kind: number): string {
  return FD_KIND_TEXTS.get(kind)?.[0] ?? '?';
}

/** The word of `fd.type` for a kind of fd; `<NA>` where there is none. */
export function fdTypeWord(kind: number): string {
  return FD_KIND_TEXTS.get(kind)?.[1] ?? '<NA>';
}

/**
 * The character of an internet socket's protocol, or nothing. A connection shows its protocol once it is known which end
 * it is, a raw socket and a bound one always. Source: facts/fd-and-state.md §6.
 */
export function protocolCharacter(kind: number, protocol: number, role: number): string {
  return isInternet(kind) ? (PROTOCOL_CHARACTERS.get(shownProtocol(kind, protocol, role)) ?? '') : '';
}

/** The protocol of an internet socket as far as it counts; a value of `Protocol`. */
export function shownProtocol(kind: number, protocol: number, role: number): number {
  return !isBound(kind) && role === Role.NONE && protocol !== Protocol.RAW ? Protocol.UNKNOWN : protocol;
}

/**
 * The name of an fd: a path, the two ends of a connection, a bound address, or nothing. Of bytes that are not printable
 * ASCII sysdig leaves nothing in a name, but a dot in the path of an opened file.
 */
export function fdName(trace: Trace, version: FdVersion, port: PortText = portNumber): string {
  const { fds } = trace;
  switch (fds.get(version, 'nameForm')) {
    case NameForm.TEXT: {
      const bytes = trace.texts.bytes(fds.get(version, 'name'));
      return OPENED_KINDS.has(fds.get(version, 'kind'))
        ? dottedText(bytes, 0, bytes.length)
        : printableText(bytes, 0, bytes.length);
    }
    case NameForm.TUPLE:
      return connectionText(trace.tuples.bytes(fds.get(version, 'name')), fds.get(version, 'protocol'), port);
    case NameForm.ADDRESS:
      return boundText(trace.tuples.bytes(fds.get(version, 'name')), port);
    default:
      return '';
  }
}

/** Writes `fdNotation` of an fd whose name is a text (`NameForm.TEXT`). */
export function writeNamedFd(out: TextWriter, { fds, texts }: Trace, version: FdVersion): void {
  const kind = fds.get(version, 'kind');
  const name = fds.get(version, 'name');
  out.text('<');
  out.text(fdTypeCharacter(kind));
  out.text(protocolCharacter(kind, fds.get(version, 'protocol'), fds.get(version, 'role')));
  out.text('>');
  if (OPENED_KINDS.has(kind)) out.dotted(texts.pooled, texts.startOf(name), texts.endOf(name));
  else out.printable(texts.pooled, texts.startOf(name), texts.endOf(name));
}

/** An fd as events show it: type, protocol and name, such as `<4t>127.0.0.1:47418->127.0.0.1:8080`. */
export function fdNotation(trace: Trace, version: FdVersion, port: PortText = portNumber): string {
  const { fds } = trace;
  const kind = fds.get(version, 'kind');
  const protocol = protocolCharacter(kind, fds.get(version, 'protocol'), fds.get(version, 'role'));
  return `<${fdTypeCharacter(kind)}${protocol}>${fdName(trace, version, port)}`;
}
