import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../field';

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

/** The same for what depends on the trace alone. */
export function perTrace<T>(make: (trace: Trace) => T): (trace: Trace) => T {
  const made = new WeakMap<Trace, T>();
  return (trace) => {
    let value = made.get(trace);
    if (value === undefined) {
      value = make(trace);
      made.set(trace, value);
    }
    return value;
  };
}
