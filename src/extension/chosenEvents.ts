/** The event that is chosen in the list of a capture, and the filter of that list. */
export interface ChosenPlace {
  readonly number: number;
  readonly filter: string;
}

/** Which event is chosen in each capture, for the editors that show more of it than its list does. */
export class ChosenEvents {
  /** By the captures' addresses. */
  private readonly places = new Map<string, ChosenPlace>();
  private readonly listeners = new Set<(address: string, place: ChosenPlace) => void>();

  /** The event that was chosen last; undefined before the first one. */
  of(address: string): ChosenPlace | undefined {
    return this.places.get(address);
  }

  choose(address: string, place: ChosenPlace): void {
    this.places.set(address, place);
    for (const listener of this.listeners) listener(address, place);
  }

  /** Calls until the result is called. */
  onChange(listener: (address: string, place: ChosenPlace) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
