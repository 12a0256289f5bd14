import { NO_THREAD } from '../base/brands';
import { decodeText } from '../base/text';
import type { FieldReader, SeveralReader } from '../fields/fieldReader';
import type { FieldType } from '../fields/fieldType';
import { itemsOf } from '../fields/readers/threads';
import type { BoundField } from '../fields/resolveField';
import { FieldValue } from '../fields/value';
import { changedReader, combinedReader, readSeveral } from './derivedReaders';
import { bindField } from './fieldBinder';
import { findOptions } from './getopt';
import { mistake, type Report, shown } from './mistake';
import { canBeTransformed, derivedField } from './operand';
import type { Literal, Operand, TransformerCall, TransformerInput } from './syntaxTree';
import { basename, decoded, lengthOf, lower, upper } from './textChanges';

/** What a transformer is applied to, when it is known to exist: a field, a text, or several of them. */
type Input = BoundField | Literal | readonly (BoundField | Literal)[];

/** A field, or what transformers make of fields; undefined where something is wrong, which has been reported. */
export function bindOperand(operand: Operand, report: Report): BoundField | undefined {
  return operand.kind === 'field' ? bindField(operand, report) : bindTransformer(operand, report);
}

function bindTransformer(call: TransformerCall, report: Report): BoundField | undefined {
  const inputs: Input[] = [];
  for (const input of call.inputs) {
    const bound = bindInput(input, report);
    if (bound === undefined) return undefined;
    inputs.push(bound);
  }
  const made = make(call, inputs, report);
  const name = call.name.name;
  if (made && call.argument !== undefined && name !== 'getopt') {
    report(mistake('bad-transformer', `'${name}' takes no argument in square brackets.`, call));
    return undefined;
  }
  return made;
}

function bindInput(input: TransformerInput, report: Report): Input | undefined {
  if (input.kind === 'literal') return input;
  if (input.kind !== 'transformer-list') {
    const field = bindOperand(input, report);
    if (!field || canBeTransformed(field)) return field;
    const message = `'${field.name}' cannot be used in a transformer: what it means depends on the comparison.`;
    report(mistake('bad-transformer', message, input));
    return undefined;
  }
  const items: (BoundField | Literal)[] = [];
  for (const item of input.items) {
    const bound = bindInput(item, report);
    if (bound === undefined) return undefined;
    if (isSeveral(bound)) {
      report(mistake('bad-transformer', 'A list cannot be in a list.', item));
      return undefined;
    }
    items.push(bound);
  }
  return items;
}

function make(call: TransformerCall, inputs: readonly Input[], report: Report): BoundField | undefined {
  const refuse = (message: string): undefined => {
    report(mistake('bad-transformer', message, call));
  };
  const name = call.name.name;
  const [first, second] = inputs;
  switch (name) {
    case 'join':
      return inputs.length === 2 && isLiteral(first)
        ? join(first, second, refuse)
        : refuse('\'join\' takes a text in quotes and a list: join(",", (proc.name, evt.type)).');
    case 'concat':
      return inputs.length >= 2
        ? concat(inputs, refuse)
        : refuse('\'concat\' takes two texts or more: concat(proc.name, ":", evt.type).');
    case 'getopt':
      return inputs.length === 2 && isField(first) && isLiteral(second)
        ? getopt(call, first, decodeText(second.bytes), refuse)
        : refuse('\'getopt\' takes a list of arguments and a text with options: getopt(proc.args, "c:v").');
    default:
      if (inputs.length !== 1) return refuse(`'${name}' takes one field.`);
      return isField(first) ? single(name, first, refuse) : refuse(`'${name}' has to be applied to a field.`);
  }
}

type Refuse = (message: string) => undefined;

function single(name: string, field: BoundField, refuse: Refuse): BoundField | undefined {
  const written = `${name}(${field.name})`;
  const [reader] = field.readers;
  if (name === 'len' && field.isList && reader.domain === 'several') {
    return derivedField(field, written, 'UINT64', false, countReader(reader));
  }
  const types: readonly FieldType[] = name === 'b64' || name === 'len' ? ['CHARBUF', 'BYTEBUF'] : ['CHARBUF'];
  if (!types.includes(field.type)) {
    return refuse(`'${name}' cannot be applied to '${field.name}', which has the type ${field.type}.`);
  }
  switch (name) {
    case 'tolower':
      return derivedField(field, written, field.type, field.isList, changedReader(reader, lower));
    case 'toupper':
      return derivedField(field, written, field.type, field.isList, changedReader(reader, upper));
    case 'basename':
      return derivedField(field, written, field.type, field.isList, changedReader(reader, basename));
    case 'b64':
      return derivedField(field, written, field.type, field.isList, changedReader(reader, decoded));
    case 'len':
      return derivedField(field, written, 'UINT64', field.isList, changedReader(reader, lengthOf(field.type)));
    default:
      return undefined;
  }
}

function countReader(reader: SeveralReader): FieldReader {
  return {
    domain: 'row',
    read(context, row, value) {
      let count = 0;
      while (reader.readItem(context, row, count, value)) count++;
      value.number = count;
      return true;
    },
  };
}

