import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../fieldReader';

/**
 * Something that is worked out once for a context and kept as long as that is: caches and indices that readers share.
 * Returns the function that gives it.
 */
export function perContext<T>(make: (context: FieldContext) => T): (context: FieldContext) => T {
  const made = new WeakMap<FieldContext, T>();
  return (context) => {
    let value = made.get(context);
    if (value === undefined) {
      value = make(context);
      made.set(context, value);
    }
    return value;
  };
}

/** How many places of `Trace.kept` are taken. */
let places = 0;

/** The same for what depends on the trace alone. It may be asked for each row: the trace itself keeps it. */
export function perTrace<T extends object>(make: (trace: Trace) => T): (trace: Trace) => T {
  const place = places++;
  return (trace) => {
    // What stands at a place was made by the function that the place belongs to.
    let value = trace.kept[place] as T | undefined;
    if (value === undefined) {
      value = make(trace.whole);
      trace.kept[place] = value;
    }
    return value;
  };
}
