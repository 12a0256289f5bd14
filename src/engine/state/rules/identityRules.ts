import { EventCode } from '../../capture/tables/eventCodes';
import { Argument } from '../argument';
import type { Rule, RuleEntry } from './ruleTable';

/** "Leave this id as it is." */
const UNCHANGED = 0xffffffff;

/** setuid and its family: who the thread acts as. */
export const IDENTITY_RULES: readonly RuleEntry[] = [
  [EventCode.SYSCALL_SETUID_X, identityRule(EventCode.SYSCALL_SETUID_X, 'uid', 'uid')],
  [EventCode.SYSCALL_SETGID_X, identityRule(EventCode.SYSCALL_SETGID_X, 'gid', 'gid')],
  [EventCode.SYSCALL_SETRESUID_X, identityRule(EventCode.SYSCALL_SETRESUID_X, 'euid', 'uid')],
  [EventCode.SYSCALL_SETRESGID_X, identityRule(EventCode.SYSCALL_SETRESGID_X, 'egid', 'gid')],
];

function identityRule(exitType: number, parameter: string, field: 'uid' | 'gid'): Rule {
  const id = new Argument(exitType, parameter);
  return (state, event, live, row, enter) => {
    const value = id.uint32(event, enter, UNCHANGED);
    if (live && event.int64(0, -1) >= 0 && value !== UNCHANGED) state.threads.change(live, row, field, value);
  };
}
