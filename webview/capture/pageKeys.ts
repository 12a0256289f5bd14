import { type TabView, viewOfKey } from './detailViews';

/** What a key asks of the page, wherever the focus is. */
export type PageAction =
  | 'filter'
  | 'goTo'
  | 'partner'
  | 'previousInFd'
  | 'nextInFd'
  | 'previousInThread'
  | 'nextInThread'
  | 'keys'
  | 'copyRow'
  | 'list'
  | 'beside'
  | TabView;

/** The parts of a key press that count, and where it fell. */
export interface PageKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** The focus is in a field that takes text. */
  readonly typing: boolean;
  /** Some text of the page is marked: copying means that text. */
  readonly marked: boolean;
}

const NEIGHBOUR_KEYS: Readonly<Record<string, PageAction>> = {
  '[': 'previousInFd',
  ']': 'nextInFd',
  '{': 'previousInThread',
  '}': 'nextInThread',
};

/** The action of a key press, or null where the key is none of the page's. `ctrl` stands for Cmd, too. */
export function actionOfKey(press: PageKey): PageAction | null {
  const neighbour = NEIGHBOUR_KEYS[press.key];
  // Many keyboards have these characters only together with Alt, or with AltGr, which counts as Ctrl and Alt.
  if (neighbour && !press.typing && (press.alt || !press.ctrl)) return neighbour;
  const key = press.key.toLowerCase();
  if (press.alt) return null;
  if (press.ctrl) {
    if (key === 'f') return 'filter';
    if (key === 'g') return 'goTo';
    if (key === 'c' && !press.typing && !press.marked) return 'copyRow';
    return null;
  }
  if (press.typing) return null;
  switch (key) {
    case '/':
      return 'filter';
    case 'g':
      return 'goTo';
    case 'x':
      return 'partner';
    case 'b':
      return 'beside';
    case '?':
      return 'keys';
    case 'escape':
      return 'list';
    default:
      return viewOfKey(key) ?? null;
  }
}
