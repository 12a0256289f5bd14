import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './usageError';

type Options = NonNullable<ParseArgsConfig['options']>;
type Words<O extends Options> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: O }>>;

/** Tells options from other words; throws a `UsageError` where an option is unknown or lacks its value. */
export function readWords<const O extends Options>(args: readonly string[], options: O): Words<O> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new UsageError(`${error.message}.`.replace(/\.\.$/, '.'));
    throw error;
  }
}

/** A whole number from 1 on; throws a `UsageError` that names `what` it is. */
export function wholeNumber(text: string, what: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number > 0) return number;
  throw new UsageError(`The ${what} has to be a whole number from 1 on, not "${text}".`);
}
