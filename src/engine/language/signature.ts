import { expectationAt } from '../filter/expectation';
import type { ParsedFilter } from '../filter/parser';
import { findTransformer, VAL } from '../filter/transformers';
import type { Signature } from './answers';
import { VAL_CANDIDATE } from './completionItems';
import { transformerLabel } from './transformerLabel';

/** The transformer whose brackets an offset is in, and which of its parameters is being written. */
export function signatureAt({ text, expectations }: ParsedFilter, offset: number): Signature | undefined {
  const place = expectationAt(text, expectations, offset)?.transformer;
  if (!place) return undefined;
  if (place.name.name === VAL) {
    const parameter = { start: 4, end: 9, documentation: 'A field of the same event.' };
    return {
      label: VAL_CANDIDATE.detail,
      documentation: VAL_CANDIDATE.documentation,
      parameters: [parameter],
      active: 0,
    };
  }
  const transformer = findTransformer(place.name.name);
  if (!transformer) return undefined;
  const label = transformerLabel(transformer);
  let at = transformer.name.length + 1;
  const parameters = transformer.parameters.map(({ name, description }) => {
    const start = at;
    at += name.length + ', '.length;
    return { start, end: start + name.length, documentation: description };
  });
  const last = parameters.length - 1;
  return { label, documentation: transformer.description, parameters, active: Math.min(place.input, last) };
}
