import { durationText, LocalClock, splitTime } from '../engine/format/timeText';
import type { PacketTrace } from '../engine/packets/analysis/packetTrace';
import { type DissectionNode, summaryText } from '../engine/packets/dissection';
import { observerText } from '../engine/packets/observer';
import { type PacketFacts, packetFacts } from '../engine/packets/packetFacts';
import type { Trace } from '../engine/trace/trace';
import { visibleText } from './visibleText';

/** What is shown below a packet's line. */
export interface PacketLineOptions {
  readonly showsHops: boolean;
  readonly showsTree: boolean;
}

/** Writes packets as text for people and as JSON for programs; every text ends with a line end. */
export class PacketLines {
  private readonly clock = new LocalClock();

  constructor(
    private readonly trace: Trace,
    private readonly packets: PacketTrace,
    private readonly options: PacketLineOptions,
  ) {}

  /** Number, event, time of day and summary; below it what others say of the packet. */
  text(packet: number): string {
    const facts = packetFacts(this.trace, this.packets, packet);
    const { summary, layers } = this.packets.dissect(packet);
    const time = this.clock.timeOfDay(splitTime(Number(facts.time >> 32n), Number(facts.time & 0xffffffffn)));
    const lines = [`${packet + 1} ${facts.hops[0].observer.event} ${time} ${visibleText(summaryText(summary))}`];
    if (summary.detail !== '') lines.push(`    ${visibleText(summary.detail)}`);
    for (const remark of facts.remarks) lines.push(`    ${visibleText(remark)}`);
    if (this.options.showsHops) lines.push(...hopLines(facts));
    if (this.options.showsTree) for (const layer of layers) addTree(layer, 1, lines);
    return `${lines.join('\n')}\n`;
  }

  /** The same as one JSON object; what a terminal would obey is escaped in it by its own rules. */
  json(packet: number): string {
    const facts = packetFacts(this.trace, this.packets, packet);
    const { summary, layers } = this.packets.dissect(packet);
    const { cause, outcome, question, roundTrip, resets, acknowledges, remarks } = facts;
    const object = {
      number: packet + 1,
      time: `${facts.time}`,
      ...summary,
      hops: facts.hops.map(({ observer, after, changes }) => ({ ...observer, after, changes })),
      ...(remarks.length > 0 && { remarks }),
      ...(cause !== undefined && { cause: cause + 1 }),
      ...(outcome !== undefined && { outcome: outcome + 1 }),
      ...(question !== undefined && { question }),
      ...(roundTrip !== undefined && { roundTrip }),
      ...(resets && { resets }),
      ...(acknowledges && { acknowledges: { number: acknowledges.packet + 1, after: acknowledges.after } }),
      ...(this.options.showsTree && { layers }),
    };
    return `${JSON.stringify(object)}\n`;
  }
}

function hopLines({ hops }: PacketFacts): string[] {
  return hops.map(({ observer, after, changes }, index) => {
    const later = index === 0 ? '' : ` +${durationText(after)}`;
    const changed = changes.map(({ name, before, after: now }) => `, ${name} ${before} → ${now}`).join('');
    return visibleText(`    ${observerText(observer)}${later}${changed}`);
  });
}

function addTree({ name, value, start, end, problem, children }: DissectionNode, depth: number, lines: string[]): void {
  const place = end > start ? ` [${start}–${end - 1}]` : '';
  const shown = `${'    '.repeat(depth)}${name}${value === '' ? '' : `: ${value}`}${place}${problem ? ` — ${problem}` : ''}`;
  lines.push(visibleText(shown));
  for (const child of children) addTree(child, depth + 1, lines);
}
