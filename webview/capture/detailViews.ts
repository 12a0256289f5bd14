/** What the page knows of a view of the detail; how it is made stands in `detailTabs`. */
interface ViewFacts {
  /** What its tab is called. */
  readonly label: string;
  /** The key that opens it from anywhere in the page, and what the list of keys says of that. */
  readonly key: string;
  readonly meaning: string;
  /** Keys inside of it, and what they do. */
  readonly keysInside: readonly (readonly [keys: string, meaning: string])[];
  /** It is about one event, which may have nothing to show in it, or about all that are listed. */
  readonly about: 'event' | 'list';
}

/** The views of the detail beside the event itself, in the order of their tabs. */
export const DETAIL_VIEWS = {
  packet: {
    label: 'Packet',
    key: 'P',
    meaning: 'Show the packet that the event carries',
    keysInside: [],
    about: 'event',
  },
  stream: {
    label: 'Stream',
    key: 'F',
    meaning: 'Follow the stream of the event',
    keysInside: [],
    about: 'event',
  },
  transactions: {
    label: 'Transactions',
    key: 'R',
    meaning: 'Show requests with their answers',
    keysInside: [['Enter in a stream or among requests', 'Go to the event in the list']],
    about: 'list',
  },
  echo: {
    label: 'Echo',
    key: 'E',
    meaning: 'Show what all listed events read and wrote',
    keysInside: [['Enter in the echo', 'Show all of a long block']],
    about: 'list',
  },
  files: {
    label: 'Files',
    key: 'L',
    meaning: 'List the files that were read and written',
    keysInside: [['Enter, letters in the files', 'Open the file as it was captured; find files']],
    about: 'list',
  },
} as const satisfies Readonly<Record<string, ViewFacts>>;

/** A view with a tab of its own. */
export type TabView = keyof typeof DETAIL_VIEWS;
/** What the detail shows: the event itself, or one of the others. */
export type DetailView = 'event' | TabView;
/** A view that an event may have nothing to show in. */
export type EventView = { [V in TabView]: (typeof DETAIL_VIEWS)[V]['about'] extends 'event' ? V : never }[TabView];

export const TAB_VIEWS = Object.keys(DETAIL_VIEWS) as readonly TabView[];
export const EVENT_VIEWS: readonly EventView[] = TAB_VIEWS.filter(isEventView);

const VIEW_OF_KEY: ReadonlyMap<string, TabView> = new Map(
  TAB_VIEWS.map((view) => [DETAIL_VIEWS[view].key.toLowerCase(), view]),
);

export function isEventView(view: DetailView): view is EventView {
  return view !== 'event' && DETAIL_VIEWS[view].about === 'event';
}

/** What a view is called. */
export function labelOf(view: DetailView): string {
  return view === 'event' ? 'Event' : DETAIL_VIEWS[view].label;
}

/** The view that a key opens, `key` in lower case; undefined where it opens none. */
export function viewOfKey(key: string): TabView | undefined {
  return VIEW_OF_KEY.get(key);
}

/** Reads a view that was kept, perhaps by another version. */
export function readView(kept: unknown): DetailView {
  return TAB_VIEWS.find((view) => view === kept) ?? 'event';
}

/** For each view the action that opens it. */
export function viewActions(open: (view: TabView) => void): Readonly<Record<TabView, () => void>> {
  const actions = TAB_VIEWS.map((view) => [view, () => open(view)] as const);
  return Object.fromEntries(actions) as Record<TabView, () => void>;
}
