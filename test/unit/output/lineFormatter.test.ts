import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../../src/engine/output/presets';
import { DrawnLines, type LineOptions } from './drawnLines';

process.env.TZ = 'UTC';

const FILE = `
fd 100 3 file /etc/hosts
1 10:00:00.000000000 1 curl (100) > read fd=3(<f>/etc/hosts) size=4096
2 10:00:00.000005000 0 curl (100) < read res=5 data="ab\\x00\\n"
3 10:00:00.000005500 0 curl (100) > select
4 10:00:01.000000123 0 curl (100) < select res=0
`;

const SOCKETS = `
fd 100 3 ipv4 10.0.0.1:40000->10.0.0.2:80 tcp
fd 100 4 ipv4 10.0.0.1:40001->10.0.0.2:514 udp
fd 100 5 ipv4 10.0.0.1:40002->10.0.0.2:514 tcp
fd 100 6 ipv4 10.0.0.1:40003->10.0.0.2:49999 tcp
1 10:00:00.000000000 0 curl (100) > read fd=3 size=1
2 10:00:00.000000001 0 curl (100) > read fd=4 size=1
3 10:00:00.000000002 0 curl (100) > read fd=5 size=1
4 10:00:00.000000003 0 curl (100) > read fd=6 size=1
5 10:00:00.000000004 0 curl (100) > sendto fd=4 size=1 tuple=10.0.0.1:40001->10.0.0.2:53
`;

function text(format: string, options?: LineOptions, drawing = FILE): string[] {
  return new DrawnLines(drawing, format, options).text();
}

function json(format: string, options?: LineOptions, drawing = FILE): string[] {
  return new DrawnLines(drawing, format, options).json();
}

describe('the line of an event', () => {
  it('has the format with the values in place of its fields', () => {
    expect(text('%evt.num: %evt.type!')).toEqual(['1: read!', '2: read!', '3: select!', '4: select!']);
  });

  it('is filled with blanks or cut to the width of a field', () => {
    expect(text('[%6proc.name][%2proc.name][%1evt.num]')[0]).toBe('[curl  ][cu][1]');
  });

  it('is dropped where a value is missing', () => {
    expect(text('%evt.num %evt.rawres')).toEqual(['2 5', '4 0']);
  });

  it('shows <NA> for a missing value where incomplete lines are wanted, cut like any value', () => {
    expect(text('*%evt.num %evt.rawres|%2evt.rawres|%6evt.rawres|')[0]).toBe('1 <NA>|<N|<NA>  |');
  });

  it('shows an empty value as nothing, which is not missing', () => {
    expect(text('%evt.num [%evt.info]')[2]).toBe('3 []');
  });

  it('may have no field at all', () => {
    expect(text('abc')).toEqual(['abc', 'abc', 'abc', 'abc']);
  });

  it('is by default what sysdig prints', () => {
    expect(text(PRESETS.plain)).toEqual([
      '1 10:00:00.000000000 1 curl (100) > read fd=3(<f>/etc/hosts) size=4096 ',
      '2 10:00:00.000005000 0 curl (100) < read res=5 data=ab.. ',
      '3 10:00:00.000005500 0 curl (100) > select ',
      '4 10:00:01.000000123 0 curl (100) < select res=0 ',
    ]);
  });

  it('names the container for -pc', () => {
    expect(text(PRESETS.container)[2]).toMatch(
      /^3 10:00:00\.000005500 0 host \(host\) curl \(100:(100|<NA>)\) > select $/,
    );
  });

  it('has nothing for the pod of a process on the host for -pk', () => {
    expect(text(PRESETS.kubernetes)[2]).toMatch(
      /^3 10:00:00\.000005500 0 <NA> \(host\) curl \(100:(100|<NA>)\) > select $/,
    );
  });
});

