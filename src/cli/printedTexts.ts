import type { FieldContext } from '../engine/fields/fieldReader';
import type { ReadRequest } from './request';

/** How the texts of events are written where events are printed: as sysdig does, its accidents included. */
export function printedTexts(request: ReadRequest): Pick<FieldContext, 'textOptions' | 'timeMode'> {
  return {
    textOptions: {
      dataMode: request.dataMode,
      // The values of JSON are for programs: nothing of them is left out.
      wholeBuffers: request.verbose || request.json,
      namesServices: request.namesServices,
      imitatesAccidents: true,
    },
    timeMode: request.timeMode,
  };
}
