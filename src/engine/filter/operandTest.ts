import type { Operand } from './boundTree';
import { type ByteTest, byteTest } from './byteTests';
import { inNetwork } from './network';
import type { Comparison } from './operators';

/** The test of a comparison with texts, buffers, addresses or networks. */
export function bytesTest(comparison: Comparison, operand: Exclude<Operand, { form: 'number' }>): ByteTest {
  if (operand.form === 'bytes') return byteTest(comparison, operand.strings);
  if (comparison === 'exists') return () => true;
  const isInside: ByteTest = (bytes, start, end) =>
    operand.networks.some((network) => inNetwork(network, bytes, start, end));
  return comparison === 'unequal' ? (bytes, start, end) => !isInside(bytes, start, end) : isInside;
}
