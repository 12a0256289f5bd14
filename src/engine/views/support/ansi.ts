/** What switches the colours of a terminal. Source: facts/output-format.md §7. */
export interface Colours {
  readonly red: string;
  readonly green: string;
  readonly yellow: string;
  readonly blue: string;
  readonly cyan: string;
  readonly reset: string;
}

const ANSI: Colours = {
  red: '\x1b[31m',
  green: '\x1b[32m',
  yellow: '\x1b[33m',
  blue: '\x1b[34m',
  cyan: '\x1b[36m',
  reset: '\x1b[0m',
};

const NONE: Colours = { red: '', green: '', yellow: '', blue: '', cyan: '', reset: '' };

/** What sysdig's chisels are told to leave colours out. */
const DISABLING: ReadonlySet<string | undefined> = new Set(['disable_color', 'disable_colors']);

/** The colours, unless an argument says that there are to be none. */
export function coloursFor(argument: string | undefined): Colours {
  return DISABLING.has(argument) ? NONE : ANSI;
}

/** The parameter of every view that has colours. */
export const COLOUR_PARAMETER = {
  name: 'disable_color',
  description: 'Write disable_color for an output without colours.',
  required: false,
} as const;