describe('the time of a line', () => {
  it.each([
    ['h', ['10:00:00.000000000', '10:00:00.000005000', '10:00:00.000005500', '10:00:01.000000123']],
    // Not filled with zeros.
    ['a', ['1577872800.0', '1577872800.5000', '1577872800.5500', '1577872801.123']],
    ['r', ['0.000000000', '0.000005000', '0.000005500', '1.000000123']],
    ['d', ['0.000000000', '0.000005000', '0.000000000', '0.999994623']],
    ['D', ['0.000000000', '0.000005000', '0.000000500', '0.999994623']],
  ] as const)('in the mode %s', (timeMode, expected) => {
    expect(text('%evt.outputtime', { timeMode })).toEqual(expected);
  });

  it('counts in the mode D also from an event whose own line was dropped', () => {
    expect(text('%evt.outputtime %evt.rawres', { timeMode: 'D' })).toEqual(['0.000005000 5', '0.999994623 0']);
  });

  it('is negative in the mode D where time runs back', () => {
    const drawing = `
      1 10:00:00.000000500 0 curl (100) > select
      2 10:00:00.000000000 0 bash (101) > select`;
    expect(text('%evt.outputtime', { timeMode: 'D' }, drawing)).toEqual(['0.000000000', '-0.000000500']);
  });
});

describe('the data of a line', () => {
  it.each([
    ['dots', 'ab..'],
    ['ascii', '\nab\n'],
    ['hex', '\n\t0x0000: 6162 000a\n'],
    ['hexAscii', `\n\t0x0000: 6162 000a${' '.repeat(30)}  ab..\n`],
    ['base64', 'YWIACg=='],
  ] as const)('in the mode %s', (dataMode, expected) => {
    expect(text('%evt.arg.data', { textOptions: { dataMode } })).toEqual([expected]);
  });
});

describe('ports by the names of their services', () => {
  const options = { textOptions: { namesServices: true } };

  it('are in the names of fds, by protocol, where the port is registered', () => {
    expect(text('%fd.name', options, SOCKETS).slice(0, 4)).toEqual([
      '10.0.0.1:40000->10.0.0.2:http',
      '10.0.0.1:40001->10.0.0.2:syslog',
      '10.0.0.1:40002->10.0.0.2:shell',
      '10.0.0.1:40003->10.0.0.2:49999',
    ]);
  });

  it('are in JSON, too, and in the fields that are services', () => {
    expect(json('%fd.name %fd.sproto', options, SOCKETS)[0]).toBe(
      '{"fd.name":"10.0.0.1:40000->10.0.0.2:http","fd.sproto":"http"}',
    );
  });

  it('are in the parameters', () => {
    expect(text('%evt.args', options, SOCKETS)[4]).toBe(
      'fd=4(<4u>10.0.0.1:40001->10.0.0.2:syslog) size=1 tuple=10.0.0.1:40001->10.0.0.2:domain ',
    );
  });

  it('are numbers unless they are asked for', () => {
    expect(text('%fd.name', {}, SOCKETS)[0]).toBe('10.0.0.1:40000->10.0.0.2:80');
  });
});

describe('the JSON of an event', () => {
  it('has the fields ordered by name, each once, without what else the format says', () => {
    expect(json('%evt.type at %10evt.num, %evt.num')[0]).toBe('{"evt.num":1,"evt.type":"read"}');
  });

  it('has numbers, truth values and texts as JSON has them', () => {
    expect(json('%evt.num %evt.is_io %proc.name %evt.rawres')).toEqual([
      '{"evt.is_io":true,"evt.num":2,"evt.rawres":5,"proc.name":"curl"}',
      '{"evt.is_io":false,"evt.num":4,"evt.rawres":0,"proc.name":"curl"}',
    ]);
  });

  it('has null for a missing value, and is dropped without the asterisk', () => {
    expect(json('*%evt.num %evt.rawres').slice(0, 2)).toEqual([
      '{"evt.num":1,"evt.rawres":null}',
      '{"evt.num":2,"evt.rawres":5}',
    ]);
    expect(json('%evt.num %evt.rawres')).toHaveLength(2);
  });

  it('has the output time in ns since 1970, exactly, whatever the mode', () => {
    expect(json('%evt.outputtime', { timeMode: 'r' })[1]).toBe('{"evt.outputtime":1577872800000005000}');
  });

  it('escapes control characters', () => {
    const options = { textOptions: { dataMode: 'ascii' } } as const;
    expect(json('%evt.arg.data', options)[0]).toBe('{"evt.arg.data":"\\nab\\n"}');
  });

  it('is null without any field', () => {
    expect(json('abc')[0]).toBe('null');
  });
});