function concat(inputs: readonly Input[], refuse: Refuse): BoundField | undefined {
  const parts = inputs.flatMap((input) => (isSeveral(input) ? [] : [input]));
  const wrong = parts.find((part) => isField(part) && (part.type !== 'CHARBUF' || part.isList));
  if (parts.length < inputs.length) return refuse("'concat' takes texts, not lists.");
  if (wrong && isField(wrong)) return refuse(`'concat' takes texts; '${wrong.name}' has the type ${wrong.type}.`);
  return together('concat', parts, new Uint8Array(0), refuse);
}

function join(separator: Literal, list: Input, refuse: Refuse): BoundField | undefined {
  if (isSeveral(list)) {
    const wrong = list.find((part) => isField(part) && (part.type !== 'CHARBUF' || part.isList));
    if (wrong && isField(wrong)) return refuse(`'join' takes texts; '${wrong.name}' has the type ${wrong.type}.`);
    return together('join', list, separator.bytes, refuse);
  }
  const [reader] = isField(list) ? list.readers : [];
  if (!isField(list) || !list.isList || reader?.domain !== 'several') {
    return refuse("The second argument of 'join' has to be a list: (proc.name, evt.type).");
  }
  const item = new FieldValue();
  return derivedField(list, `join(${list.name})`, 'CHARBUF', false, {
    domain: 'row',
    read(context, row, value) {
      const items = readSeveral(reader, context, row, item).map(({ bytes }) => bytes);
      if (items.length > 0) value.setText(joined(items, separator.bytes));
      return items.length > 0;
    },
  });
}

/** Texts and fields as one text. */
function together(
  name: string,
  parts: readonly (BoundField | Literal)[],
  separator: Uint8Array,
  refuse: Refuse,
): BoundField | undefined {
  const fields = parts.filter(isField);
  if (fields.length === 0)
    return refuse(`'${name}' needs at least one field; what it is now is the same for all events.`);
  const reader = combinedReader(
    fields.map((field) => field.readers[0]),
    (values, into) => {
      let next = 0;
      into.setText(
        joined(
          parts.map((part) => (isField(part) ? values[next++].bytes : part.bytes)),
          separator,
        ),
      );
      return true;
    },
  );
  return derivedField(fields[0], `${name}(${fields.map((field) => field.name).join(', ')})`, 'CHARBUF', false, reader);
}

function joined(texts: readonly Uint8Array[], separator: Uint8Array): Uint8Array {
  const length = texts.reduce((sum, text) => sum + text.length, separator.length * Math.max(0, texts.length - 1));
  const result = new Uint8Array(length);
  let at = 0;
  for (const [index, text] of texts.entries()) {
    if (index > 0) {
      result.set(separator, at);
      at += separator.length;
    }
    result.set(text, at);
    at += text.length;
  }
  return result;
}

function getopt(call: TransformerCall, field: BoundField, options: string, refuse: Refuse): BoundField | undefined {
  const words = wordsOf(field);
  if (!words) return refuse(`'getopt' takes a list of arguments; '${field.name}' is none.`);
  const { argument } = call;
  const name = `getopt(${field.name})`;
  const item = new FieldValue();
  if (argument === undefined) {
    return derivedField(field, name, 'CHARBUF', true, {
      domain: 'several',
      readItem(context, row, index, value) {
        const found = findOptions(textsOf(words, context, row, item), options);
        const texts = found.flatMap(({ letter, argument }) => (argument === undefined ? [letter] : [letter, argument]));
        if (index < texts.length) value.setString(texts[index]);
        return index < texts.length;
      },
    });
  }
  if (argument.length !== 1) return refuse(`${shown(argument)} is no option; one is a single letter.`);
  return derivedField(field, `${name}[${argument}]`, 'CHARBUF', false, {
    domain: 'row',
    read(context, row, value) {
      const found = findOptions(textsOf(words, context, row, item), options).filter(
        ({ letter }) => letter === argument,
      );
      const last = found[found.length - 1];
      if (last) value.setString(last.argument ?? last.letter);
      return last !== undefined;
    },
  });
}

/** The arguments of a command one by one: `proc.args` is a text to all others. */
function wordsOf(field: BoundField): SeveralReader | undefined {
  const [reader] = field.readers;
  if (field.name !== 'proc.args') return field.isList && reader.domain === 'several' ? reader : undefined;
  return {
    domain: 'several',
    readItem({ trace }, row, index, value) {
      const thread = trace.events.thread(row);
      const words = thread === NO_THREAD ? [] : itemsOf(trace, thread, 'args');
      if (index < words.length) value.setString(words[index]);
      return index < words.length;
    },
  };
}

function textsOf(reader: SeveralReader, ...[context, row, value]: ReadSeveral): string[] {
  return readSeveral(reader, context, row, value).map(({ bytes }) => decodeText(bytes));
}

type ReadSeveral = Parameters<typeof readSeveral> extends [unknown, ...infer Rest] ? Rest : never;

function isSeveral(input: Input): input is readonly (BoundField | Literal)[] {
  return Array.isArray(input);
}

function isField(input: Input): input is BoundField {
  return !isSeveral(input) && 'readers' in input;
}

function isLiteral(input: Input): input is Literal {
  return !isSeveral(input) && 'kind' in input;
}
