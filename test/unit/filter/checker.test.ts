import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../src/engine/filter/checker';
import { parseFilter } from '../../../src/engine/filter/parser';

/** Every error of a filter without mistakes in its syntax, with the piece that it points at. */
function complaints(text: string): string[] {
  const { root, diagnostics } = parseFilter(text);
  expect(diagnostics).toEqual([]);
  const errors = checkFilter(root).diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ message, start, end }) => `${text.slice(start, end)}: ${message}`);
}

describe('a filter is refused', () => {
  it.each([
    ['proc.nam=x', "proc.nam: There is no field named 'proc.nam'."],
    ['Proc.name=x', "Proc.name: There is no field named 'Proc.name'."],
    ['proc.name[1]=x', "[1]: The field 'proc.name' takes no argument in brackets."],
    ['fd.nameX=x', "fd.nameX: There is no field named 'fd.nameX'."],
    ['evt.arg=3', "evt.arg: The field 'evt.arg' needs the name or number of an event parameter."],
    ['evt.arg.foo=3', ".foo: 'foo' is no name or number of an event parameter."],
    ['evt.arg["foo"]=3', '["foo"]: \'foo\' is no name or number of an event parameter.'],
    ['evt.rawarg[0]=3', "[0]: The field 'evt.rawarg' takes no argument in brackets."],
    ['evt.type.is.foo=1', ".foo: 'foo' is no name or number of an event type."],
    ['evt.around=3', "evt.around: The field 'evt.around' needs the time in nanoseconds since 1970."],
    ['evt.around[3]>3', ">: '>' cannot be used with 'evt.around[3]', which is a distance that only '=' compares."],
    ['evt.rawarg.name>3 and evt.rawarg.fd=x', "x: 'x' is not a valid number."],
    ['evt.outputtime=3', "evt.outputtime: The field 'evt.outputtime' can only be printed."],
    [
      'fd.types=file',
      "=: '=' cannot be used with 'fd.types', which is a list: only in, intersects and exists compare lists.",
    ],
    ['fd.net=10.0.0.0/33', "10.0.0.0/33: '10.0.0.0/33' is not a network such as 10.0.0.0/8."],
    [
      'fd.net contains 10',
      "contains: 'contains' cannot be used with 'fd.net', which is an IP address that is compared with networks.",
    ],
    ['evt.buffer bcontains 4854545', "4854545: '4854545' is not made of pairs of hexadecimal digits."],
    ['proc.name bcontains 48', "bcontains: 'bcontains' cannot be used with 'proc.name', which is a text."],
    ['thread.cpu>much', "much: 'much' is not a valid number."],
    ['proc.pid contains 3', "contains: 'contains' cannot be used with 'proc.pid', which is a number."],
    ['fd.ip startswith 10', "startswith: 'startswith' cannot be used with 'fd.ip', which is an IP address."],
    ['fd.ip>10.0.0.1', ">: '>' cannot be used with 'fd.ip', which is an IP address."],
    ['evt.buffer icontains a', "icontains: 'icontains' cannot be used with 'evt.buffer', which is a buffer of bytes."],
    ['evt.failed<true', "<: '<' cannot be used with 'evt.failed', which is true or false."],
    ['proc.pid=abc', "abc: 'abc' is not a valid number."],
    ['proc.pid=0x10', "0x10: '0x10' is not a valid number."],
    ['proc.pid=1.5', "1.5: '1.5' is not a valid number."],
    ['evt.num=-1', "-1: '-1' is out of range: 'evt.num' goes from 0 to 18446744073709551615."],
    ['fd.port=65536', "65536: '65536' is out of range: 'fd.port' goes from 0 to 65535."],
    ['fd.port=nonsense', "nonsense: 'nonsense' is not a valid number."],
    ['fd.ip=1.2.3', "1.2.3: '1.2.3' is not an IPv4 or IPv6 address."],
    ['fd.ip=1.2.3.256', "1.2.3.256: '1.2.3.256' is not an IPv4 or IPv6 address."],
    ['fd.ip=1::2::3', "1::2::3: '1::2::3' is not an IPv4 or IPv6 address."],
    ['evt.failed=1', "1: '1' is neither 'true' nor 'false'."],
    ['evt.type=foo', "foo: There is no event or system call named 'foo'."],
    ['evt.type in (open, opn)', "opn: There is no event or system call named 'opn'."],
    ['proc.name="a\\x00"', '"a\\x00": A value cannot hold a NUL byte.'],
  ])('%s', (text, expected) => expect(complaints(text)).toEqual([expected]));

  it('with all its mistakes at once', () => {
    expect(complaints('proc.nam=x and (fd.num=y or not fd.ip in (1, 2))')).toHaveLength(4);
  });
});

describe('a filter is accepted', () => {
  it.each([
    ['evt.type=clock_gettime', 'the name of a system call without parameters of its own'],
    ['evt.type contains foo', 'a part of a name need not be a name'],
    ['fd.num=-1', 'negative numbers of signed fields'],
    ['fd.num=+3', 'a plus sign'],
    ['evt.num=18446744073709551615', 'the largest number of a type'],
    ['fd.port=http', 'a well-known service'],
    ['fd.ip in (127.0.0.1, ::1, ::ffff:10.0.0.1)', 'addresses of both families'],
    ['proc.name in ()', 'an empty list'],
    ['thread.cpu>=12.5', 'fractions of fields that have them'],
    ['k8s.pod.label.app-name=web', 'a dash in the key of a label'],
    ['proc.env["A B"] exists', 'blanks in an argument in quotes'],
    ['fd.snet in (10.0.0.0/8, 2001:db8::/32, 10.0.0.1)', 'networks of both families, and an address as one'],
    ['evt.buffer bstartswith ""', 'no bytes at all'],
  ])('%s (%s)', (text) => expect(complaints(text)).toEqual([]));
});
