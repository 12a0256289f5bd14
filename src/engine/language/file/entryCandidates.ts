import type { Candidate } from '../completionItems';

/** Ways to begin an entry of a file. */
export function entryCandidates(): Candidate[] {
  return [
    entry(
      'filter',
      'a filter with a name',
      'Events to look for, under a name of any words.',
      'name',
      'evt.failed = true',
    ),
    entry(
      'macro',
      'a condition with a name',
      'A condition that filters and macros can use by its name.',
      'name',
      'condition',
    ),
    entry(
      'list',
      'values with a name',
      'Values that filters can use after in, intersects and pmatch.',
      'name',
      'value, value',
    ),
  ];
}

function entry(keyword: string, detail: string, documentation: string, name: string, body: string): Candidate {
  const insert = `${keyword} \${1:${name}}: \${2:${body}}`;
  return { label: keyword, kind: 'snippet', detail, documentation, insert, snippet: true };
}
