import os from 'node:os';
import type { Finding } from './finding';
import type { Miss } from './misses';

/** Findings that are read together. */
export interface Section {
  /** Undefined: they stand first, without a heading. */
  readonly title: string | undefined;
  readonly findings: readonly Finding[];
}

/** What was measured, where and when: the text of results.md. */
export function reportText(
  sections: readonly Section[],
  misses: readonly Miss[],
  growth: string,
  sysdig: string | undefined,
): string {
  const judged = sections.flatMap(({ findings }) => findings).filter(({ kept }) => kept !== undefined).length;
  const [processor] = os.cpus();
  return [
    '# Budgets, measured',
    '',
    '`npm run bench` wrote this; [test/bench](../test/bench/README.md) says how it measures. All times are medians.',
    '',
    `- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `- ${os.cpus().length} × ${processor?.model.trim() ?? 'unknown processor'}, ${Math.round(os.totalmem() / 1024 ** 3)} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`,
    `- ${sysdig === undefined ? 'sysdig is not installed here: nothing to compare with' : `sysdig ${sysdig}`}`,
    `- ${judged - misses.length} of ${judged} budgets kept`,
    '',
    ...sections.map(sectionText),
    ...missedText(misses),
    '## How cost grows',
    '',
    growth,
    '',
  ].join('\n');
}

/** A section as it stands in results.md. */
export function sectionText({ title, findings }: Section): string {
  const lines = table(
    ['capture', 'what', 'ours', 'sysdig', 'ours / sysdig', 'ours an event', 'budget', 'kept'],
    findings.map((each) => [
      each.capture,
      each.what,
      each.ours,
      each.theirs,
      each.ratio === undefined ? '' : ratioText(each.ratio),
      each.perEvent,
      each.budget,
      each.kept === undefined ? '' : each.kept ? 'yes' : '**no**',
    ]),
  );
  return title === undefined ? `${lines}\n` : `## ${title}\n\n${lines}\n`;
}

/** Where the time of what was missed goes: shares of the measured time on the thread that was busy longest. */
function missedText(misses: readonly Miss[]): string[] {
  if (misses.length === 0) return [];
  const rows = misses.map(({ finding: { capture, what, ours }, profile }) => [capture, what, ours, profile ?? '']);
  return ['## What was missed, and where its time goes', '', table(['capture', 'what', 'ours', 'profile'], rows), ''];
}

/** A table in Markdown. Cells hold filters, in which a bar would end the cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A share as text: 1/117, or 0.35 where it is large. */
export function ratioText(ratio: number): string {
  return ratio < 0.2 ? `1/${(1 / ratio).toFixed(ratio < 0.02 ? 0 : 1)}` : ratio.toFixed(2);
}
