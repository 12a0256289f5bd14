import type { Transformer } from '../filter/transformers';

/** A transformer as it is called: `concat(first, next, …) → text`. */
export function transformerLabel({ name, parameters, repeats, result }: Transformer): string {
  const names = parameters.map((parameter) => parameter.name);
  return `${name}(${[...names, ...(repeats ? ['…'] : [])].join(', ')}) → ${result}`;
}
