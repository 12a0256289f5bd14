import type { EventRow } from '../../base/brands';
import { durationText } from '../../format/timeText';
import { COLOUR_PARAMETER, type Colours, coloursFor } from '../support/ansi';
import { fitted } from '../support/cells';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';

const DURATION = knownField('proc.duration');
const PROCESS = knownField('proc.name');
const ARGUMENTS = knownField('proc.args');
const CONTAINER_ID = knownField('container.id');
const CONTAINER_NAME = knownField('container.name');

/** Processes that ran longer than this, in ns, stand out; those that ran much longer even more. */
const LONG = 3e9;
const VERY_LONG = 10e9;

const WIDTHS = { duration: 13, container: 20, name: 12, args: 20 } as const;

/** How long processes lived that began and ended in the capture. Source: facts/output-format.md §10. */
export const PROC_EXEC_TIME: View = {
  name: 'proc_exec_time',
  description: 'How long processes lived',
  parameters: [COLOUR_PARAMETER],
  create: (context, [colour]) => new ProcessTimes(context, coloursFor(colour)),
};

class ProcessTimes implements ViewRun {
  readonly filter = 'evt.type=procexit';
  private readonly fields: RowFields;

  constructor(
    private readonly context: ViewContext,
    private readonly colours: Colours,
  ) {
    this.fields = new RowFields(context.fields);
    context.write(this.line('proc.duration', ['container.id', 'container.name'], 'proc.name', 'proc.args'));
    const rule = (width: number): string => '-'.repeat(width);
    const containers = [rule(WIDTHS.container), rule(WIDTHS.container)];
    context.write(this.line(rule(WIDTHS.duration), containers, rule(WIDTHS.name), rule(WIDTHS.args)));
  }

  event(row: EventRow): void {
    const { fields } = this;
    const duration = fields.number(DURATION, row);
    if (duration === undefined) return;
    const containers = [fields.shown(CONTAINER_ID, row), fields.shown(CONTAINER_NAME, row)];
    const args = fields.text(ARGUMENTS, row) ?? '';
    const line = this.line(durationText(duration), containers, fields.shown(PROCESS, row), args);
    this.context.write(`${this.colour(duration, containers[1])}${line}`);
  }

  finish(): void {
    this.context.write(`${this.colours.reset}\n`);
  }

  private line(duration: string, containers: readonly string[], name: string, args: string): string {
    const shown = this.context.showsContainers ? containers.map((text) => fitted(text, WIDTHS.container)) : [];
    return `${[fitted(duration, WIDTHS.duration), ...shown, fitted(name, WIDTHS.name), args].join(' ')}\n`;
  }

  private colour(duration: number, container: string): string {
    const { red, yellow, green, blue } = this.colours;
    if (duration >= VERY_LONG) return red;
    if (duration >= LONG) return yellow;
    return container === 'host' ? green : blue;
  }
}
