import type { FilterDiagnostic, FilterFileText, OtherTool, RelatedEvents } from '../../src/session/protocol';
import { createButton } from '../ui/controls';
import { type MenuItem, type MenuPlace, openMenu } from '../ui/menu';
import { conditionItems } from './conditionMenu';
import { COPY_TARGETS, copyTranslation } from './copyFilter';
import { ExplainPanel } from './explainPanel';
import type { Explanation } from './explanationText';
import { type FilterHistory, withFilter } from './filter/filterHistory';
import { FilterService } from './filter/filterService';
import { FilterBox } from './filterBox';
import { composeFilter, type FilterSense } from './filterComposition';
import type { Host } from './host';
import { ReadyBar } from './readyBar';
import { savedFilterItems } from './savedFiltersMenu';
import type { SessionClient } from './sessionClient';

/** How long the pointer rests before it means something, in milliseconds. */
const POINTING_TIME = 400;

export interface FilterBarOptions {
  /** The filter that is kept from an earlier life of the page. */
  readonly filter: string;
  /** The ready filters are shown. */
  readonly ready: boolean;
  readonly onApply: (filter: string) => void;
  readonly onLeave: () => void;
  readonly onReady: (shown: boolean) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Everything that makes a filter: the box, what was applied before, saved filters, ready ones, and values of events. */
export class FilterBar {
  readonly box: FilterBox;
  readonly savedButton: HTMLElement;
  readonly explainButton: HTMLElement;
  readonly explainPanel: ExplainPanel;
  readonly readyBar: ReadyBar;
  private history: FilterHistory = [];
  private current = '';
  private related: RelatedEvents = {};
  private readyWanted: boolean;
  private eventsPossible = true;

  constructor(
    private readonly client: SessionClient,
    private readonly host: Host,
    private readonly options: FilterBarOptions,
  ) {
    const service = new FilterService((method, params, signal) => client.request(method, params, signal));
    this.box = new FilterBox(service, {
      onApply: options.onApply,
      onLeave: options.onLeave,
      history: () => this.history,
    });
    this.box.value = options.filter;
    this.savedButton = createButton({
      id: 'saved-filters',
      label: 'Saved filters',
      icon: 'bookmark',
      iconOnly: true,
      // The files are read when somebody wants to see them; the menu opens when they have come.
      onPress: () => host.send({ kind: 'filterFiles' }),
    });
    this.explainPanel = new ExplainPanel(() => this.explainButton.focus());
    this.explainButton = createButton({
      id: 'explain-filter',
      label: 'Explain the filter: which part drops how many events',
      icon: 'list-tree',
      iconOnly: true,
      onPress: () => void this.openExplanation(),
    });
    this.explainButton.hidden = true;
    this.explainWhenPointedAt();
    this.readyBar = new ReadyBar({
      onFilter: options.onApply,
      onHide: () => {
        this.showReady(false);
        options.onLeave();
      },
    });
    this.readyWanted = options.ready;
    this.placeReady();
  }

  /** Whether there can be an event to be seen: where there is none, no filter is offered. */
  set possible(possible: boolean) {
    this.eventsPossible = possible;
    this.placeReady();
  }

  /** Filters that were applied before, in whatever capture. */
  opened(history: FilterHistory): void {
    this.history = history;
  }

  /** A filter is valid and applied. */
  applied(filter: string): void {
    this.current = filter;
    this.box.clearProblem();
    this.explainButton.hidden = filter === '';
    this.explainPanel.hide();
    this.readyBar.show(filter, this.related);
    if (filter === '' || filter === this.history[0]) return;
    this.history = withFilter(this.history, filter);
    this.host.send({ kind: 'applied', filter });
  }

  refused(diagnostic: FilterDiagnostic): void {
    this.box.showProblem(diagnostic);
  }

  /** An event was chosen: what belongs to it can be asked for. */
  chosen(related: RelatedEvents): void {
    this.related = related;
    this.readyBar.show(this.current, related);
  }

