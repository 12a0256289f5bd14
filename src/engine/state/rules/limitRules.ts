import { EventCode } from '../../capture/tables/eventCodes';
import { Argument } from '../argument';
import type { Rule, RuleEntry } from './ruleTable';

/** `RLIMIT_NOFILE` of the set `rlimit_resources`. */
const OPEN_FILES = 7;

/** getrlimit, setrlimit, prlimit: how many fds a process may have. */
export const LIMIT_RULES: readonly RuleEntry[] = [
  [EventCode.SYSCALL_GETRLIMIT_X, limitRule(EventCode.SYSCALL_GETRLIMIT_X, ['cur'])],
  [EventCode.SYSCALL_SETRLIMIT_X, limitRule(EventCode.SYSCALL_SETRLIMIT_X, ['cur'])],
  [EventCode.SYSCALL_PRLIMIT_X, limitRule(EventCode.SYSCALL_PRLIMIT_X, ['newcur', 'oldcur'])],
];

/** The first of the given limits that the event knows; -1 says that it does not. */
function limitRule(exitType: number, limits: readonly string[]): Rule {
  const resource = new Argument(exitType, 'resource');
  const pid = new Argument(exitType, 'pid');
  const values = limits.map((name) => new Argument(exitType, name));
  return (state, event, live, row, enter) => {
    if (!live || event.int64(0, -1) < 0 || resource.uint8(event, enter, 0) !== OPEN_FILES) return;
    const value = values.map((limit) => limit.int64(event, enter, -1)).find((limit) => limit !== -1);
    const given = pid.int64(event, enter, 0);
    const target = given === 0 ? live : state.threads.find(given);
    if (target && value !== undefined) state.threads.change(state.threads.mainOf(target), row, 'fdLimit', value);
  };
}
