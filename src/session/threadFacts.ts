import { type EventRow, NO_THREAD, type ThreadVersion } from '../engine/base/brands';
import { decodeText } from '../engine/base/text';
import type { Trace } from '../engine/trace/trace';
import type { DetailFact } from './protocol';
import type { RowConditions } from './rowConditions';

const NO_ID = 0xffffffff;

/** What is known of the thread of an event and of its process, as it was at the row. */
export function threadFacts(trace: Trace, row: EventRow, conditions: RowConditions): DetailFact[] {
  const thread = trace.events.thread(row);
  if (thread === NO_THREAD) return [];
  const { threads, texts } = trace;
  const main = threads.mainAt(thread, row);
  const text = (field: 'comm' | 'exe' | 'exepath' | 'root' | 'container'): string =>
    texts.text(threads.get(thread, field));
  const pid = threads.get(thread, 'pid');
  const tid = threads.get(thread, 'tid');
  const facts: readonly Fact[] = [
    ['Name', text('comm'), 'proc.name'],
    ['Process ID', idText(pid), 'proc.pid'],
    ['Thread ID', idText(tid), 'thread.tid'],
    ['Process ID in container', different(threads.get(thread, 'vpid'), pid), 'proc.vpid'],
    ['Thread ID in container', different(threads.get(thread, 'vtid'), tid), 'thread.vtid'],
    ['Parent', parentText(trace, threads.get(thread, 'ptid'), row), 'proc.ppid'],
    ['Executable', text('exepath') || text('exe'), text('exepath') ? 'proc.exepath' : 'proc.exe'],
    ['Arguments', argumentsText(trace, thread), 'proc.args'],
    ['Working directory', texts.text(threads.get(main, 'cwd')), 'proc.cwd'],
    ['Root', text('root') === '/' ? '' : text('root')],
    ['User', named(threads.get(thread, 'uid'), trace.users.user(threads.get(thread, 'uid'))?.name), 'user.uid'],
    ['Group', named(threads.get(thread, 'gid'), trace.users.groupName(threads.get(thread, 'gid'))), 'group.gid'],
    ['Container', text('container'), 'container.id'],
  ];
  return present(facts, (field) => conditions.same(field, row));
}

/** A fact, with the field that asks for it. */
export type Fact = readonly [label: string, value: string, field?: string];

/** A list of facts without those of which nothing is known. */
export function present(facts: readonly Fact[], condition: (field: string) => string | undefined): DetailFact[] {
  return facts
    .filter(([, value]) => value !== '')
    .map(([label, value, field]) => ({ label, value, condition: field && condition(field) }));
}

function idText(id: number): string {
  return id < 0 ? '' : `${id}`;
}

function different(inContainer: number, onHost: number): string {
  return inContainer === onHost ? '' : idText(inContainer);
}

function parentText(trace: Trace, parent: number, row: EventRow): string {
  if (parent < 0) return '';
  const version = trace.threads.at(parent, row);
  return version === NO_THREAD ? `${parent}` : `${parent} ${trace.texts.text(trace.threads.get(version, 'comm'))}`;
}

/** The arguments, each quoted where it would not be told from its neighbours. */
function argumentsText(trace: Trace, thread: ThreadVersion): string {
  const whole = decodeText(trace.texts.bytes(trace.threads.get(thread, 'args')));
  const parts = whole.split('\0');
  // Each argument ends with a NUL, so the last part is not one.
  if (parts.at(-1) === '') parts.pop();
  return parts.map((part) => (/^[^\s"]+$/.test(part) ? part : JSON.stringify(part))).join(' ');
}

function named(id: number, name: string | undefined): string {
  if (id === NO_ID) return '';
  return name === undefined ? `${id}` : `${name} (${id})`;
}
