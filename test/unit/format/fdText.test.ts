import { describe, expect, it } from 'vitest';
import type { TextId } from '../../../src/engine/base/brands';
import { FdKind, Protocol } from '../../../src/engine/capture/fdList';
import { fdNotation, fdTypeCharacter, fdTypeWord, protocolCharacter } from '../../../src/engine/format/fdText';
import { type FdFacts, fdOfKind, NameForm, Role, StateKind } from '../../../src/engine/state/fdVersions';
import { Trace } from '../../../src/engine/trace/trace';
import { socketTuple } from '../../support/addresses';

const trace = new Trace();
const table = trace.fds.createTable();

function notation(kind: number, facts: Partial<FdFacts>): string {
  return fdNotation(trace, trace.fds.open(table, 3, { ...fdOfKind(kind), ...facts }, 0));
}

function tuple(text: string): TextId {
  const bytes = socketTuple(text);
  return trace.tuples.intern(bytes, 0, bytes.length);
}

describe('kinds of fds', () => {
  it('of files print the same, whatever list they come from', () => {
    expect(fdTypeCharacter(FdKind.FILE_WITH_FLAGS)).toBe(fdTypeCharacter(FdKind.FILE));
    expect(fdTypeWord(FdKind.FILE_WITH_FLAGS)).toBe('file');
  });

  it.each([
    [FdKind.EPOLL, 'l', 'eventpoll'],
    [FdKind.PIPE, 'p', 'pipe'],
    [FdKind.UNKNOWN, 'o', '<NA>'],
    [StateKind.ABSENT, '?', '<NA>'],
    [99, '?', '<NA>'],
  ])('%i has character %s and word %s', (kind, character, word) => {
    expect(fdTypeCharacter(kind)).toBe(character);
    expect(fdTypeWord(kind)).toBe(word);
  });
});

describe('the protocol of a socket', () => {
  it.each([
    ['of a fresh connection is not shown', FdKind.IPV4, Protocol.TCP, Role.NONE, ''],
    ['of a connection whose role is known', FdKind.IPV4, Protocol.TCP, Role.CLIENT, 't'],
    ['of a raw socket, without a role too', FdKind.IPV4, Protocol.RAW, Role.NONE, 'r'],
    ['of a bound socket, without a role too', FdKind.IPV6_BOUND, Protocol.UDP, Role.NONE, 'u'],
    ['that is not known', FdKind.IPV4, Protocol.UNKNOWN, Role.SERVER, ''],
    ['of what is no internet socket', FdKind.UNIX, Protocol.TCP, Role.CLIENT, ''],
  ])('%s', (_, kind, protocol, role, expected) => {
    expect(protocolCharacter(kind, protocol, role)).toBe(expected);
  });
});

describe('an fd as events show it', () => {
  it('is its type in brackets and its name', () => {
    expect(notation(FdKind.FILE, { nameForm: NameForm.TEXT, name: trace.texts.internText('/etc/hosts') })).toBe(
      '<f>/etc/hosts',
    );
  });

  it('has no name for a pipe or a fresh socket', () => {
    expect(notation(FdKind.PIPE, {})).toBe('<p>');
    expect(notation(FdKind.IPV6, { protocol: Protocol.TCP })).toBe('<6>');
  });

  it('is named by its two ends when connected, by its address when bound', () => {
    expect(
      notation(FdKind.IPV4, {
        nameForm: NameForm.TUPLE,
        name: tuple('127.0.0.1:47418->127.0.0.1:8080'),
        protocol: Protocol.TCP,
        role: Role.SERVER,
      }),
    ).toBe('<4t>127.0.0.1:47418->127.0.0.1:8080');
    expect(
      notation(FdKind.IPV4_BOUND, {
        nameForm: NameForm.ADDRESS,
        name: tuple('0.0.0.0:80->0.0.0.0:0'),
        protocol: Protocol.UDP,
      }),
    ).toBe('<4u>0.0.0.0:80');
  });

  it('loses unprintable bytes of a name, which are dots in the path of a file', () => {
    const name = trace.texts.internText('/a\n\u00e9');
    expect(notation(FdKind.UNIX, { nameForm: NameForm.TEXT, name })).toBe('<u>/a');
    expect(notation(FdKind.FILE, { nameForm: NameForm.TEXT, name })).toBe('<f>/a...');
  });
});
