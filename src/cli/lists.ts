import { EVENT_TYPES, EventFlag } from '../engine/capture/eventTable';
import { FIELDS } from '../engine/fields/catalogue';
import type { Field } from '../engine/fields/field';
import { VIEWS } from '../engine/views/catalogue';

const NAME_WIDTH = 34;
const LINE_WIDTH = 110;

/** Every field with its type and what it is, by the part of the name before the first dot. */
export function fieldList(): string {
  const classes = new Map<string, Field[]>();
  for (const field of FIELDS) {
    const [name] = field.name.split('.');
    classes.set(name, [...(classes.get(name) ?? []), field]);
  }
  const sections = [...classes].map(([name, fields]) => `${name}\n${fields.map(fieldEntry).join('')}`);
  return sections.join('\n');
}

/** Every event type with its parameters, as `> open(FSPATH name, FLAGS32 flags)`. */
export function eventList(): string {
  return EVENT_TYPES.filter(({ flags }) => (flags & EventFlag.UNUSED) === 0)
    .map(({ direction, name, parameters }) => {
      const list = parameters.map((parameter) => `${parameter.type} ${parameter.name}`);
      return `${direction} ${name}(${list.join(', ')})\n`;
    })
    .join('');
}

/** Every chisel with its arguments; one that can be left out stands in brackets. */
export function chiselList(): string {
  return VIEWS.map(({ name, description, parameters }) => {
    const words = parameters.map((parameter) => (parameter.required ? parameter.name : `[${parameter.name}]`));
    const told = parameters.map((parameter) => `${parameter.name}: ${parameter.description}`);
    return entry([name, ...words].join(' '), [`${description}.`, ...told].join(' '));
  }).join('');
}

function fieldEntry({ name, type, only, description, argument }: Field): string {
  const remarks = [
    type,
    ...(argument ? [`${argument.required ? 'takes' : 'can take'} the ${argument.noun}`] : []),
    ...(only ? [`in ${only} only`] : []),
  ];
  return entry(name, `${description} (${remarks.join('; ')})`);
}

/** A name, and beside it, or below a long one, a text on as many lines as it takes. */
function entry(name: string, text: string): string {
  const lines = wrapped(text, LINE_WIDTH - NAME_WIDTH).map((line) => ' '.repeat(NAME_WIDTH) + line);
  const head = `  ${name}`;
  if (head.length >= NAME_WIDTH) lines.unshift(head);
  else lines[0] = head + lines[0].slice(head.length);
  return lines.map((line) => `${line}\n`).join('');
}

/** A text broken at blanks into lines of at most `width` characters, where its words allow that. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
