import type { EventLine } from '../../src/session/protocol';
import type { Grid } from '../ui/grid';
import type { ChosenEvent } from './chosenEvent';
import { viewActions } from './detailViews';
import type { PageCommand, PcapngChoice } from './editorProtocol';
import { lineAsText } from './eventColumns';
import type { FilterBox } from './filterBox';
import type { GoToEvent } from './goToEvent';
import { showKeys } from './keysDialog';
import type { PageAction } from './pageKeys';

export interface PageActionParts {
  readonly grid: Grid<EventLine>;
  readonly filterBox: FilterBox;
  readonly chosen: ChosenEvent;
  readonly goTo: GoToEvent;
  readonly onCopy: (text: string) => void;
  readonly onClearFilter: () => void;
  /** The list is to follow what comes, or to stand still. */
  readonly onFollow: () => void;
  /** Packets of what is listed, or of the chosen event, are to be written to a file. */
  readonly onSavePcapng: (what: PcapngChoice['what']) => void;
}

/** Does what keys of the page and commands of VS Code ask for. */
export class PageActions {
  private readonly commands: Readonly<Record<PageCommand, () => void>>;
  private readonly actions: Readonly<Record<PageAction, () => void>>;

  constructor({ grid, filterBox, chosen, goTo, onCopy, onClearFilter, onFollow, onSavePcapng }: PageActionParts) {
    this.actions = {
      filter: () => filterBox.focus(),
      goTo: () => goTo.open(),
      keys: showKeys,
      list: () => grid.focus(),
      ...viewActions((view) => chosen.detail.open(view)),
      beside: () => chosen.openBeside(),
      partner: () => chosen.goToPartner(),
      ...chosen.neighbours.actions,
      copyRow: () => {
        const line = grid.rowAt(grid.cursorIndex);
        if (line) onCopy(lineAsText(line));
      },
    };
    this.commands = {
      focusFilter: this.actions.filter,
      goToEvent: this.actions.goTo,
      clearFilter: onClearFilter,
      toggleFollow: onFollow,
      goBack: () => chosen.step(-1),
      goForward: () => chosen.step(1),
      savePackets: () => onSavePcapng('packets'),
      saveConversations: () => onSavePcapng('conversations'),
      openBeside: () => chosen.openBeside(),
      saveConversation: () => onSavePcapng('conversation'),
    };
  }

  act(action: PageAction): void {
    this.actions[action]();
  }

  obey(command: PageCommand): void {
    this.commands[command]();
  }
}
