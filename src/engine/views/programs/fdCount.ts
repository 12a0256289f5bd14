import type { EventRow } from '../../base/brands';
import { type BoundField, isFieldError, resolveField } from '../../fields/resolveField';
import { knownField, RowFields } from '../support/rowFields';
import { type View, ViewArgumentError, type ViewContext, type ViewRun } from '../view';

const FD_NUMBER = knownField('fd.num');
const FD_NAME = knownField('fd.name');

/** How many different fds with a name were used, by a field; standard input does not count. Source: facts/output-format.md §10. */
export const FDCOUNT_BY: View = {
  name: 'fdcount_by',
  description: 'Number of fds in use, by a field',
  parameters: [{ name: 'key', description: 'The field to group by, such as proc.name.', required: true }],
  create(context, [key]) {
    const field = resolveField(key);
    if (isFieldError(field)) throw new ViewArgumentError('fdcount_by', field.message);
    return new FdCount(context, field);
  },
};

class FdCount implements ViewRun {
  readonly filter = 'fd.num>0';
  private readonly fields: RowFields;
  private readonly groups = new Map<string, Set<string>>();

  constructor(
    private readonly context: ViewContext,
    private readonly key: BoundField,
  ) {
    this.fields = new RowFields(context.fields);
  }

  event(row: EventRow): void {
    const key = this.fields.text(this.key, row);
    const number = this.fields.text(FD_NUMBER, row);
    const name = this.fields.text(FD_NAME, row);
    if (key === undefined || number === undefined || name === undefined || name === '') return;
    const group = this.groups.get(key) ?? new Set();
    this.groups.set(key, group.add(`${number} ${name}`));
  }

  finish(): void {
    const ranked = [...this.groups].sort(([, one], [, other]) => other.size - one.size);
    for (const [key, fds] of ranked) this.context.write(`${key}\t${fds.size}\n`);
  }
}
