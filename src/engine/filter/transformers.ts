/** One thing that a transformer is applied to, for signatures. */
export interface TransformerParameter {
  readonly name: string;
  readonly description: string;
}

/** A transformer as people are told of it; what it does stands in `transformerBinder.ts`. */
export interface Transformer {
  readonly name: string;
  readonly parameters: readonly TransformerParameter[];
  /** The last parameter may come again and again. */
  readonly repeats?: boolean;
  /** It can be followed by an argument in square brackets. */
  readonly takesArgument?: boolean;
  /** What comes out: "text", "number"…; "the same" as goes in. */
  readonly result: string;
  /** One sentence for people. */
  readonly description: string;
  /** A filter that uses it. */
  readonly example: string;
}

const TEXT: TransformerParameter = { name: 'text', description: 'A text field, or a list of texts.' };

/** Every transformer. Source: facts/filter-language.md §6. */
export const TRANSFORMERS: readonly Transformer[] = [
  {
    name: 'tolower',
    parameters: [TEXT],
    result: 'text',
    description: 'The text with its ASCII capitals as small letters.',
    example: 'tolower(proc.name) = curl',
  },
  {
    name: 'toupper',
    parameters: [TEXT],
    result: 'text',
    description: 'The text with its small ASCII letters as capitals.',
    example: 'toupper(proc.name) = CURL',
  },
  {
    name: 'b64',
    parameters: [{ name: 'encoded', description: 'A text or a buffer in Base64.' }],
    result: 'the same',
    description: 'What the Base64 text stands for; no value where it is none.',
    example: 'b64(evt.buffer) contains password',
  },
  {
    name: 'basename',
    parameters: [{ name: 'path', description: 'A path.' }],
    result: 'text',
    description: 'What stands behind the last slash of a path.',
    example: 'basename(fd.name) = hosts',
  },
  {
    name: 'len',
    parameters: [{ name: 'value', description: 'A text, a path, a buffer or a list.' }],
    result: 'number',
    description: 'How many bytes a text or buffer has, or how many items a list.',
    example: 'len(fd.name) > 30',
  },
  {
    name: 'join',
    parameters: [
      { name: 'separator', description: 'A text that goes between the items.' },
      { name: 'list', description: 'A list field, or several fields and texts in brackets.' },
    ],
    result: 'text',
    description: 'The items of a list as one text.',
    example: 'join(",", (proc.name, evt.type)) = "curl,open"',
  },
  {
    name: 'concat',
    parameters: [
      { name: 'first', description: 'A text field, or a text in quotes.' },
      { name: 'next', description: 'Another one.' },
    ],
    repeats: true,
    result: 'text',
    description: 'Texts one after the other; no value where one of them has none.',
    example: 'concat(proc.name, ":", evt.type) = curl:open',
  },
  {
    name: 'getopt',
    parameters: [
      { name: 'arguments', description: 'The list of arguments of a command: proc.args.' },
      {
        name: 'options',
        description:
          'Its options as getopt(3) has them, one letter each, with a colon behind those that take an argument.',
      },
    ],
    takesArgument: true,
    result: 'list',
    description: 'The options of a command with their arguments; with [c] behind it, the argument of the option c.',
    example: 'getopt(proc.args, "o:v")[o] = /dev/null',
  },
];

/** What makes a value out of a field to the right of an operator. */
export const VAL = 'val';

const BY_NAME: ReadonlyMap<string, Transformer> = new Map(TRANSFORMERS.map((each) => [each.name, each]));

/** The transformer of this exact name; `val` is none. */
export function findTransformer(name: string): Transformer | undefined {
  return BY_NAME.get(name);
}
