import { createElement } from '../ui/dom';

/** One of the ways to show the same thing. */
export type Mode<Name extends string> = readonly [name: Name, text: string, title?: string];

/** Buttons of which one is pressed, the way in which something is shown. */
export class ModeButtons<Name extends string> {
  readonly element: HTMLElement;
  private readonly buttons: ReadonlyMap<Name, HTMLButtonElement>;
  private chosen: Name;

  /** `label`: what is chosen with them, for who cannot see them. `onChosen` is told of another than before. */
  constructor(
    label: string,
    modes: readonly Mode<Name>[],
    initial: Name,
    private readonly onChosen: (name: Name) => void,
  ) {
    this.chosen = initial;
    this.buttons = new Map(modes.map(([name, text, title = '']) => [name, this.createButton(name, text, title)]));
    this.element = createElement('span', {
      className: 'stream-modes',
      role: 'group',
      attributes: { 'aria-label': label },
      children: [...this.buttons.values()],
    });
    this.mark();
  }

  private createButton(name: Name, text: string, title: string): HTMLButtonElement {
    const button = createElement('button', { className: 'data-mode', text, attributes: { type: 'button', title } });
    button.addEventListener('click', () => {
      if (name === this.chosen) return;
      this.chosen = name;
      this.mark();
      this.onChosen(name);
    });
    return button;
  }

  private mark(): void {
    for (const [name, button] of this.buttons) button.setAttribute('aria-pressed', String(name === this.chosen));
  }
}
