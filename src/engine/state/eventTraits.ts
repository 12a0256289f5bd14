import { EVENT_TYPES, EventFlag } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import { DESCRIBER_OF } from './describers';
import { NAMED_FD, OWN_FD, OwnFd } from './fdUse';
import { COMPLETED_BY_ENTER, ENTERS_TO_KEEP, RULES } from './rules/ruleTable';

const { USES_FD, CREATES_FD, DESTROYS_FD, SKIPPARSERESET } = EventFlag;

/** What the state machine has to do for an event, as bits: it asks for them once, and most events have few. */
export const Trait = {
  /** The event describes containers, the cluster or users. */
  DESCRIBES: 1,
  /** The event leaves its thread and that thread's calls as they are. */
  PASSES_BY: 2,
  /** A container or plugin event: made by the capturing program, by no thread. */
  THREADLESS: 4,
  /** The event leaves an unknown thread unknown (facts/fd-and-state.md §4). */
  MAKES_NO_THREAD: 8,
  /** It comes between an enter event and its exit without breaking the pair. */
  CONTEXT_ONLY: 16,
  /** An enter event that an exit answers; a procexit, say, has none, and stands in captures of exit events, too. */
  HAS_EXIT: 32,
  /** The event is about an fd. */
  HAS_FD: 64,
  /** Only an exit event without its enter event has the fd: see `FD_LEARNT_LATE`. */
  FD_WITHOUT_ENTER: 256,
  /** An enter event whose parameters the rule of its exit needs. */
  IS_KEPT: 512,
  /** An exit event whose rule needs what the call was asked, and may be carried out when that comes late. */
  WAITS_FOR_ENTER: 1024,
  /** There is a rule for what it changes. */
  HAS_RULE: 2048,
  /** An exit event whose own fd counts where its enter event names none. */
  REPEATS_FD: 4096,
  /** An exit event whose own fd counts, whatever its enter event names. */
  DECIDES_FD: 8192,
  /** More is needed of the event than what stands at its beginning, and its fd. */
  IS_INVOLVED: 16384,
} as const;

/**
 * Calls that sysdig learnt only with the newest schema to count among those that use an fd: without the fd in their own exit
 * event they have none (measured over the recorded tables of 0.29.3 and 0.36).
 */
const FD_LEARNT_LATE = /^(mmap2?|sendmmsg|recvmmsg|mkdirat|unlinkat|symlinkat|fchmodat|fchownat)$/;

const THREADLESS: ReadonlySet<number> = new Set([
  EventCode.CONTAINER_JSON_E,
  EventCode.CONTAINER_JSON_2_E,
  EventCode.PLUGINEVENT_E,
  EventCode.ASYNCEVENT_E,
]);

const MAKES_NO_THREAD: ReadonlySet<number> = new Set([
  ...EVENT_TYPES.filter((type) => /^(clone3?|v?fork)$/.test(type.name) && type.direction === '<').map(({ id }) => id),
  EventCode.SCHEDSWITCH_6_E,
  EventCode.PROCEXIT_1_E,
  EventCode.PROCEXIT_E,
]);

/** Bits of `Trait`, by event type. */
export const TRAITS: Uint16Array = Uint16Array.from(EVENT_TYPES, ({ id, name, direction, flags }) => {
  const isThreadless = THREADLESS.has(id);
  const isKept = ENTERS_TO_KEEP[id] !== 0;
  const hasRule = RULES[id] !== undefined;
  return (
    bit(Trait.DESCRIBES, DESCRIBER_OF[id] !== undefined) |
    bit(Trait.PASSES_BY, (flags & SKIPPARSERESET) !== 0 || isThreadless) |
    bit(Trait.THREADLESS, isThreadless) |
    bit(Trait.MAKES_NO_THREAD, MAKES_NO_THREAD.has(id)) |
    bit(Trait.CONTEXT_ONLY, /^(switch|page_fault|signaldeliver)$/.test(name)) |
    bit(Trait.HAS_EXIT, direction === '>' && EVENT_TYPES[id + 1]?.name === name) |
    bit(Trait.HAS_FD, (flags & (USES_FD | CREATES_FD | DESTROYS_FD)) !== 0) |
    bit(Trait.FD_WITHOUT_ENTER, FD_LEARNT_LATE.test(name)) |
    bit(Trait.IS_KEPT, isKept) |
    bit(Trait.WAITS_FOR_ENTER, COMPLETED_BY_ENTER[id] !== 0) |
    bit(Trait.HAS_RULE, hasRule) |
    bit(Trait.REPEATS_FD, NAMED_FD[id] >= 0 && OWN_FD[id] === OwnFd.REPEATED) |
    bit(Trait.DECIDES_FD, NAMED_FD[id] >= 0 && OWN_FD[id] === OwnFd.DECISIVE) |
    bit(Trait.IS_INVOLVED, isKept || hasRule || DESCRIBER_OF[id] !== undefined)
  );
});

function bit(trait: number, has: boolean): number {
  return has ? trait : 0;
}
