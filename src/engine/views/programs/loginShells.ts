import type { EventRow } from '../../base/brands';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';

const SHELL = knownField('proc.loginshellid');
const PROCESS = knownField('proc.name');
const ARGUMENTS = knownField('proc.args');
const CONTAINER_NAME = knownField('container.name');
const CONTAINER_ID = knownField('container.id');

const ANY = '*';

/** Sysdig writes the last shell so many times, and no other. */
const REPETITIONS = 3;

/** The shells that programs were started from, by the outermost one's pid. Source: facts/output-format.md §10. */
export const LIST_LOGIN_SHELLS: View = {
  name: 'list_login_shells',
  description: 'Login shells that programs were started from',
  parameters: [
    {
      name: 'command',
      description: 'Only shells that started a program whose name contains this; * for any.',
      required: false,
    },
    { name: 'arguments', description: 'Only shells that started one with this in its arguments.', required: false },
  ],
  create: (context, [command = ANY, args = '']) => new LoginShells(context, command, args),
};

class LoginShells implements ViewRun {
  readonly filter = 'evt.type=execve';
  private readonly fields: RowFields;
  /** Lines by shell, the last one used at the end. */
  private readonly shells = new Map<number, string>();

  constructor(
    private readonly context: ViewContext,
    private readonly command: string,
    private readonly args: string,
  ) {
    this.fields = new RowFields(context.fields);
  }

  event(row: EventRow): void {
    const { fields } = this;
    const shell = fields.number(SHELL, row);
    if (shell === undefined || !this.isWanted(row)) return;
    const container = this.context.showsContainers
      ? ` ${fields.shown(CONTAINER_NAME, row)} ${fields.shown(CONTAINER_ID, row)}`
      : '';
    this.shells.delete(shell);
    this.shells.set(shell, `${shell}${container}\n`);
  }

  finish(): void {
    const title = this.command === ANY ? 'All shells' : `Shells containing ${this.command}`;
    this.context.write(`${title}:\n${this.lines().join('')}`);
  }

  private lines(): string[] {
    const lines = [...this.shells.values()];
    if (!this.fields.imitatesAccidents) return lines;
    return lines.slice(-1).flatMap((line) => Array.from({ length: REPETITIONS }, () => line));
  }

  private isWanted(row: EventRow): boolean {
    const { fields, command, args } = this;
    if (command !== ANY && !fields.shown(PROCESS, row).includes(command)) return false;
    return args === '' || (fields.text(ARGUMENTS, row) ?? '').includes(args);
  }
}
