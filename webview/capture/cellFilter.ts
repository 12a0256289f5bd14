import type { EventLine } from '../../src/session/protocol';
import { ownNumber } from './eventNumber';

/**
 * A text as a value of the filter language, in double quotes. A backslash before the closing quote would keep the text
 * open, even an escaped one, so a last backslash is written as `\x5c`.
 */
export function quoteFilterText(text: string): string {
  let quoted = '';
  for (let position = 0; position < text.length; position++) {
    const character = text[position];
    const code = text.charCodeAt(position);
    if (character === '"') quoted += '\\"';
    else if (character === '\\') quoted += position === text.length - 1 ? '\\x5c' : '\\\\';
    else if (character === '\n') quoted += '\\n';
    else if (character === '\r') quoted += '\\r';
    else if (character === '\t') quoted += '\\t';
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else quoted += character;
  }
  return `"${quoted}"`;
}

/** The number and the name in the text of an FD cell; the name is empty where there is none. */
export function splitFd(text: string): { readonly number: number; readonly name: string } | null {
  const match = /^(-?\d+)(?: (.*))?$/s.exec(text);
  return match ? { number: Number(match[1]), name: match[2] ?? '' } : null;
}

/** The conditions that keep events like a line, for one column; none where the cell says nothing a filter could ask. */
export function conditionsForCell(line: EventLine, column: string): readonly string[] {
  switch (column) {
    case 'number':
    case 'time':
      return [`evt.num>=${ownNumber(line.number)}`, `evt.num<=${ownNumber(line.number)}`];
    case 'process':
      return line.process === '' ? [] : [`proc.name=${quoteFilterText(line.process)}`];
    case 'tid':
      return line.tid < 0 ? [] : [`thread.tid=${line.tid}`];
    case 'details':
      return line.failed ? ['evt.failed=true'] : [];
    case 'event':
      return [`evt.type=${/^\w+$/.test(line.event) ? line.event : quoteFilterText(line.event)}`];
    case 'cpu':
      return [`evt.cpu=${line.cpu}`];
    case 'direction':
      return [`evt.dir="${line.direction}"`];
    case 'fd':
      return fdConditions(line.fd);
    default: {
      // A column of a field has the field's name.
      const value = line.fields?.[column] ?? '';
      return value === '' ? [] : [`${column}=${quoteFilterText(value)}`];
    }
  }
}

/** The columns for which `conditionsForCell` may give something, in the order of a menu. */
export const FILTER_COLUMNS = ['process', 'tid', 'event', 'direction', 'fd', 'cpu'] as const;

function fdConditions(text: string): readonly string[] {
  const fd = splitFd(text);
  if (!fd) return [];
  const conditions = fd.name === '' ? [] : [`fd.name=${quoteFilterText(fd.name)}`];
  // A negative number stands for an fd that is not known.
  return fd.number < 0 ? conditions : [...conditions, `fd.num=${fd.number}`];
}
