import { createElement, createIcon } from './dom';

/** What a tree shows of an item. Texts may be captured bytes. */
export interface TreeItem {
  readonly name: string;
  readonly value: string;
  /** What is wrong with it; undefined: nothing. */
  readonly problem?: string;
  readonly children: readonly TreeItem[];
}

interface Line<Item> {
  readonly item: Item;
  readonly level: number;
  readonly path: string;
  readonly element: HTMLElement;
}

/**
 * A tree whose branches open and close; one tab stop. Which branches are open is remembered by their names, so that it holds
 * from one tree to the next of the same kind.
 */
export class Tree<Item extends TreeItem & { readonly children: readonly Item[] }> {
  readonly element: HTMLElement;
  private roots: readonly Item[] = [];
  private lines: Line<Item>[] = [];
  private readonly open = new Set<string>();
  private chosen: Item | undefined;

  constructor(
    label: string,
    private readonly onChosen: (item: Item) => void,
  ) {
    this.element = createElement('div', {
      className: 'tree',
      role: 'tree',
      attributes: { tabindex: '0', 'aria-label': label },
    });
    this.element.addEventListener('click', (event) => this.clicked(event));
    this.element.addEventListener('keydown', (event) => this.pressed(event));
  }

  show(roots: readonly Item[]): void {
    this.roots = roots;
    this.chosen = undefined;
    this.render();
  }

  /** Chooses an item and opens what it is in; the person who asked did it elsewhere, so nobody is told. */
  reveal(item: Item): void {
    const path = this.pathTo(item, this.roots, '');
    if (path === undefined) return;
    for (const branch of path) this.open.add(branch);
    this.chosen = item;
    this.render();
    this.elementOf(item)?.scrollIntoView({ block: 'nearest' });
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
    if (this.chosen === undefined && this.lines.length > 0) this.choose(0);
  }

  private pathTo(item: Item, among: readonly Item[], prefix: string): string[] | undefined {
    for (const each of among) {
      if (each === item) return [];
      const path = `${prefix}/${each.name}`;
      const below = this.pathTo(item, each.children, path);
      if (below) return [path, ...below];
    }
    return undefined;
  }

  private clicked(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const index = this.lines.findIndex(({ element }) => target !== null && element.contains(target));
    if (index < 0) return;
    if (target?.closest('.tree-twistie') || event.detail === 2) this.toggle(this.lines[index]);
    this.choose(this.lines.findIndex(({ item }) => item === this.lines[index]?.item));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const index = this.lines.findIndex(({ item }) => item === this.chosen);
    const line = this.lines[index];
    const last = this.lines.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        this.choose(Math.min(last, index + 1));
        break;
      case 'ArrowUp':
        this.choose(Math.max(0, index - 1));
        break;
      case 'Home':
        this.choose(0);
        break;
      case 'End':
        this.choose(last);
        break;
      case 'ArrowRight':
        if (line && line.item.children.length > 0) {
          if (this.open.has(line.path)) this.choose(index + 1);
          else this.toggle(line);
        }
        break;
      case 'ArrowLeft':
        if (line && line.item.children.length > 0 && this.open.has(line.path)) this.toggle(line);
        else if (line) this.choose(this.lines.findLastIndex((each, at) => at < index && each.level < line.level));
        break;
      case 'Enter':
      case ' ':
        if (line && line.item.children.length > 0) this.toggle(line);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  private toggle({ path, item }: Line<Item>): void {
    if (item.children.length === 0) return;
    if (!this.open.delete(path)) this.open.add(path);
    this.render();
  }

  private choose(index: number): void {
    const line = this.lines[index];
    if (!line) return;
    this.chosen = line.item;
    this.mark();
    line.element.scrollIntoView({ block: 'nearest' });
    this.onChosen(line.item);
  }

  private elementOf(item: Item): HTMLElement | undefined {
    return this.lines.find((line) => line.item === item)?.element;
  }

  private render(): void {
    this.lines = [];
    this.addLines(this.roots, 1, '');
    this.element.replaceChildren(...this.lines.map(({ element }) => element));
    this.mark();
  }

  private mark(): void {
    const chosen = this.chosen && this.elementOf(this.chosen);
    for (const { element } of this.lines) element.setAttribute('aria-selected', String(element === chosen));
    if (chosen) this.element.setAttribute('aria-activedescendant', chosen.id);
    else this.element.removeAttribute('aria-activedescendant');
  }

  private addLines(items: readonly Item[], level: number, prefix: string): void {
    for (const item of items) {
      const path = `${prefix}/${item.name}`;
      const isOpen = this.open.has(path);
      this.lines.push({ item, level, path, element: this.lineOf(item, level, isOpen) });
      if (isOpen) this.addLines(item.children, level + 1, path);
    }
  }

  private lineOf(item: Item, level: number, isOpen: boolean): HTMLElement {
    const { name, value, problem, children } = item;
    const isBranch = children.length > 0;
    const twistie = createElement('span', {
      className: isBranch ? `tree-twistie codicon codicon-chevron-${isOpen ? 'down' : 'right'}` : 'tree-twistie',
      attributes: { 'aria-hidden': 'true' },
    });
    const line = createElement('div', {
      id: `tree-line-${this.lines.length}`,
      className: 'tree-line',
      role: 'treeitem',
      attributes: { 'aria-level': String(level), ...(isBranch && { 'aria-expanded': String(isOpen) }) },
      children: [
        twistie,
        createElement('span', { className: 'tree-name', text: value === '' ? name : `${name}: ` }),
        createElement('span', { className: 'tree-value', text: value }),
      ],
    });
    line.style.setProperty('--level', String(level - 1));
    if (problem !== undefined) {
      line.append(
        createElement('span', {
          className: 'tree-problem',
          children: [createIcon('warning'), document.createTextNode(problem)],
        }),
      );
    }
    return line;
  }
}
