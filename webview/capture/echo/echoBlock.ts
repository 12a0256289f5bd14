import type { EchoBlock } from '../../../src/session/echoProtocol';
import { createElement } from '../../ui/dom';
import { readableLine } from '../conversation/readableLine';
import { formatCount } from '../numberText';

/** The heading of a block, as `echo_fds` prints it. */
export function echoHeading({ direction, size, container, fd, process }: EchoBlock): string {
  const action = direction === 'read' ? `Read ${size} from` : `Write ${size} to`;
  const where = container === '' ? '' : ` ${container}`;
  return readableLine(`------ ${action}${where} ${fd} (${process})`);
}

/** The text of a block: what of it can be marked and copied. */
export function echoText(block: EchoBlock): string {
  return `${echoHeading(block)}\n${block.data}`;
}

/** What is said of data that is not there, or not shown; empty where all of it is. */
export function lackTexts({ more, missing }: Pick<EchoBlock, 'more' | 'missing'>): {
  readonly more: string;
  readonly missing: string;
} {
  const count = (number: number, noun: string): string => `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`;
  return {
    more: more === 0 ? '' : `… ${count(more, 'more character')}: click or Enter shows them`,
    missing: missing === 0 ? '' : `⟨${count(missing, 'byte')} not in the capture⟩`,
  };
}

/** Puts a block into its element. What is said about the data is no text of the page: copies are of what was captured. */
export function fillEchoBlock(element: HTMLElement, block: EchoBlock): void {
  element.classList.toggle('echo-read', block.direction === 'read');
  element.classList.toggle('echo-written', block.direction === 'written');
  element.dataset.number = String(block.number);
  const children: HTMLElement[] = [
    createElement('div', { className: 'echo-heading block-part', text: echoHeading(block) }),
    createElement('pre', { className: 'echo-data block-part', text: block.data }),
  ];
  const lacks = lackTexts(block);
  if (lacks.more !== '') children.push(note('echo-more', lacks.more));
  if (lacks.missing !== '') children.push(note('echo-missing', lacks.missing));
  element.replaceChildren(...children);
}

function note(className: string, text: string): HTMLElement {
  return createElement('div', { className: `echo-note ${className}`, attributes: { 'data-text': text } });
}
