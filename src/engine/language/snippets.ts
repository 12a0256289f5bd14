/** A condition to begin with, for whoever knows what to look for but not yet how it is called. */
export interface FilterSnippet {
  readonly label: string;
  readonly description: string;
  /** With places to fill in, as `${1:text}`. */
  readonly insert: string;
}

export const FILTER_SNIPPETS: readonly FilterSnippet[] = [
  {
    label: 'failed calls',
    description: 'Calls that returned an error.',
    insert: 'evt.failed = true',
  },
  {
    label: 'slow calls',
    description: 'Calls that took longer than so many nanoseconds: 10000000 is 10 ms.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet's place to fill in.
    insert: 'evt.latency > ${1:10000000}',
  },
  {
    label: 'network traffic',
    description: 'What is done with internet sockets.',
    insert: 'fd.type in (ipv4, ipv6)',
  },
  {
    label: 'dns',
    description: 'Questions to name servers, and their answers.',
    insert: 'fd.port = 53',
  },
  {
    label: 'http requests',
    description: 'Data that begins as an HTTP request or answer does.',
    insert: '(evt.buffer startswith GET or evt.buffer startswith POST or evt.buffer startswith HTTP/)',
  },
  {
    label: 'files below a directory',
    description: 'What is done with files below a directory.',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet's place to fill in.
    insert: 'fd.name pmatch (${1:/etc})',
  },
  {
    label: 'reads and writes',
    description: 'Calls that move bytes.',
    insert: 'evt.is_io = true',
  },
  {
    label: 'in containers',
    description: 'What happens in containers, and not on the host.',
    insert: 'container.id != host',
  },
  {
    label: 'started programs',
    description: 'Programs that have been started.',
    insert: 'evt.type in (execve, execveat) and evt.dir = <',
  },
];
