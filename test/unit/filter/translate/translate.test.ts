import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../src/engine/filter/parser';
import { falcoCondition } from '../../../../src/engine/filter/translate/falco';
import { stratosharkFilter } from '../../../../src/engine/filter/translate/stratoshark';
import { sysdigCommand } from '../../../../src/engine/filter/translate/sysdigCommand';
import type { Translation } from '../../../../src/engine/filter/translate/translation';
import { wiresharkFilter } from '../../../../src/engine/filter/translate/wireshark';

function textOf(translation: Translation): string {
  return translation.said ? [translation.text, ...translation.remarks].join(' | ') : `unsaid: ${translation.reason}`;
}

describe('as the condition of a Falco rule', () => {
  it.each([
    ['proc.name="curl" and(fd.num=3)', 'proc.name = curl and fd.num = 3'],
    ['spawned_process and proc.name in (shells)', 'spawned_process and proc.name in (shells)'],
    ['k8s.pod.name=a', 'k8s.pod.name = a | Fields of containers and Kubernetes need the container plugin of Falco.'],
    ['host.name=a', "unsaid: 'host.name' cannot be said in Falco: only Scaplens has it."],
    ['mesos.task.name=a', "unsaid: Falco no longer has the field 'mesos.task.name'."],
  ])('%s', (text, expected) => expect(textOf(falcoCondition(parseFilter(text).root))).toBe(expected));
});

describe('as a command line of sysdig', () => {
  it.each([
    ['proc.name=curl', "sysdig -r a.scap 'proc.name = curl'"],
    ['evt.dir=< and proc.name="it\'s"', "sysdig -r a.scap 'evt.dir = < and proc.name = \"it'\\''s\"'"],
    ['proc.name=a and fd.num=1 or fd.num=2', "sysdig -r a.scap '(proc.name = a and fd.num = 1) or fd.num = 2'"],
    ['proc.name regex a', "sysdig -r a.scap 'proc.name regex a' | sysdig 0.29.3 does not have the operator 'regex'."],
    [
      'host.name=a',
      "sysdig -r a.scap 'host.name = a' | sysdig 0.29.3 does not know the field 'host.name': only Scaplens has it.",
    ],
    ['shell_procs', 'unsaid: sysdig has no macros: write out what they stand for.'],
  ])('%s', (text, expected) => expect(textOf(sysdigCommand(parseFilter(text).root, 'a.scap'))).toBe(expected));

  it('the name of a capture is one word of the shell', () => {
    expect(textOf(sysdigCommand(parseFilter('evt.num=1').root, "my $(x)'s.scap"))).toBe(
      "sysdig -r 'my $(x)'\\''s.scap' 'evt.num = 1'",
    );
  });
});

describe('as a display filter of Stratoshark', () => {
  it.each([
    ['proc.name=curl and not fd.num>=3', 'proc.name == "curl" and not (fd.num >= 3)'],
    [
      '(evt.type=open or evt.type=close) and evt.failed=true',
      '(evt.type == "open" or evt.type == "close") and evt.failed == True',
    ],
    ['evt.type in (open, "a\\"b")', 'evt.type in {"open", "a\\"b"}'],
    ['fd.name exists', 'fd.name'],
    ['fd.ip != 10.0.0.1', 'fd.ip != 10.0.0.1'],
    ['fd.name contains "x"', 'fd.name contains "x"'],
    ['fd.name icontains Ab', 'lower(fd.name) contains "ab"'],
    ['fd.name startswith /a.b', 'fd.name matches "(?-i)^\\\\/a\\\\.b"'],
    ['fd.name glob *.[ch]', 'fd.name matches "(?-i)^.*\\\\.[ch]$"'],
    ['proc.name regex a+', 'proc.name matches "(?-i)^(?:a+)$"'],
    ['fd.name pmatch (/usr/lib, /etc/)', 'fd.name matches "(?-i)^(?:\\\\/usr\\\\/lib|\\\\/etc)(?:/|$)"'],
    ['evt.buffer bcontains 4854', 'evt.buffer contains 48:54'],
    ['tolower(proc.name) = val(proc.pname)', 'lower(proc.name) == proc.pname'],
    ['proc.aname[2]=x', "unsaid: 'proc.aname[2]' cannot be said in Stratoshark: fields have no arguments."],
    ['basename(fd.name)=x', "unsaid: 'basename' cannot be said in Stratoshark."],
    ['proc.name = anyof (a, b)', "unsaid: 'anyof' cannot be said there."],
    ['shells', "unsaid: 'shells' is a macro: write out what it stands for."],
  ])('%s', (text, expected) => expect(textOf(stratosharkFilter(parseFilter(text).root))).toBe(expected));
});

describe('as a display filter of Wireshark', () => {
  const about = ' | It is about packets: what was not sent over a network is not among them.';

  it.each([
    [
      'fd.ip=10.0.0.1 and fd.port in (53, 80)',
      `ip.addr == 10.0.0.1 and ((tcp.port == 53 or udp.port == 53) or (tcp.port == 80 or udp.port == 80))${about}`,
    ],
    ['fd.net=2001:db8::/32', `ipv6.addr == 2001:db8::/32${about}`],
    ['fd.ip != 10.0.0.1', `not (ip.addr == 10.0.0.1)${about}`],
    ['fd.l4proto=udp', `udp${about}`],
    ['proc.name=curl', "unsaid: 'proc.name' cannot be said in Wireshark: packets do not tell it."],
    ['fd.ip exists', "unsaid: 'exists' without a value cannot be said in Wireshark."],
  ])('%s', (text, expected) => expect(textOf(wiresharkFilter(parseFilter(text).root))).toBe(expected));
});