  /**
   * Filters can name other macros and lists than before: one that was refused is tried again, and the present one is asked
   * again where it names any.
   */
  async surroundingsChanged(): Promise<void> {
    this.box.judgeAgain();
    const filter = this.box.value;
    // What is still being written is judged, and not applied.
    if (filter !== this.current && !this.box.isRefused) return;
    try {
      const { tokens } = await this.client.request('diagnose', { text: filter });
      if (tokens.some(({ type }) => type === 'macro' || type === 'list')) this.options.onApply(filter);
    } catch {
      // What is shown stays.
    }
  }

  /** Applies a condition, alone or with the present filter. */
  compose(condition: string, sense: FilterSense): void {
    this.options.onApply(composeFilter(this.current, condition, sense));
  }

  /** The present filter, which composed filters are put together with. */
  get filter(): string {
    return this.current;
  }

  /** Opens the menu of what can be done with a condition. */
  openCondition(condition: string, place: MenuPlace): void {
    const items = conditionItems(condition, this.current, (chosen, sense) => this.compose(chosen, sense));
    openMenu('Filter', items, place);
  }

  /** Opens the menu of saved filters, which stand in files. */
  async openSaved(files: readonly FilterFileText[]): Promise<void> {
    try {
      const { filters } = await this.client.request('savedFilters', { files });
      const items = savedFilterItems(filters, this.current, {
        onFilter: this.options.onApply,
        onSave: () => this.save(),
      });
      const { left, bottom } = this.savedButton.getBoundingClientRect();
      openMenu('Saved filters', items, { x: left, y: bottom });
    } catch (error) {
      this.options.onFailure(error);
    }
  }

  /** What each part of the present filter keeps; undefined where that cannot be had. */
  async explanation(): Promise<Explanation | undefined> {
    try {
      const explanation = await this.client.request('explain', { filter: this.current });
      return explanation.accepted ? explanation : undefined;
    } catch (error) {
      this.options.onFailure(error);
      return undefined;
    }
  }

  /** Shows the panel that explains the present filter. */
  async openExplanation(focus = true): Promise<void> {
    const filter = this.current;
    const explanation = filter === '' ? undefined : await this.explanation();
    if (explanation && filter === this.current) this.explainPanel.show(filter, explanation, focus);
  }

  /** Lines for the menu of the page. */
  menuItems(): readonly MenuItem[] {
    const { readyWanted, eventsPossible } = this;
    const none = this.current === '';
    return [
      {
        kind: 'action',
        label: 'Ready filters',
        checked: readyWanted,
        disabled: !eventsPossible,
        run: () => this.showReady(!readyWanted),
      },
      { kind: 'action', label: 'Put the filter into its usual form', run: () => this.box.format() },
      { kind: 'action', label: 'Save the filter …', disabled: none, run: () => this.save() },
      { kind: 'action', label: 'Explain the filter', disabled: none, run: () => void this.openExplanation() },
      { kind: 'separator' },
      ...COPY_TARGETS.map<MenuItem>(([tool, label]) => ({
        kind: 'action',
        label: `Copy the filter as ${label}`,
        disabled: none,
        run: () => void this.copyAs(tool, label),
      })),
    ];
  }

  /** The panel shows while the pointer rests on its button, or is in it. */
  private explainWhenPointedAt(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.explainButton.addEventListener('pointerenter', () => {
      timer = setTimeout(() => void this.openExplanation(false), POINTING_TIME);
    });
    this.explainButton.addEventListener('pointerleave', () => {
      clearTimeout(timer);
      // On its way into the panel the pointer is nowhere for a moment.
      setTimeout(() => {
        if (!this.explainPanel.isUsed) this.explainPanel.hide();
      }, POINTING_TIME);
    });
  }

  private async copyAs(tool: OtherTool, label: string): Promise<void> {
    try {
      const translation = await this.client.request('translate', { filter: this.current, tool });
      copyTranslation(label, translation, (text) => this.host.send({ kind: 'copy', text }));
    } catch (error) {
      this.options.onFailure(error);
    }
  }

  private showReady(shown: boolean): void {
    this.readyWanted = shown;
    this.placeReady();
    this.options.onReady(shown);
  }

  private placeReady(): void {
    this.readyBar.element.hidden = !(this.readyWanted && this.eventsPossible);
  }

  private save(): void {
    this.host.send({ kind: 'saveFilter', filter: this.current });
  }
}
