import { EVENT_TYPES } from '../capture/eventTable';

/**
 * 1 for calls that sysdig learnt only with the newest schema to count among those that use an fd: without the fd in their
 * own exit event they have none (measured over the recorded tables of 0.29.3 and 0.36).
 */
export const FD_LEARNT_LATE: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name }) =>
  /^(mmap2?|sendmmsg|recvmmsg|mkdirat|unlinkat|symlinkat|fchmodat|fchownat)$/.test(name) ? 1 : 0,
);

/** What an exit event's own fd parameter is to its call. */
export const OwnFd = { NONE: 0, REPEATED: 1, DECISIVE: 2 } as const;

/**
 * Which exit types carry the fd of their call: it is used where the enter event did not name it. copy_file_range is about the
 * fd it writes to, which only its exit event names first. Directories that paths are relative to do not count.
 */
export const OWN_FD: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, fdParameter, parameters }) => {
  if (name === 'copy_file_range') return OwnFd.DECISIVE;
  return fdParameter >= 0 && !parameters[fdParameter].name.endsWith('dirfd') ? OwnFd.REPEATED : OwnFd.NONE;
});
