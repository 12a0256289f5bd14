import type { EventRow } from '../../base/brands';
import { CONTAINER_TYPES } from '../../fields/tables/containerTypes';
import type { ContainerInfo } from '../../state/containerInfo';
import { fitted } from '../support/cells';
import { type View, ViewArgumentError, type ViewContext, type ViewRun } from '../view';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly name: string;
  readonly text: (container: ContainerInfo) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'container.type', width: 14, name: 'type', text: ({ type }) => CONTAINER_TYPES.get(type) ?? '' },
  { title: 'container.image', width: 15, name: 'image', text: ({ image }) => image },
  { title: 'container.name', width: 19, name: 'name', text: ({ name }) => name },
  { title: 'container.id', width: 12, name: 'id', text: ({ id }) => id },
];

/** The argument that asks for all of it, uncut. */
const DESCRIBE = 'desc';

/** The containers that were there when the capture began. Source: facts/output-format.md §10 and sysdig's own output. */
export const LSCONTAINERS: View = {
  name: 'lscontainers',
  description: 'Containers that were running',
  parameters: [{ name: 'desc', description: 'Write desc for the values in full.', required: false }],
  create(context, [form]) {
    if (form !== undefined && form !== DESCRIBE) {
      throw new ViewArgumentError('lscontainers', `the only argument is desc, not "${form}".`);
    }
    return new ListContainers(context, form === DESCRIBE);
  },
};

class ListContainers implements ViewRun {
  done = false;

  constructor(
    private readonly context: ViewContext,
    private readonly describes: boolean,
  ) {}

  event(row: EventRow): void {
    this.list(row);
  }

  finish(): void {
    if (!this.done) this.list(this.context.fields.trace.events.length);
  }

  private list(row: number): void {
    this.done = true;
    const containers = this.context.fields.trace.containers.allAt(row);
    this.context.write(this.describes ? description(containers) : table(containers));
  }
}

function table(containers: readonly ContainerInfo[]): string {
  const cells = (text: (column: Column) => string): string =>
    `${COLUMNS.map((column) => `${fitted(text(column), column.width)} `).join('')}\n`;
  const lines = containers.map((container) => cells((column) => column.text(container)));
  return `${cells(({ title }) => title)}${cells(({ width }) => '-'.repeat(width))}${lines.join('')}`;
}

function description(containers: readonly ContainerInfo[]): string {
  const entries = containers.map((container, index) => {
    const values = COLUMNS.map(({ name, text }) => `  ${name} = ${JSON.stringify(text(container))},\n`);
    return ` ${index + 1} = {\n${values.join('')} },\n`;
  });
  return `{\n${entries.join('')}}\n`;
}
