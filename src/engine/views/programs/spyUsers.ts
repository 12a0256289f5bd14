import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { COLOUR_PARAMETER, type Colours, coloursFor } from '../support/ansi';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';
import { numberArgument } from '../viewArguments';
import { ShellTree } from './shellTree';

const SESSION = knownField('proc.loginshellid');
const TYPE = knownField('evt.type');
const TIME_OF_DAY = knownField('evt.time.s');
const USER = knownField('user.name');
const CONTAINER = knownField('container.name');
const EXE = knownField('proc.exe');
const ARGUMENTS = knownField('proc.args');
const PATH = knownField('evt.arg.path');

/** Blanks that a level is indented by. */
const INDENT = 3;
const WIDE_INDENT = 4;

/** More generations than this are not looked at: a hostile capture may have circles. */
const MOST_ANCESTORS = 64;

/** What people do in shells: commands and changes of directory. Source: facts/output-format.md §10. */
export const SPY_USERS: View = {
  name: 'spy_users',
  description: 'Commands that users execute',
  parameters: [
    { name: 'max_depth', description: 'Commands nested deeper than this are left out.', required: false },
    COLOUR_PARAMETER,
  ],
  create(context, [depth, colour]) {
    const limit = depth === undefined ? Number.POSITIVE_INFINITY : numberArgument('spy_users', 'max_depth', depth);
    return new SpyUsers(context, limit, coloursFor(colour));
  },
};

class SpyUsers implements ViewRun {
  readonly filter =
    '((evt.type=execve and evt.dir=<) or (evt.type=chdir and evt.dir=< and proc.name contains sh and not proc.name contains sshd)) and evt.failed=false';
  private readonly fields: RowFields;
  private readonly tree = new ShellTree();

  constructor(
    private readonly context: ViewContext,
    private readonly limit: number,
    private readonly colours: Colours,
  ) {
    this.fields = new RowFields(context.fields);
  }

  event(row: EventRow): void {
    const session = this.fields.number(SESSION, row);
    if (session === undefined) return;
    if (this.fields.text(TYPE, row) === 'chdir') this.directory(row, session);
    else this.command(row, session);
  }

  finish(): void {
    this.context.write(`${this.colours.reset}\n`);
  }

  private directory(row: EventRow, session: number): void {
    const { threads, events } = this.context.fields.trace;
    const level = this.tree.directory(threads.get(events.thread(row), 'pid'));
    this.write(row, session, level * WIDE_INDENT, `cd ${this.fields.shown(PATH, row)}`);
  }

  private command(row: EventRow, session: number): void {
    const { threads, events } = this.context.fields.trace;
    const pid = threads.get(events.thread(row), 'pid');
    const ancestors = this.ancestorsTo(session, row);
    if (ancestors === undefined) return;
    const level = this.tree.command({ pid, ancestors });
    if (level > this.limit) return;
    const indent = this.context.showsContainers ? WIDE_INDENT : INDENT;
    const text = `${this.fields.shown(EXE, row)} ${this.fields.text(ARGUMENTS, row) ?? ''}`;
    this.write(row, session, level * indent, text);
  }

  /** The pids from the parent up to the session's shell; undefined for the shell itself. */
  private ancestorsTo(session: number, row: EventRow): number[] | undefined {
    const { threads, events } = this.context.fields.trace;
    const ancestors: number[] = [];
    let version: ThreadVersion = events.thread(row);
    while (ancestors.length < MOST_ANCESTORS) {
      version = threads.at(threads.get(version, 'ptid'), row);
      if (version === NO_THREAD) return undefined;
      const pid = threads.get(version, 'pid');
      ancestors.push(pid);
      if (pid === session) return ancestors;
    }
    return undefined;
  }

  private write(row: EventRow, session: number, indent: number, text: string): void {
    const { fields } = this;
    const owner = `${' '.repeat(indent)}${session} ${fields.shown(TIME_OF_DAY, row)} ${fields.shown(USER, row)}`;
    if (!this.context.showsContainers) {
      this.context.write(`${owner}) ${text}\n`);
      return;
    }
    const container = fields.shown(CONTAINER, row);
    const colour = container === 'host' ? this.colours.green : this.colours.blue;
    this.context.write(`${colour}${owner}@${container}) ${text}\n`);
  }
}
