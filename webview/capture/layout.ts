import { createElement } from '../ui/dom';

/** The parts of the page, from top to bottom. */
export interface PageParts {
  /** Names the capture; heard, not seen: the tab shows the name already. */
  readonly title: HTMLElement;
  readonly filterBox: HTMLElement;
  readonly savedFilters: HTMLElement;
  readonly matchCount: HTMLElement;
  readonly explainButton: HTMLElement;
  readonly explainPanel: HTMLElement;
  readonly readyBar: HTMLElement;
  readonly progressStatus: HTMLElement;
  readonly liveStatus: HTMLElement;
  readonly menuButtons: readonly HTMLElement[];
  readonly progressBar: HTMLElement;
  readonly notices: HTMLElement;
  readonly list: HTMLElement;
  readonly emptyState: HTMLElement;
  readonly goTo: HTMLElement;
  readonly splitter: HTMLElement;
  readonly detail: HTMLElement;
  readonly liveRegion: HTMLElement;
}

/** Puts the parts in their places. The timeline's place is kept, and takes no room while nothing is drawn there. */
export function layOutPage(root: HTMLElement, parts: PageParts): void {
  const toolbar = createElement('header', {
    className: 'toolbar',
    children: [
      parts.title,
      parts.filterBox,
      parts.savedFilters,
      parts.matchCount,
      parts.explainButton,
      parts.progressStatus,
      parts.liveStatus,
      createElement('div', { className: 'toolbar-buttons', children: parts.menuButtons }),
      parts.explainPanel,
    ],
  });
  const timeline = createElement('div', { id: 'timeline' });
  timeline.hidden = true;
  const list = createElement('div', {
    className: 'list-area',
    children: [parts.list, parts.emptyState, parts.goTo],
  });
  const main = createElement('main', { children: [timeline, list, parts.splitter] });
  const above = createElement('div', { className: 'above-list', children: [parts.readyBar, parts.notices] });
  root.replaceChildren(toolbar, parts.progressBar, above, main, parts.detail, parts.liveRegion);
}
