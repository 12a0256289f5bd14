import { EventCode } from '../capture/tables/eventCodes';

/** Events before all others that describe containers and users: read while a capture is opened, and never printed. */
export const OPENING_TYPES: ReadonlySet<number> = new Set([
  EventCode.CONTAINER_E,
  EventCode.CONTAINER_JSON_E,
  EventCode.CONTAINER_JSON_2_E,
  EventCode.USER_ADDED_E,
  EventCode.USER_DELETED_E,
  EventCode.GROUP_ADDED_E,
  EventCode.GROUP_DELETED_E,
  EventCode.ASYNCEVENT_E,
]);
