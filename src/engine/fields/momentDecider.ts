import { type FieldReader, type MomentDecider, Reading } from './fieldReader';

/** How a thread version and the moment decide the value of a reader; undefined where they do not. */
export function momentDeciderOf(reader: FieldReader): MomentDecider | undefined {
  if (reader.domain === 'row') return reader.decidedBy?.by === 'moment' ? reader.decidedBy : undefined;
  if (reader.domain !== 'thread') return undefined;
  const { closer } = reader;
  const decider = closer && momentDeciderOf(closer);
  if (closer && !decider) return undefined;
  return {
    by: 'moment',
    readAt(context, version, row, value) {
      const reading = reader.read(context.trace, version, value);
      if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
      return decider?.readAt(context, version, row, value) ?? false;
    },
  };
}
