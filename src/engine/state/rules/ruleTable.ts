import type { EventArguments } from '../../capture/eventArguments';
import { EVENT_TYPES, type EventType } from '../../capture/eventTable';
import { EventCode } from '../../capture/tables/eventCodes';
import type { LiveThread } from '../liveThread';
import type { StateMachine } from '../stateMachine';
import { DESCRIPTOR_RULES } from './descriptorRules';
import { FILE_RULES } from './fileRules';
import { IDENTITY_RULES } from './identityRules';
import { LIMIT_RULES } from './limitRules';
import { PROCESS_RULES } from './processRules';
import { SOCKET_RULES } from './socketRules';
import { TRANSFER_RULES } from './transferRules';

/**
 * What an event type does to the state. `live` is the event's thread, undefined where it is not known and must not be made;
 * `enter` holds the parameters of the enter event where the exit is paired with one that was kept.
 */
export type Rule = (
  state: StateMachine,
  event: EventArguments,
  live: LiveThread | undefined,
  row: number,
  enter: EventArguments | undefined,
) => void;

/** Rules by event type. */
export type RuleEntry = readonly [type: number, rule: Rule];

const ENTRIES: readonly RuleEntry[] = [
  ...PROCESS_RULES,
  ...IDENTITY_RULES,
  ...LIMIT_RULES,
  ...FILE_RULES,
  ...DESCRIPTOR_RULES,
  ...SOCKET_RULES,
  ...TRANSFER_RULES,
];

/** The rule of each event type, by id; undefined for types that change nothing. */
export const RULES: readonly (Rule | undefined)[] = EVENT_TYPES.map(
  (type) => ENTRIES.find(([id]) => id === type.id)?.[1],
);

/** Whether the rule of a type's exit may need what the call was asked. */
function isAsked(type: EventType): boolean {
  return type.id % 2 === 0 && type.parameters.length > 0 && ENTRIES.some(([id]) => id === type.id + 1);
}

/** 1 for enter types whose parameters the rule of their exit needs; of a close it needs only the fd, which is known. */
export const ENTERS_TO_KEEP: Uint8Array = Uint8Array.from(EVENT_TYPES, (type) =>
  isAsked(type) && type.id !== EventCode.SYSCALL_CLOSE_E ? 1 : 0,
);

/** 1 for exit types whose rule needs what the call was asked, and may be carried out when that comes late. */
export const COMPLETED_BY_ENTER: Uint8Array = Uint8Array.from(EVENT_TYPES, (type) =>
  type.id % 2 === 1 && isAsked(EVENT_TYPES[type.id - 1]) && !PROCESS_RULES.some(([id]) => id === type.id) ? 1 : 0,
);
