import { type FdVersion, NO_FD } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import type { TextContext } from '../format/textContext';
import { TRAITS, Trait } from '../state/eventTraits';
import { NAMED_FD } from '../state/fdUse';

/** What the parameter with it is called. */
export const OWN_FD_NAME = 'fd';

/** By event type: index of that parameter; -1 where none always holds the number of the row's fd. */
const OWN_FD_PARAMETER: Int8Array = Int8Array.from(EVENT_TYPES, ({ id, direction, parameters }) => {
  const index = NAMED_FD[id];
  // An exit event is about the fd of its enter event; of some calls rows have a version only where that is missing.
  if (index < 0 || direction === '<' || (TRAITS[id] & Trait.FD_WITHOUT_ENTER) !== 0) return -1;
  return parameters[index].name === OWN_FD_NAME && parameters[index].type === 'FD' ? index : -1;
});

/**
 * Index of the parameter `fd` of an event type whose rows have the version of that fd, so that its text is known without
 * their bytes (`tellsText`); -1 where there is none.
 */
export function ownFdParameter(type: number): number {
  return OWN_FD_PARAMETER[type];
}

/** Whether the version of such a row tells the text of the parameter: not where that may be missing, or stand for an error. */
export function tellsText({ trace: { fds } }: TextContext, version: FdVersion): boolean {
  return version !== NO_FD && fds.number(version) >= 0 && Number.isSafeInteger(fds.number(version));
}

/** Writes what an fd version stands for that tells its text; nothing where no more than the number is known. */
export function writeOwnFd(texts: TextContext, version: FdVersion): void {
  if (texts.trace.fds.isKnown(version)) texts.writeFd(texts.out, version);
}
