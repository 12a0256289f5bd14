import type { EventRow } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import type { FieldContext } from '../fields/fieldReader';
import { systemCallName } from '../format/systemCallName';

const RULE = '-'.repeat(22);
const HEADING = 'Event           #Calls';
const NAME_WIDTH = 16;

/** The table ends after so many rows. */
const MOST_ROWS = 100;

/** How often each event type, and each system call of generic events, was there. Source: facts/output-format.md §6. */
export class CallSummary {
  private readonly byType = new Float64Array(EVENT_TYPES.length);
  /** Generic events, by direction and name. */
  private readonly bySystemCall = new Map<string, number>();

  constructor(private readonly context: FieldContext) {}

  /** Counts a row. */
  add(row: EventRow): void {
    const type = this.context.trace.events.type(row);
    if (type !== EventCode.GENERIC_E && type !== EventCode.GENERIC_X) {
      this.byType[type]++;
      return;
    }
    const name = systemCallName(this.context.raw.read(row).uint16(0, 0));
    const key = label(EVENT_TYPES[type].direction, name);
    this.bySystemCall.set(key, (this.bySystemCall.get(key) ?? 0) + 1);
  }

  /** The table, most calls first and ties by name, each line with its newline. */
  text(): string {
    const counts = new Map(this.bySystemCall);
    for (const { id, direction, name } of EVENT_TYPES) {
      const key = label(direction, name);
      if (this.byType[id] > 0) counts.set(key, (counts.get(key) ?? 0) + this.byType[id]);
    }
    const rows = [...counts].sort(([oneKey, one], [otherKey, other]) => other - one || (oneKey < otherKey ? -1 : 1));
    const lines = rows.slice(0, MOST_ROWS).map(([key, count]) => `${key}${count}`);
    return [RULE, HEADING, RULE, ...lines].map((line) => `${line}\n`).join('');
  }
}

function label(direction: string, name: string): string {
  return `${direction} ${name.padEnd(NAME_WIDTH)}`;
}
