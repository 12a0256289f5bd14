import type { EventLine } from '../../src/session/protocol';
import type { ColumnPreset, GridColumn } from '../ui/columnLayout';
import { formatDuration } from './deltaText';

/** Columns that show a field of the catalogue: the field, the title, the width in characters, and how it stands. */
const FIELDS: readonly (readonly [field: string, title: string, characters: number, align?: 'right'])[] = [
  ['host.name', 'Host', 14],
  ['container.name', 'Container', 18],
  ['container.id', 'Container ID', 13],
  ['k8s.ns.name', 'Namespace', 14],
  ['k8s.pod.name', 'Pod', 24],
  ['thread.vtid', 'vTID', 7, 'right'],
  ['proc.pid', 'PID', 7, 'right'],
  ['proc.exepath', 'Program', 24],
  ['user.name', 'User', 10],
  ['fd.type', 'FD type', 9],
  ['fd.l4proto', 'Protocol', 9],
  ['fd.cip', 'Client', 16],
  ['fd.cport', 'Client port', 11, 'right'],
  ['fd.sip', 'Server', 16],
  ['fd.sport', 'Server port', 11, 'right'],
  ['fd.directory', 'Directory', 24],
  ['fd.filename', 'File', 20],
  ['evt.buflen', 'Bytes', 8, 'right'],
  ['evt.latency', 'Latency', 9, 'right'],
  ['evt.res', 'Result', 10],
];

/** Columns that are there for whoever wants them; the id of each is the field that it shows. */
export const FIELD_COLUMNS: readonly GridColumn<EventLine>[] = FIELDS.map<GridColumn<EventLine>>(
  ([id, title, characters, align]) => ({
    id,
    title,
    label: title,
    align: align ?? 'left',
    characters,
    optional: true,
    text: (line) => textOf(id, line.fields?.[id] ?? ''),
  }),
);

/** The fields that columns show, among columns that are shown. */
export function fieldsOf(columns: readonly string[]): readonly string[] {
  return columns.filter((column) => FIELD_COLUMNS.some(({ id }) => id === column));
}

/** Columns for a purpose, as `-p`, `-pc` and `-pk` of sysdig have them, and two more. */
export const COLUMN_PRESETS: readonly ColumnPreset[] = [
  { label: 'Default', columns: [] },
  {
    label: 'Containers',
    columns: words(
      'number time delta cpu container.name container.id process tid thread.vtid direction event fd details',
    ),
  },
  {
    label: 'Kubernetes',
    columns: words(
      'number time delta cpu k8s.ns.name k8s.pod.name container.id process tid direction event fd details',
    ),
  },
  {
    label: 'Network',
    columns: words(
      'number time delta process direction event fd.l4proto fd.cip fd.cport fd.sip fd.sport evt.buflen evt.latency details',
    ),
  },
  {
    label: 'Files',
    columns: words(
      'number time delta process user.name direction event fd.directory fd.filename evt.buflen evt.latency evt.res details',
    ),
  },
];

function words(text: string): readonly string[] {
  return text.split(' ');
}

function textOf(field: string, text: string): string {
  return field === 'evt.latency' && /^\d+$/.test(text) ? formatDuration(Number(text)) : text;
}
