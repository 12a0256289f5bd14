import type { Field } from '../field';
import { NOTHING } from '../readers/shapes';
import { entry } from './entry';

const SINCE = 'sysdig 0.10.0';
const UNTIL = 'libs 0.20.0';

/**
 * Fields of Mesos and Marathon. No capture that we know of says what they ask for: they are here so that filters and formats
 * that name them are understood, and have no value.
 */
export const MESOS_FIELDS: readonly Field[] = [
  ...named('mesos.task', 'the Mesos task'),
  ...named('mesos.framework', 'the Mesos framework'),
  ...named('marathon.app', 'the Marathon application'),
  ...named('marathon.group', 'the Marathon group'),
  ...labelled('mesos.task', 'the Mesos task'),
  ...labelled('marathon.app', 'the Marathon application'),
];

function named(name: string, of: string): Field[] {
  return [
    unanswered(`${name}.name`, `Name of ${of}.`, `${name}.name = web`),
    unanswered(`${name}.id`, `Id of ${of}.`, `${name}.id exists`),
  ];
}

function labelled(name: string, of: string): Field[] {
  return [
    unanswered(`${name}.labels`, `Labels of ${of}.`, `${name}.labels contains app:web`),
    entry(`${name}.label`, 'CHARBUF', SINCE, `One label of ${of}, by its key.`, `${name}.label.app = web`, undefined, {
      until: UNTIL,
      argument: {
        required: true,
        noun: 'key of a label',
        inBrackets: true,
        nameLength: (text, start) => /^[A-Za-z0-9_./-]*/.exec(text.slice(start))?.[0].length ?? 0,
        bind: () => ({ readers: [NOTHING] }),
      },
    }),
  ];
}

function unanswered(name: string, description: string, example: string): Field {
  return entry(name, 'CHARBUF', SINCE, description, example, NOTHING, { until: UNTIL });
}
