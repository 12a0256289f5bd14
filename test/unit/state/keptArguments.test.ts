import { describe, expect, it } from 'vitest';
import { EventArguments } from '../../../src/engine/capture/eventArguments';
import { KeptArguments } from '../../../src/engine/state/keptArguments';

function argumentsOf(...values: number[]): EventArguments {
  const event = new EventArguments();
  event.bytes = Uint8Array.from(values);
  event.view = new DataView(event.bytes.buffer);
  event.parameterCount = 1;
  event.starts[0] = 0;
  event.ends[0] = values.length;
  return event;
}

describe('kept arguments', () => {
  it('are copies that the event may move away from', () => {
    const event = argumentsOf(1, 2, 3);
    const copy = new KeptArguments().copyOf(event);
    event.bytes.fill(9);
    expect([...copy.bytes.subarray(copy.starts[0], copy.ends[0])]).toEqual([1, 2, 3]);
  });

  it('are copied whole, however long', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index % 251);
    const copy = new KeptArguments().copyOf(argumentsOf(...values));
    expect([...copy.bytes.subarray(copy.starts[0], copy.ends[0])]).toEqual(values);
  });

  it('are used again once they are released, and not before', () => {
    const kept = new KeptArguments();
    const first = kept.copyOf(argumentsOf(1));
    const second = kept.copyOf(argumentsOf(2));
    expect(second).not.toBe(first);
    kept.release(first);
    expect(kept.copyOf(argumentsOf(3))).toBe(first);
    expect(second.uint8(0, 0)).toBe(2);
  });
});
