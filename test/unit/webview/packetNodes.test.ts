import { describe, expect, it } from 'vitest';
import { nodeAt } from '../../../webview/capture/conversation/packetNodes';

const node = (name: string, start: number, end: number, ...children: ReturnType<typeof leaf>[]) => ({
  ...leaf(name, start, end),
  children,
});
const leaf = (name: string, start: number, end: number) => ({ name, value: '', start, end, children: [] });

describe('the field of a byte', () => {
  const layers = [
    node('IP', 0, 20, leaf('version', 0, 1), leaf('length', 2, 4)),
    node('TCP', 20, 60, leaf('port', 20, 22)),
  ];

  it('is the innermost one that has it', () => {
    expect([0, 3, 5, 21, 59].map((at) => nodeAt(layers, at)?.name)).toEqual(['version', 'length', 'IP', 'port', 'TCP']);
  });

  it('is of the layer that is inside where two have it', () => {
    expect(nodeAt([leaf('whole', 0, 60), leaf('inner', 20, 60)], 30)?.name).toBe('inner');
  });

  it('is none where no layer has it', () => {
    expect(nodeAt(layers, 60)).toBeUndefined();
  });
});
