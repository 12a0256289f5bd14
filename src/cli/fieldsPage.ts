import { FIELDS } from '../engine/fields/catalogue';
import type { Field } from '../engine/fields/field';
import { typeNoun } from '../engine/fields/fieldType';
import { UNANSWERED } from '../engine/fields/unanswered';
import { OPERATORS } from '../engine/filter/operators';
import { TRANSFORMERS } from '../engine/filter/transformers';

const INTRODUCTION = `# Fields and operators

What a filter can ask, and what a line, a column or an output format can show. This page is made from the catalogue:
\`npm run docs\` writes it, and \`scaplens fields --markdown\` prints it.

A comparison with a field that an event does not have is false, \`!=\` too; \`not\` of it is true. \`and\` binds tighter than
\`or\`, \`not\` tightest. Values with blanks, brackets, commas or \`=\` in them stand in quotes.
`;

const MODIFIERS = `## Lists of values

\`in\`, \`intersects\` and \`pmatch\` take a list in brackets. Other operators take one after \`oneof\`, \`anyof\` or \`allof\`, and are
then true when exactly one, at least one or every one of its values satisfies them: \`proc.name startswith anyof (py, ruby)\`.
A field can be compared with another one as \`val(field)\`: \`proc.name = val(proc.pname)\`.
`;

/** The page about fields, operators and transformers, in Markdown. */
export function fieldsPage(): string {
  const classes = new Map<string, Field[]>();
  for (const field of FIELDS) {
    const [name] = field.name.split('.');
    classes.set(name, [...(classes.get(name) ?? []), field]);
  }
  const sections = [
    INTRODUCTION,
    section(
      'Operators',
      ['operator', 'meaning'],
      OPERATORS.map(({ name, description }) => [code(name), description]),
    ),
    MODIFIERS,
    section(
      'Transformers',
      ['transformer', 'result', 'meaning', 'example'],
      TRANSFORMERS.map(({ name, parameters, repeats, takesArgument, result, description, example }) => {
        const inputs = parameters.map((parameter) => parameter.name).join(', ');
        const call = `${name}(${inputs}${repeats ? ', …' : ''})${takesArgument ? '[option]' : ''}`;
        return [code(call), result, description, code(example)];
      }),
    ),
    ...[...classes].map(([name, fields]) =>
      section(`Fields: ${name}`, ['field', 'type', 'since', 'meaning', 'example'], fields.map(fieldRow)),
    ),
    section(
      'Fields of sysdig that are not answered',
      ['field', 'why'],
      UNANSWERED.map(({ name, reason }) => [code(name.endsWith('.') ? `${name}*` : name), reason]),
    ),
  ];
  return sections.join('\n');
}

function fieldRow({ name, type, since, until, description, example, argument, only, isList, values }: Field): string[] {
  const remarks = [
    description,
    ...(argument ? [`${argument.required ? 'Takes' : 'Can take'} the ${argument.noun}.`] : []),
    ...(values && values.length <= MOST_VALUES ? [`One of ${values.map(code).join(' ')}.`] : []),
    ...(only ? [`In ${only} only.`] : []),
  ];
  const kind = isList ? `a list: ${typeNoun(type)}` : typeNoun(type);
  return [code(name), kind, until === undefined ? since : `${since} to ${until}`, remarks.join(' '), code(example)];
}

const MOST_VALUES = 30;

function section(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(prose).join(' | ')} |\n`;
  return `## ${title}\n\n${line(heads)}${line(heads.map(() => '---'))}${rows.map(line).join('')}`;
}

/** Text outside backquotes, of which nothing is markup. */
function prose(cell: string): string {
  const pieces = cell.split(/(`[^`]*`)/);
  return pieces.map((piece, index) => (index % 2 === 0 ? piece.replace(/[<*|]/g, '\\$&') : piece)).join('');
}

/** In backquotes; a bar would end the cell of a table. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
