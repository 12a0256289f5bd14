/** What an element is made with; everything is optional. */
export interface ElementOptions {
  readonly id?: string;
  readonly className?: string;
  /** Set as `textContent`: safe for captured bytes. */
  readonly text?: string;
  readonly role?: string;
  /** Plain attributes; an `aria-…` name is written out. Never `style`: the page's content policy refuses it. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

/** Makes one HTML element. */
export function createElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (options.id !== undefined) element.id = options.id;
  if (options.className !== undefined) element.className = options.className;
  if (options.text !== undefined) element.textContent = options.text;
  if (options.role !== undefined) element.setAttribute('role', options.role);
  for (const [name, value] of Object.entries(options.attributes ?? {})) element.setAttribute(name, value);
  if (options.children) element.append(...options.children);
  return element;
}

/** A codicon, hidden from assistive technology: what it says must also stand in words nearby. */
export function createIcon(name: string): HTMLElement {
  return createElement('span', { className: `codicon codicon-${name}`, attributes: { 'aria-hidden': 'true' } });
}

/** Sets or removes an attribute. */
export function setOptionalAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
