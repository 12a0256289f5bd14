/** How long the rate is averaged over, in ms: long enough for a number that can be read. */
const WINDOW = 2000;

/** How many events came per second, of late. */
export class EventRate {
  private readonly samples: { readonly time: number; readonly events: number }[] = [];

  /** `events` so far, at a time in ms on any steady clock. Gives the events per second since about two seconds ago. */
  at(events: number, time: number): number {
    this.samples.push({ time, events });
    while (this.samples.length > 2 && time - this.samples[1].time >= WINDOW) this.samples.shift();
    const [first] = this.samples;
    return time > first.time ? ((events - first.events) * 1000) / (time - first.time) : 0;
  }
}
