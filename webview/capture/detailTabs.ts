import { PacketTab } from './conversation/packetTab';
import { StreamTab } from './conversation/streamTab';
import { TransactionsTab } from './conversation/transactionsTab';
import type { DetailTab, TabActions } from './detailTab';
import { TAB_VIEWS, type TabView } from './detailViews';
import { EchoTab } from './echo/echoTab';
import { FilesTab } from './files/filesTab';
import type { SessionClient } from './sessionClient';

type CreateTab = new (client: SessionClient, actions: TabActions) => DetailTab;

/** What shows each view. */
const TABS: Readonly<Record<TabView, CreateTab>> = {
  packet: PacketTab,
  stream: StreamTab,
  transactions: TransactionsTab,
  echo: EchoTab,
  files: FilesTab,
};

/** Makes the tabs, in their order. */
export function createTabs(client: SessionClient, actions: TabActions): ReadonlyMap<TabView, DetailTab> {
  return new Map(TAB_VIEWS.map((view) => [view, new TABS[view](client, actions)]));
}
