import { describe, expect, it } from 'vitest';
import { isFieldError, resolveField, resolveReference } from '../../../src/engine/fields/resolveField';

/** The field with its argument, and what is left of the text. */
function resolved(text: string, start = 0): (string | undefined)[] {
  const field = resolveField(text, start);
  if (isFieldError(field)) return [`${field.message} (${text.slice(field.start, field.end)})`];
  return [field.field.name, field.argument, text.slice(start + field.length)];
}

describe('a field in a text', () => {
  it.each([
    ['fd.name', ['fd.name', undefined, '']],
    ['fd.nameX', ['fd.name', undefined, 'X']],
    ['evt.arg', ["The field 'evt.arg' needs the name or number of an event parameter. (evt.arg)"]],
    ['evt.args', ['evt.args', undefined, '']],
    ['evt.arg.res', ['evt.arg', 'res', '']],
    ['evt.arg.resXYZ', ['evt.arg', 'res', 'XYZ']],
    ['evt.arg.foo', ["'foo' is no name or number of an event parameter. (.foo)"]],
    ['evt.arg[0] rest', ['evt.arg', '0', ' rest']],
    ['evt.rawarg.res', ['evt.rawarg', 'res', '']],
    ['evt.rawarg[0]', ["'0' is no name of an event parameter. ([0])"]],
    ['evt.type.is.openat', ['evt.type.is', 'openat', '']],
    ['evt.type.is.3', ['evt.type.is', '3', '']],
    ['evt.type', ['evt.type', undefined, '']],
    ['evt.around[5]', ['evt.around', '5', '']],
    ['evt.around[soon]', ["'soon' is no time in nanoseconds since 1970. ([soon])"]],
    ['evt.abspath.src', ['evt.abspath', 'src', '']],
    ['evt.abspath', ['evt.abspath', undefined, '']],
    ['proc.aname', ['proc.aname', undefined, '']],
    ['proc.aname[2]', ['proc.aname', '2', '']],
    ['proc.aname[x]', ["'x' is no number of steps to an ancestor. ([x])"]],
    ['proc.env[HOME]', ['proc.env', 'HOME', '']],
    ["proc.env['A B']", ['proc.env', 'A B', '']],
    ['proc.name[1]', ['proc.name', undefined, '[1]']],
    ['proc.name]', ['proc.name', undefined, ']']],
    ['thread.cgroup.cpuset', ['thread.cgroup', 'cpuset', '']],
    ['container.mount.dest[/data]', ['container.mount.dest', '/data', '']],
    ['k8s.pod.label.app-name', ['k8s.pod.label', 'app-name', '']],
    ['k8s.pod.labels', ['k8s.pod.labels', undefined, '']],
    ['proc.nam', ["There is no field named 'proc.nam'. (proc.nam)"]],
    ['Proc.name', ["There is no field named 'Proc.name'. (Proc.name)"]],
    ['', ["There is no field named ''. ()"]],
  ])('%s', (text, expected) => expect(resolved(text)).toEqual(expected));

  it('may stand anywhere in it', () => {
    expect(resolved('[%8evt.num|%fd.name]', 3)).toEqual(['evt.num', undefined, '|%fd.name]']);
  });
});

describe('a field in a filter', () => {
  it.each([
    ['fd.nameX', undefined, "There is no field named 'fd.nameX'."],
    ['proc.name', '1', "The field 'proc.name' takes no argument in brackets."],
    ['proc.nam', '1', "There is no field named 'proc.nam'."],
    ['evt.rawarg', '0', "The field 'evt.rawarg' takes no argument in brackets."],
  ])('%s[%s] is refused: it has to be one as a whole', (name, argument, message) => {
    expect(resolveReference(name, argument)).toMatchObject({ message });
  });

  it('takes an argument in either form', () => {
    expect(resolveReference('evt.arg.res', undefined)).toMatchObject({ argument: 'res' });
    expect(resolveReference('evt.arg', 'res')).toMatchObject({ argument: 'res', name: 'evt.arg[res]' });
  });
});
