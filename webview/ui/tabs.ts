import { createElement, setOptionalAttribute } from './dom';
import { indexAfterKey } from './rovingFocus';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** What the key is, for the tooltip; empty where there is none. */
  readonly key: string;
  readonly panel: HTMLElement;
}

/**
 * A row of tabs, one of whose panels is shown. One tab stop: arrows, Home and End move, Enter and Space choose. A tab that is
 * disabled says why in its tooltip, and can still be reached, so that everybody can read that.
 */
export class TabStrip<Id extends string> {
  readonly element: HTMLElement;
  private readonly buttons = new Map<Id, HTMLButtonElement>();
  private readonly lacks = new Map<Id, string>();
  private current: Id;

  constructor(
    label: string,
    private readonly tabs: readonly Tab<Id>[],
    initial: Id,
    private readonly onChosen: (id: Id) => void,
  ) {
    this.current = initial;
    for (const { id, label: name, panel } of tabs) {
      const button = createElement('button', {
        id: `tab-${id}`,
        className: 'tab',
        role: 'tab',
        text: name,
        attributes: { type: 'button', 'aria-controls': `panel-${id}` },
      });
      button.addEventListener('click', () => this.choose(id));
      panel.id = `panel-${id}`;
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      this.buttons.set(id, button);
    }
    this.element = createElement('div', {
      className: 'tabs',
      role: 'tablist',
      attributes: { 'aria-label': label },
      children: [...this.buttons.values()],
    });
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.render();
  }

  get chosen(): Id {
    return this.current;
  }

  /** Why a tab cannot be chosen; null: it can. One that is chosen stays so. */
  setLack(id: Id, reason: string | null): void {
    if (reason === null) this.lacks.delete(id);
    else this.lacks.set(id, reason);
    this.render();
  }

  /** Shows a tab's panel; false where it is disabled. */
  choose(id: Id): boolean {
    if (id === this.current) return true;
    if (this.lacks.has(id)) return false;
    this.current = id;
    this.render();
    this.onChosen(id);
    return true;
  }

  private pressed(event: KeyboardEvent): void {
    const ids = this.tabs.map(({ id }) => id);
    const index = ids.findIndex((id) => this.buttons.get(id) === event.target);
    if (index < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = ids[indexAfterKey(event.key, index, ids.length)];
    if (next === undefined) return;
    event.preventDefault();
    this.buttons.get(next)?.focus();
  }

  private render(): void {
    for (const { id, key, label, panel } of this.tabs) {
      const button = this.buttons.get(id);
      if (!button) continue;
      const chosen = id === this.current;
      const lack = this.lacks.get(id);
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      setOptionalAttribute(button, 'aria-disabled', lack !== undefined && !chosen ? 'true' : null);
      button.title = lack ?? (key === '' ? label : `${label} (${key})`);
      panel.hidden = !chosen;
    }
  }
}
