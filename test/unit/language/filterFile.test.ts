import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EMPTY_ENVIRONMENT } from '../../../src/engine/language/environment';
import { definitionsIn } from '../../../src/engine/language/file/entries';
import { diagnoseFile, formatFile } from '../../../src/engine/language/file/fileService';
import { type FilterFile, readFilterFile } from '../../../src/engine/language/file/filterFile';

const FILE = `# Filters of the DNS story.

# Shells, however they are called.
list shells: bash, sh,
  # the Z shell
  zsh

macro started: evt.type = execve and evt.dir = <

# Somebody has a shell.
#   In a container.
filter Shells in containers:
  started and proc.name in (shells)
  # not on the host
  and container.id != host
`;

function told(file: FilterFile): string[] {
  return file.entries.map(({ kind, name, bodyText }) => `${kind} | ${name} | ${bodyText.replace(/\s+/g, ' ').trim()}`);
}

function wrong(text: string): string[] {
  return readFilterFile(text).diagnostics.map(({ message, start, end }) => `${text.slice(start, end)}: ${message}`);
}

describe('a file with filters', () => {
  it('has filters, macros and lists, each with a name and a colon', () => {
    expect(told(readFilterFile(FILE))).toEqual([
      'list | shells | bash, sh, zsh',
      'macro | started | evt.type = execve and evt.dir = <',
      'filter | Shells in containers | started and proc.name in (shells) and container.id != host',
    ]);
    expect(readFilterFile(FILE).diagnostics).toEqual([]);
  });

  it('documents an entry by the comment right above it', () => {
    expect(readFilterFile(FILE).entries.map(({ documentation }) => documentation)).toEqual([
      'Shells, however they are called.',
      '',
      'Somebody has a shell.\n  In a container.',
    ]);
  });

  it('keeps every place: bodies and names are where they were written', () => {
    const { entries, text } = readFilterFile(FILE);
    for (const { body, bodyText, nameRange, name, keyword, kind } of entries) {
      expect(bodyText.length).toBe(body.end - body.start);
      expect(text.slice(nameRange.start, nameRange.end)).toBe(name);
      expect(text.slice(keyword.start, keyword.end)).toBe(kind);
      expect(text.slice(body.start, body.end).replace(/#.*/g, (comment) => ' '.repeat(comment.length))).toBe(bodyText);
    }
  });

  it('may have lines that end as on Windows', () => {
    const file = readFilterFile(FILE.replaceAll('\n', '\r\n'));
    expect(told(file)).toEqual(told(readFilterFile(FILE)));
    expect(file.diagnostics).toEqual([]);
  });

  it('keeps a # that does not begin a line', () => {
    expect(told(readFilterFile('filter a: fd.name contains #tmp\n'))).toEqual(['filter | a | fd.name contains #tmp']);
  });

  it('of the documentation has no mistakes, and is well spaced', () => {
    const [, example] = /```\n([^`]*)```/.exec(readFileSync('docs/filter-files.md', 'utf8')) ?? [];
    const file = readFilterFile(example);
    expect(file.entries).toHaveLength(4);
    expect(diagnoseFile(file, EMPTY_ENVIRONMENT).filter(({ severity }) => severity !== 'hint')).toEqual([]);
    expect(formatFile(file)).toEqual([]);
  });

  it('may be empty', () => {
    expect(readFilterFile('')).toMatchObject({ entries: [], comments: [], diagnostics: [] });
  });

  it('gives its macros and lists to filters', () => {
    expect(definitionsIn(readFilterFile(FILE)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'list shells',
      'macro started',
    ]);
  });
});

describe('what is wrong with its lines', () => {
  it.each([
    [
      'proc.name = curl\n',
      ["proc.name = curl: A definition has to begin with 'filter', 'macro' or 'list', a name and a colon."],
    ],
    ['macro: evt.cpu = 1', ["macro: A name has to follow 'macro'."]],
    ['list a b: c', ["a b: The name of a list is made of letters, digits and '_', and begins with a letter."]],
    ['filter a', ['a: A colon has to follow the name of a filter.']],
    ['filter a b: evt.cpu = 1\nand evt.dir = <', [expect.stringMatching(/^and evt.dir = <: A line that continues/)]],
  ])('%j: %j', (text, expected) => expect(wrong(text)).toEqual(expected));

  it('is put right by indenting, or by a colon', () => {
    const fixed = (text: string): string => {
      const [{ fixes }] = readFilterFile(text).diagnostics;
      const [{ start, end, text: inserted }] = fixes[0].edits;
      return text.slice(0, start) + inserted + text.slice(end);
    };
    expect(fixed('filter a: evt.cpu = 1\nand evt.dir = <')).toBe('filter a: evt.cpu = 1\n  and evt.dir = <');
    expect(fixed('filter a')).toBe('filter a:');
  });

  it('does not keep the line from being read as part of the entry above', () => {
    expect(told(readFilterFile('filter a: evt.cpu = 1\nand evt.dir = <'))).toEqual([
      'filter | a | evt.cpu = 1 and evt.dir = <',
    ]);
  });
});
