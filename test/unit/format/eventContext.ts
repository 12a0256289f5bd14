import type { EventRow } from '../../../src/engine/base/brands';
import type { BlockType } from '../../../src/engine/capture/blockTypes';
import { EventCursor } from '../../../src/engine/capture/eventCursor';
import { TextContext, type TextOptions } from '../../../src/engine/format/textContext';
import { Trace } from '../../../src/engine/trace/trace';
import { concatBytes } from '../../support/byteWriter';
import { drawnCapture } from '../../support/drawnCapture';
import { encodeParameters, eventType, type ParameterInput } from '../../support/eventParameters';
import { addRow } from '../../support/eventRows';
import { openTrace } from '../../support/openedTrace';

const BLOCK: BlockType = { kind: 'event', version: 2, hasFlags: false };

/** A context that stands on one event without a thread, in a trace of which nothing else is known. */
export function lonelyEvent(
  direction: '>' | '<',
  name: string,
  values: Readonly<Record<string, ParameterInput>>,
  options?: Partial<TextOptions>,
): TextContext {
  const type = eventType(name, direction);
  const trace = new Trace();
  addRow(trace.events, { type: type.id });
  const parameters = encodeParameters(type, values);
  const bytes = concatBytes(parameters);
  const cursor = new EventCursor();
  cursor.attach(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), BLOCK);
  cursor.type = type.id;
  cursor.parameterCount = parameters.length;
  let at = 0;
  for (const [index, parameter] of parameters.entries()) {
    cursor.starts[index] = at;
    at += parameter.length;
    cursor.ends[index] = at;
  }
  const context = new TextContext(trace, options);
  context.moveTo(0 as EventRow, cursor);
  return context;
}

/** A context that stands on the last event of a drawn capture. */
export function lastEvent(lines: string, options?: Partial<TextOptions>): TextContext {
  const { trace, raw } = openTrace(drawnCapture(lines));
  const row = (trace.events.length - 1) as EventRow;
  const context = new TextContext(trace, options);
  context.moveTo(row, raw.read(row));
  return context;
}
