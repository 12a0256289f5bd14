import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../../support/drawnCapture';
import { keptRows } from '../../support/keptRows';
import { openTrace } from '../../support/openedTrace';

const STORY = openTrace(
  drawnCapture(`
    process 1 systemd pid=1 ptid=0 cwd=/
    process 100 curl pid=100 ptid=1 cwd=/etc args="-o\\0/dev/null\\0-vs\\0http://a\\0"
    process 199 nginx pid=199 ptid=1
    process 200 nginx pid=200 ptid=199 cwd=/srv
    fd 100 5 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
    fd 100 6 file /etc/hosts
    fd 200 7 file /srv/www/Index.HTML
    1 10:00:00.000000000 0 curl (100) > read fd=5 size=100
    2 10:00:00.000000001 0 curl (100) < read res=8 data="aGVsbG8="
    3 10:00:00.000000002 0 curl (100) > read fd=6 size=100
    4 10:00:00.000000003 0 nginx (200) > read fd=7 size=100
    5 10:00:00.000000004 0 nginx (200) > getuid
    6 10:00:00.000000005 0 systemd (1) > getuid
  `),
);

/** The numbers of the events that a filter keeps. */
function kept(text: string, opened = STORY): number[] {
  return keptRows(text, opened).map((row) => row + 1);
}

describe('regex', () => {
  it.each([
    ['proc.name regex c.*', [1, 2, 3], 'matches the whole text'],
    ['proc.name regex u', [], 'never a part of it'],
    ['proc.name regex "(curl|nginx)"', [1, 2, 3, 4, 5], 'with alternatives'],
    ['fd.name regex "/[[:alpha:]]+/hosts"', [3], 'with classes of POSIX'],
    ['evt.type regex "read|getuid"', [1, 2, 3, 4, 5, 6], 'on every text'],
  ])('%s keeps %j: %s', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('a regex made to hang', () => {
  const name = `/${'a'.repeat(4000)}`;
  const long = openTrace(drawnCapture(`1 10:00:00.000000000 0 sh (1) > openat dirfd=-100 name=${name} flags=1 mode=0`));

  it.each([
    ['evt.arg.name regex "/(a*)*(a|aa)+b"', []],
    ['evt.arg.name regex "/(a+)+b?"', [1]],
    ['evt.arg.name regex "/(a?){40}a{40}(a|a?)+"', [1]],
  ])('%s is answered on thousands of letters', (text, expected) => expect(kept(text, long)).toEqual(expected));
});

describe('transformers', () => {
  it.each([
    ['toupper(proc.name) = CURL', [1, 2, 3], 'letters as capitals'],
    ['tolower(fd.name) endswith .html', [4], 'or small'],
    ['basename(fd.name) = hosts', [3], 'the last part of a path'],
    ['len(proc.name) = 5', [4, 5], 'the length of a text'],
    ['len(evt.buffer) >= 8', [2], 'or of a buffer'],
    ['len(fd.types) = 2', [1, 2, 3], 'or of a list'],
    ['b64(evt.buffer) = hello', [2], 'what Base64 stands for'],
    ['b64(proc.name) exists', [1, 2, 3], 'where it is that'],
    ['concat(proc.name, ":", evt.type) = nginx:read', [4], 'texts in a row'],
    ['concat(proc.name, fd.name) exists', [1, 2, 3, 4], 'which all have to be there'],
    ['join("-", (proc.name, evt.type)) = "curl-read"', [1, 2, 3], 'with something between'],
    ['len(basename(fd.name)) = 5', [3], 'one in another, from inside'],
    ['getopt(proc.args, "o:vs") intersects (v)', [1, 2, 3], 'options of a command'],
    ['getopt(proc.args, "o:vs")[o] = /dev/null', [1, 2, 3], 'the argument of one'],
    ['getopt(proc.args, "o:vs")[s] exists', [1, 2, 3], 'or that it is there'],
    ['getopt(proc.args, "o:vs")[x] exists', [], 'or not'],
    ['not tolower(fd.name) = x', [1, 2, 3, 4, 5, 6], 'without a value, nothing holds'],
  ])('%s keeps %j: %s', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('a field against another one', () => {
  it.each([
    ['proc.name = val(proc.pname)', [4, 5], 'of the same thread'],
    ['proc.name != val(proc.pname)', [1, 2, 3], 'where both are there'],
    ['fd.name startswith val(proc.cwd)', [3, 4], 'of fd and thread'],
    ['proc.pid = val(thread.tid)', [1, 2, 3, 4, 5, 6], 'numbers'],
    ['proc.pid < val(proc.ppid)', [], 'in their order'],
    ['proc.name in val(proc.pname)', [4, 5], 'as a list of one'],
    ['toupper(proc.name) = toupper(proc.pname)', [4, 5], 'both transformed'],
    ['evt.rawtime >= val(evt.rawtime)', [1, 2, 3, 4, 5, 6], 'times'],
  ])('%s keeps %j: %s', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('a field that only events with an fd have', () => {
  const story = openTrace(
    drawnCapture('process 10 sh\nfd 10 0 file /etc/hosts\nsh (10) > read fd=0 size=1\nsh (10) > getuid'),
  );

  it.each([
    'fd.types[0] = file',
    'toupper(fd.types[0]) = FILE',
    'concat(fd.types[0], proc.name) = filesh',
    'proc.stdin.type = val(proc.stdin.type)',
  ])('is not there for others, whatever is made of it: %s', (text) => expect(kept(text, story)).toEqual([1]));
});

describe('modifiers of lists', () => {
  it.each([
    ['proc.name startswith anyof (cu, ng)', [1, 2, 3, 4, 5], 'one is enough'],
    ['proc.name startswith oneof (cu, curl)', [], 'exactly one'],
    ['proc.name startswith oneof (cu, ng)', [1, 2, 3, 4, 5], 'exactly one'],
    ['proc.name != allof (curl, nginx)', [6], 'every one'],
    ['fd.port = oneof (80, 1000)', [], 'either end may be meant, and both are'],
    ['fd.port = oneof (80, 81)', [1, 2], 'either end may be meant'],
    ['proc.name = anyof ()', [], 'none of nothing holds'],
    ['proc.name = allof ()', [], 'none of nothing holds'],
    ['proc.name = oneof ()', [], 'none of nothing holds'],
    ['fd.num = anyof (5, 6)', [1, 2, 3], 'numbers'],
  ])('%s keeps %j: %s', (text, expected) => expect(kept(text)).toEqual(expected));
});
