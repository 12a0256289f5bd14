import { durationText, LocalClock, type SplitTime } from '../format/timeText';
import type { CaptureInfo, CaptureLacks, UnknownType } from './captureInfo';

type Line = readonly [label: string, text: string];

const BILLION = 1_000_000_000n;
const LABEL_WIDTH = 24;
const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** What a capture holds and lacks, for people: lines that end with a line break. */
export function infoText(info: CaptureInfo): string {
  const lines = [...holdings(info), ['', ''] as const, ['What the recording lacks', ''] as const, ...lacks(info.lacks)];
  return lines
    .map(([label, text]) => (text === '' ? `${label}\n` : `${`${label}:`.padEnd(LABEL_WIDTH)}${text}\n`))
    .join('');
}

function holdings(info: CaptureInfo): Line[] {
  const { machine, events, time, schema } = info;
  const lines: Line[] = [
    ['Host', machine === undefined ? 'unknown' : machine.hostName || 'without a name'],
    ['Events', `${events.all}, of which ${events.shown} are listed without a filter`],
  ];
  if (machine) {
    lines.splice(1, 0, ['Machine', `${count(machine.processors, 'CPU')}, ${size(machine.memoryBytes)} of memory`]);
  }
  if (time) {
    const clock = new LocalClock();
    lines.push(
      ['First event', clock.dateAndTime(split(time.from))],
      ['Last event', clock.dateAndTime(split(time.to))],
      ['Time span', `${decimalSeconds(time.to - time.from)} s`],
    );
  }
  if (info.sections > 1) lines.push(['Captures', `${info.sections}, one after the other`]);
  lines.push(
    ['Processes', `${info.processes}, with ${count(info.threads, 'thread')}`],
    ['Containers', `${info.containers}`],
    ['Calls', schema.calls],
    ['Blocks', [...schema.eventBlocks.map((version) => `events ${version}`), ...schema.lists].join(', ')],
    ['Highest event type', `${schema.highestEventType}`],
    ['Written by', schema.age],
  );
  if (info.recorderEvents > 0) lines.push(['Recorder events', `${info.recorderEvents}`]);
  return lines;
}

function lacks(info: CaptureLacks): Line[] {
  const { drops, cutBuffers, unseenThreads, lateEvents, unpaired } = info;
  const lines: Line[] = [
    ['Drops', drops.events === 0 ? 'none' : `${count(drops.events, 'event')}; sampling ratio up to ${drops.ratio}`],
    ['Cut buffers', cutBuffers.count === 0 ? 'none' : cutText(cutBuffers)],
    [
      'Unseen threads',
      unseenThreads.threads === 0
        ? 'none'
        : `${unseenThreads.threads}, with ${count(unseenThreads.events, 'event')} before their names were known`,
    ],
    [
      'Late events',
      lateEvents.count === 0
        ? 'none'
        : `${count(lateEvents.count, 'event')} older than one before, by up to ${durationText(lateEvents.nanoseconds)}`,
    ],
    ['Generic calls', info.genericEvents === 0 ? 'none' : count(info.genericEvents, 'event')],
  ];
  if (unpaired) {
    lines.push(
      ['Exits without enter', `${unpaired.exits || 'none'}`],
      ['Enters without exit', `${unpaired.enters || 'none'}`],
    );
  }
  lines.push(
    ['Unknown block types', unknownText(info.unknownBlocks)],
    ['Unknown event types', unknownText(info.unknownEvents)],
  );
  const other = info.damage.filter(({ reason }) => reason !== 'unknown-block' && reason !== 'unknown-event');
  if (other.length === 0) lines.push(['Damage', 'none']);
  for (const { message, count: times } of other) {
    lines.push(['Damage', times > 1 ? `${message.replace(/\.$/, '')} (${times} in all).` : message]);
  }
  return lines;
}

function cutText({ count: buffers, missingBytes, snaplen }: CaptureLacks['cutBuffers']): string {
  const at = snaplen === null ? '' : `; most were cut at ${snaplen} bytes`;
  return `${buffers}, without ${count(missingBytes, 'byte')}${at}`;
}

function unknownText(types: readonly UnknownType[]): string {
  return types.map(({ type, count: times }) => `${type} (${times})`).join(', ') || 'none';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

function split(time: bigint): SplitTime {
  return { seconds: Number(time / BILLION), nanoseconds: Number(time % BILLION) };
}

function decimalSeconds(nanoseconds: bigint): string {
  return `${nanoseconds / BILLION}.${`${nanoseconds % BILLION}`.padStart(9, '0')}`;
}
