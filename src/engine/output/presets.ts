/**
 * The formats that events print in when nothing else is asked for, as they are written after `-p`.
 * Source: facts/output-format.md §1.
 */

/** Which of them. */
export type FormatPreset = 'plain' | 'coloured' | 'container' | 'kubernetes' | 'mesos';

const BEGINNING = '*%evt.num %evt.outputtime %evt.cpu ';

export const PRESETS: Readonly<Record<FormatPreset, string>> = {
  plain: `${BEGINNING}%proc.name (%thread.tid) %evt.dir %evt.type %evt.info`,
  /** For a terminal. */
  coloured: `${BEGINNING}\\e[01;32m%proc.name\\e[00m (\\e[01;36m%proc.pid\\e[00m.%thread.tid) %evt.dir \\e[01;34m%evt.type\\e[00m %evt.info`,
  container: layout('%container.name'),
  kubernetes: layout('%k8s.pod.name'),
  mesos: layout('%mesos.task.name'),
};

/** What stands for a preset after `-p`. */
export const PRESET_NAMES: ReadonlyMap<string, FormatPreset> = new Map([
  ['c', 'container'],
  ['container', 'container'],
  ['k', 'kubernetes'],
  ['kubernetes', 'kubernetes'],
  ['m', 'mesos'],
  ['mesos', 'mesos'],
]);

function layout(owner: string): string {
  return `${BEGINNING}${owner} (%container.id) %proc.name (%thread.tid:%thread.vtid) %evt.dir %evt.type %evt.info`;
}
