import type { OtherTool, SessionResult } from '../../src/session/protocol';
import { openDialog } from '../ui/dialog';
import { createElement } from '../ui/dom';

/** The tools that a filter can be copied for, as the menu calls what comes of it. */
export const COPY_TARGETS: readonly (readonly [tool: OtherTool, label: string])[] = [
  ['sysdig', 'sysdig command line'],
  ['falco', 'Falco condition'],
  ['wireshark', 'Wireshark display filter'],
  ['stratoshark', 'Stratoshark display filter'],
];

/**
 * Copies a filter in the words of another tool; where it cannot be said there, or there is something to know about it, a
 * dialog says so.
 */
export function copyTranslation(
  label: string,
  translation: SessionResult<'translate'>,
  onCopy: (text: string) => void,
): void {
  if (!translation.said) {
    openDialog(`No ${label}`, createElement('p', { text: translation.reason }));
    return;
  }
  onCopy(translation.text);
  if (translation.remarks.length === 0) return;
  const remarks = translation.remarks.map((text) => createElement('p', { text }));
  const text = createElement('pre', { className: 'copied', text: translation.text });
  openDialog(`Copied as ${label}`, createElement('div', { children: [text, ...remarks] }));
}
