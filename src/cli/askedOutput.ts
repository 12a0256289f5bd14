import type { FieldContext } from '../engine/fields/fieldReader';
import { type CompiledFilter, compileFilter } from '../engine/filter/filter';
import { CallSummary } from '../engine/output/callSummary';
import { unescaped } from '../engine/output/escapes';
import type { Format } from '../engine/output/format';
import { parseFormat } from '../engine/output/formatParser';
import { LineFormatter } from '../engine/output/lineFormatter';
import { PRESETS } from '../engine/output/presets';
import { askChisels, chiselConsumer } from './chisels';
import { type EventConsumer, linePrinter, summaryPrinter } from './consumers';
import type { LineWriter } from './lineWriter';
import type { ReadRequest } from './request';
import { markedError } from './requestError';

/** What a request makes of the events, without what it writes to a capture. */
export interface AskedOutput {
  /** Decides which events are delivered. */
  readonly filter: CompiledFilter | undefined;
  readonly consumers: readonly EventConsumer[];
}

/** The format that lines have where none is given; colours are for terminals. */
export function defaultFormat(isTerminal: boolean): string {
  return isTerminal ? PRESETS.coloured : PRESETS.plain;
}

/** Makes ready what was asked for. Throws a `RequestError` where the filter, the format or a chisel is not valid. */
export function askedOutput(
  request: ReadRequest,
  context: FieldContext,
  out: LineWriter,
  isTerminal: boolean,
): AskedOutput {
  const isFilter = (word: string): boolean => compileFilter(word, context).accepted;
  const { chisels, filter: words } = askChisels(request.chisels, request.words, isFilter);
  const filter = askedFilter(words.join(' ').trim(), context);
  const printsLines = chisels.length === 0 && !request.quiet;
  const { showsContainers, json, filtersLinesOnly } = request;
  const write = (text: string): void => out.add(text);
  const consumers = chisels.map((chisel) => chiselConsumer(chisel, { fields: context, showsContainers, json, write }));
  if (printsLines) {
    const format = askedFormat(request.format ?? defaultFormat(isTerminal && !json));
    const formatter = new LineFormatter(format, context);
    consumers.push(linePrinter(context.trace, formatter, filtersLinesOnly ? filter : undefined, json, out));
  }
  if (request.summary) consumers.push(summaryPrinter(new CallSummary(context), out));
  return { filter: filtersLinesOnly ? undefined : filter, consumers };
}

function askedFilter(text: string, context: FieldContext): CompiledFilter | undefined {
  if (text === '') return undefined;
  const outcome = compileFilter(text, context);
  if (outcome.accepted) return outcome.filter;
  const [{ message, start, end }] = outcome.diagnostics;
  throw markedError('filter', text, message, start, end);
}

function askedFormat(written: string): Format {
  const text = unescaped(written);
  const outcome = parseFormat(text);
  if (outcome.accepted) return outcome.format;
  const { message, start, end } = outcome.diagnostic;
  throw markedError('format', text, message, start, end);
}
