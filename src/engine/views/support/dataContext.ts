import type { FieldContext } from '../../fields/fieldReader';
import type { DataMode } from '../../format/byteText';

/** Chisels show data in full, whatever the mode; with `mode` they show it in that one. */
export function wholeData(context: FieldContext, mode?: DataMode): FieldContext {
  const { textOptions } = context;
  return { ...context, textOptions: { ...textOptions, wholeBuffers: true, dataMode: mode ?? dataMode(context) } };
}

/** How data is to be shown. */
export function dataMode(context: FieldContext): DataMode {
  return context.textOptions?.dataMode ?? 'dots';
}
