import { decodeText, endOfText } from '../base/text';
import type { EventCursor } from '../capture/eventCursor';
import { EVENT_TYPES, parameterIndex } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import { oldContainer, readContainer } from './containerInfo';
import { asObject, type JsonObject, parseObject } from './jsonObject';
import type { StateTables } from './stateTables';

/** An event that no program made: it describes containers, the cluster or users. */
type Describer = (tables: StateTables, event: EventCursor, row: number) => void;

const UNSET_ID = 0xffffffff;

const DESCRIBERS: ReadonlyMap<number, Describer> = new Map<number, Describer>([
  [EventCode.CONTAINER_E, describeOldContainer],
  [EventCode.CONTAINER_JSON_E, (tables, event, row) => describeContainer(tables, jsonOf(event, 0), row)],
  [EventCode.CONTAINER_JSON_2_E, (tables, event, row) => describeContainer(tables, jsonOf(event, 0), row)],
  [EventCode.ASYNCEVENT_E, describeByPlugin],
  [EventCode.K8S_E, describeCluster],
  [EventCode.USER_ADDED_E, addUser],
  [EventCode.GROUP_ADDED_E, addGroup],
]);

/** By event type, so that the pass asks with one array access. */
export const DESCRIBER_OF: readonly (Describer | undefined)[] = EVENT_TYPES.map((type) => DESCRIBERS.get(type.id));

function describeContainer(tables: StateTables, json: JsonObject | undefined, row: number): void {
  const container = asObject(json?.container);
  if (container) tables.containers.describe(readContainer(container), row);
}

function describeOldContainer(tables: StateTables, event: EventCursor, row: number): void {
  const [id, type, name, image] = [textOf(event, 0), event.uint32(1, 0), textOf(event, 2), textOf(event, 3)];
  tables.containers.describe(oldContainer(id, type, name, image), row);
}

/** The newest captures tell of containers through a plugin's event of the name `container`. */
function describeByPlugin(tables: StateTables, event: EventCursor, row: number): void {
  if (textOf(event, 1).startsWith('container')) describeContainer(tables, jsonOf(event, 2), row);
}

function describeCluster(tables: StateTables, event: EventCursor, row: number): void {
  const json = jsonOf(event, 0);
  if (json) tables.kubernetes.apply(json, row);
}

function addUser(tables: StateTables, event: EventCursor): void {
  const at = (name: string): number => parameterIndex(EVENT_TYPES[event.type], name);
  tables.users.addUser(
    {
      uid: event.uint32(at('uid'), UNSET_ID),
      gid: event.uint32(at('gid'), UNSET_ID),
      name: textOf(event, at('name')),
      home: textOf(event, at('home')),
      shell: textOf(event, at('shell')),
    },
    textOf(event, at('container_id')),
  );
}

function addGroup(tables: StateTables, event: EventCursor): void {
  const at = (name: string): number => parameterIndex(EVENT_TYPES[event.type], name);
  const container = textOf(event, at('container_id'));
  tables.users.addGroup(event.uint32(at('gid'), UNSET_ID), textOf(event, at('name')), container);
}

function jsonOf(event: EventCursor, index: number): JsonObject | undefined {
  return parseObject(textOf(event, index));
}

function textOf(event: EventCursor, index: number): string {
  if (index < 0 || event.parameterLength(index) === 0) return '';
  const start = event.starts[index];
  return decodeText(event.bytes.subarray(start, endOfText(event.bytes, start, event.ends[index])));
}
