import { EVENT_TYPES, EventFlag } from '../capture/eventTable';

/** By event type: index of the parameter with the fd that an event of this type uses, or -1. */
export const NAMED_FD: Int8Array = Int8Array.from(EVENT_TYPES, ({ flags, fdParameter }) =>
  (flags & EventFlag.USES_FD) !== 0 ? fdParameter : -1,
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
