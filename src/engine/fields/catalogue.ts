import { CONTAINER_FIELDS } from './catalogue/container';
import { EVENT_FIELDS } from './catalogue/event';
import { EVENT_CONTENT_FIELDS } from './catalogue/eventContent';
import { EVENT_COUNT_FIELDS } from './catalogue/eventCounts';
import { EVENT_TIME_FIELDS } from './catalogue/eventTime';
import { EXECUTION_FIELDS } from './catalogue/execution';
import { FD_FIELDS } from './catalogue/fd';
import { FD_ADDRESS_FIELDS } from './catalogue/fdAddress';
import { FD_FACT_FIELDS } from './catalogue/fdFacts';
import { HOST_FIELDS } from './catalogue/host';
import { KUBERNETES_FIELDS } from './catalogue/kubernetes';
import { FD_LIST_FIELDS, PATH_FIELDS, SYSLOG_FIELDS } from './catalogue/lists';
import { MESOS_FIELDS } from './catalogue/mesos';
import { MOUNT_FIELDS } from './catalogue/mounts';
import { PROCESS_FIELDS } from './catalogue/process';
import { PROCESS_FAMILY_FIELDS } from './catalogue/processFamily';
import { PROCESS_FD_FIELDS } from './catalogue/processFds';
import { PROCESS_RESOURCE_FIELDS } from './catalogue/processResources';
import { CONTAINER_TIME_FIELDS, START_TIME_FIELDS } from './catalogue/startTimes';
import { USER_FIELDS } from './catalogue/user';
import type { Field } from './field';

/** Every field, in the order in which the documentation shows them. */
export const FIELDS: readonly Field[] = [
  ...EVENT_FIELDS,
  ...EVENT_TIME_FIELDS,
  ...EVENT_CONTENT_FIELDS,
  ...EVENT_COUNT_FIELDS,
  ...PROCESS_FIELDS,
  ...PROCESS_FAMILY_FIELDS,
  ...EXECUTION_FIELDS,
  ...START_TIME_FIELDS,
  ...PROCESS_RESOURCE_FIELDS,
  ...PROCESS_FD_FIELDS,
  ...FD_FIELDS,
  ...FD_FACT_FIELDS,
  ...FD_ADDRESS_FIELDS,
  ...FD_LIST_FIELDS,
  ...PATH_FIELDS,
  ...USER_FIELDS,
  ...HOST_FIELDS,
  ...CONTAINER_FIELDS,
  ...CONTAINER_TIME_FIELDS,
  ...MOUNT_FIELDS,
  ...KUBERNETES_FIELDS,
  ...MESOS_FIELDS,
  ...SYSLOG_FIELDS,
];

const BY_NAME: ReadonlyMap<string, Field> = new Map(FIELDS.map((field) => [field.name, field]));

/** The field of this exact name. */
export function findField(name: string): Field | undefined {
  return BY_NAME.get(name);
}
