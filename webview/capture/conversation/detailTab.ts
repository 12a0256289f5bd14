/** What one of the tabs of the detail shows. */
export interface DetailTab {
  /** What stands in the line of the tabs while this one is shown. */
  readonly head: HTMLElement;
  readonly panel: HTMLElement;
  /** Shows what belongs to an event, or what there is without one. What is shown stays until that is there; never rejects. */
  show(number: number | null, signal: AbortSignal): Promise<void>;
  /** Shows nothing, but says why. */
  clear(reason: string): void;
  focus(): void;
}
