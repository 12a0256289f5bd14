import { describe, expect, it } from 'vitest';
import { Renumbering } from '../../../webview/capture/renumbering';

const STATE = {
  topNumber: 500,
  selectedNumber: 520,
  visited: { numbers: [90, 510, 520], at: 2 },
  eventsBefore: [1000],
};

describe('numbers of events in another reading of a capture whose beginning is dropped', () => {
  it('fall by as many events as were dropped between the two', () => {
    expect(new Renumbering([1000], [1400]).state(STATE)).toEqual({
      topNumber: 100,
      selectedNumber: 120,
      visited: { numbers: [110, 120], at: 1 },
      eventsBefore: [1400],
    });
  });

  it('of events that are gone are those of the oldest that is kept', () => {
    expect(new Renumbering([1000], [1515]).state(STATE)).toMatchObject({ topNumber: 1, selectedNumber: 5 });
    expect(new Renumbering([1000], [9000]).state(STATE)).toMatchObject({
      topNumber: 1,
      selectedNumber: 1,
      visited: { numbers: [1], at: 0 },
    });
  });

  it('stay where nothing was chosen, and where nothing is known of events before', () => {
    const none = { topNumber: 0, selectedNumber: 0, visited: { numbers: [], at: -1 }, eventsBefore: [] };
    expect(new Renumbering([], [300]).state(none)).toEqual({ ...none, eventsBefore: [300] });
    // A capture that was put together and saved says nothing of what came before it.
    expect(new Renumbering([1000], [0]).state(STATE)).toEqual({ ...STATE, eventsBefore: [0] });
  });

  it('fall by what each host of a timeline has dropped', () => {
    const second = (number: number): number => 2 ** 32 + number;
    const state = {
      ...STATE,
      selectedNumber: second(520),
      visited: { numbers: [510, second(90), second(520)], at: 2 },
    };
    expect(new Renumbering([1000, 50], [1400, 150]).state(state)).toEqual({
      topNumber: 100,
      selectedNumber: second(420),
      visited: { numbers: [110, second(420)], at: 1 },
      eventsBefore: [1400, 150],
    });
    expect(new Renumbering([0, 0], [0, 600]).number(second(7))).toBe(second(1));
  });
});
