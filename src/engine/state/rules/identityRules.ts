import { EventCode } from '../../capture/tables/eventCodes';
import { Argument } from '../argument';
import type { Rule, RuleEntry } from './ruleTable';

/** "Leave this id as it is." */
const UNCHANGED = 0xffffffff;

/** setuid and its family, sessions and process groups: who the thread acts as, and with whom. */
export const IDENTITY_RULES: readonly RuleEntry[] = [
  [EventCode.SYSCALL_SETUID_X, identityRule(EventCode.SYSCALL_SETUID_X, 'uid', 'uid')],
  [EventCode.SYSCALL_SETGID_X, identityRule(EventCode.SYSCALL_SETGID_X, 'gid', 'gid')],
  [EventCode.SYSCALL_SETREUID_X, identityRule(EventCode.SYSCALL_SETREUID_X, 'euid', 'uid')],
  [EventCode.SYSCALL_SETREGID_X, identityRule(EventCode.SYSCALL_SETREGID_X, 'egid', 'gid')],
  [EventCode.SYSCALL_SETRESUID_X, identityRule(EventCode.SYSCALL_SETRESUID_X, 'euid', 'uid')],
  [EventCode.SYSCALL_SETRESGID_X, identityRule(EventCode.SYSCALL_SETRESGID_X, 'egid', 'gid')],
  [EventCode.SYSCALL_SETSID_X, sessionRule],
  [EventCode.SYSCALL_SETPGID_X, processGroupRule()],
];

function identityRule(exitType: number, parameter: string, field: 'uid' | 'gid'): Rule {
  const id = new Argument(exitType, parameter);
  return (state, event, live, row, enter) => {
    const value = id.uint32(event, enter, UNCHANGED);
    if (live && event.int64(0, -1) >= 0 && value !== UNCHANGED) state.threads.change(live, row, field, value);
  };
}

function sessionRule(...[state, event, live, row]: Parameters<Rule>): void {
  const session = event.int64(0, -1);
  if (live && session >= 0) state.threads.change(live, row, 'sid', session);
}

/** The target's group becomes the given one; 0 stands for the caller as target, and for the target's own pid as group. */
function processGroupRule(): Rule {
  const pid = new Argument(EventCode.SYSCALL_SETPGID_X, 'pid');
  const group = new Argument(EventCode.SYSCALL_SETPGID_X, 'pgid');
  return (state, event, live, row, enter) => {
    if (!live || event.int64(0, -1) < 0) return;
    const given = pid.int64(event, enter, 0);
    const target = given === 0 ? live : state.threads.find(given);
    if (!target) return;
    const to = group.int64(event, enter, 0);
    state.threads.change(target, row, 'vpgid', to === 0 ? state.tables.threads.get(target.version, 'vpid') : to);
  };
}
