import { describe, expect, it } from 'vitest';
import { parseFormat } from '../../../src/engine/output/formatParser';
import { PRESETS } from '../../../src/engine/output/presets';

/** The parts of a format, as short texts: `"text"`, or `name` and `name:width`. */
function parts(text: string): string[] {
  const outcome = parseFormat(text);
  if (!outcome.accepted) throw new Error(outcome.diagnostic.message);
  return outcome.format.parts.map((part) => {
    if (part.kind === 'text') return JSON.stringify(part.text);
    return part.width === 0 ? part.field.name : `${part.field.name}:${part.width}`;
  });
}

function mistake(text: string): { message: string; marked: string } {
  const outcome = parseFormat(text);
  if (outcome.accepted) throw new Error(`${text} was accepted`);
  const { message, start, end } = outcome.diagnostic;
  return { message, marked: text.slice(start, end) };
}

describe('a format', () => {
  it.each([
    ['text alone', 'no fields', ['"no fields"']],
    ['a field', '%evt.num', ['evt.num']],
    ['fields between text', '(%proc.pid) %evt.type!', ['"("', 'proc.pid', '") "', 'evt.type', '"!"']],
    ['fields side by side', '%evt.num%evt.dir', ['evt.num', 'evt.dir']],
    ['the same field twice', '%evt.num %evt.num', ['evt.num', '" "', 'evt.num']],
    ['a width', '%8evt.num|%020evt.num', ['evt.num:8', '"|"', 'evt.num:20']],
    ['the width 0 as none', '%0evt.num', ['evt.num']],
    ['the longest name that is one', '%fd.nameX %evt.num.s', ['fd.name', '"X "', 'evt.num', '".s"']],
    [
      'arguments',
      '%evt.arg.res %evt.arg[0] %proc.aname[2].',
      ['evt.arg.res', '" "', 'evt.arg[0]', '" "', 'proc.aname[2]', '"."'],
    ],
    ['the longest parameter that is one', '%evt.arg.resX', ['evt.arg.res', '"X"']],
    ['line breaks and escapes as text', 'a\n\\n%evt.num', ['"a\\n\\\\n"', 'evt.num']],
  ])('has %s', (_what, text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  it('keeps incomplete lines where it begins with one asterisk', () => {
    const keeps = (text: string): unknown => {
      const outcome = parseFormat(text);
      return outcome.accepted && outcome.format.keepsIncomplete;
    };
    expect([keeps('*%evt.num'), keeps('%evt.num'), keeps(' *%evt.num'), keeps('*')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(parts('**%evt.num')).toEqual(['"*"', 'evt.num']);
  });

  it('says where its fields stand', () => {
    const outcome = parseFormat('*a %10evt.num b');
    const field = outcome.accepted ? outcome.format.parts[1] : undefined;
    expect(field).toMatchObject({ kind: 'field', start: 3, end: 13 });
  });

  it.each(Object.entries(PRESETS))('of the preset %s is accepted', (_name, text) => {
    expect(parseFormat(text)).toMatchObject({ accepted: true, format: { keepsIncomplete: true } });
  });

  it.each([
    ['', 'empty formatting token', ''],
    ['a %', 'invalid formatting syntax: formatting cannot end with a %', '%'],
    ['a %12', 'invalid formatting syntax: formatting cannot end with a number', '%12'],
    ['%evt.nope and %evt.num', 'invalid formatting token evt.nope and %evt.num', 'evt.nope'],
    ['%%', 'invalid formatting token %', '%'],
    ['%-10proc.name', 'invalid formatting token -10proc.name', '-'],
    ['% evt.num', 'invalid formatting token  evt.num', ' '],
    ['%EVT.num', 'invalid formatting token EVT.num', 'EVT.num'],
    ['%fd.ip', 'fd.ip is filter only and cannot be used as a display field', 'fd.ip'],
    ['%99999evt.num', 'a field cannot be wider than 65535 characters', '99999'],
    ['%evt.arg', 'needs the', 'evt.arg'],
    ['%evt.arg.nope!', 'is no', 'evt.arg.nope'],
  ])('is refused with what is wrong: "%s"', (text, message, marked) => {
    const { message: told, marked: place } = mistake(text);
    expect(told).toContain(message);
    expect(place).toBe(marked);
  });
});
