import type { FieldContext } from '../engine/fields/fieldReader';
import type { FieldValues, ValuesRequest } from '../engine/language/environment';
import { TraceValues } from '../engine/language/fieldValues';
import { type Cancellation, throwIfCancelled } from './requestQueue';
import type { SessionPort } from './sessionPort';

/** The values that fields have in one capture. */
export class CaptureValues {
  private readonly fieldValues: TraceValues;

  constructor(
    context: FieldContext,
    private readonly port: Pick<SessionPort, 'breathe'>,
    /** Whether more events may come. */
    private readonly isGrowing: () => boolean,
  ) {
    this.fieldValues = new TraceValues(context);
  }

  /** The values of a field; none where there is no such field. Throws `cancelled` where the request was withdrawn. */
  async values(request: ValuesRequest, cancellation: Cancellation): Promise<FieldValues> {
    const { values, complete } = await this.fieldValues.values(request, async () => {
      await this.port.breathe();
      throwIfCancelled(cancellation);
    });
    return { values, complete: complete && !this.isGrowing() };
  }
}
