import {
  Button,
  provideVSCodeDesignSystem,
  TextField,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { createIcon } from './dom';

/**
 * The platform's own controls. The toolkit is imported here and nowhere else, so that a successor of it is a change to
 * this one file. Nothing of its types leaves: callers see `HTMLElement` and the small interfaces below.
 */

/** Registers the custom elements; call once, before the page is built. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextField());
}

export interface ButtonOptions {
  readonly label: string;
  /** A codicon's name; with `iconOnly` the label becomes the accessible name and the tooltip. */
  readonly icon?: string;
  readonly iconOnly?: boolean;
  readonly appearance?: 'primary' | 'secondary' | 'icon';
  readonly id?: string;
  readonly onPress: () => void;
}

/** A push button. */
export function createButton(options: ButtonOptions): HTMLElement {
  const button = document.createElement('vscode-button');
  if (options.id !== undefined) button.id = options.id;
  if (button instanceof Button) {
    button.appearance = options.iconOnly ? 'icon' : (options.appearance ?? 'secondary');
    if (options.iconOnly) button.ariaLabel = options.label;
  }
  if (options.iconOnly) {
    button.setAttribute('aria-label', options.label);
    button.title = options.label;
    if (options.icon !== undefined) button.append(createIcon(options.icon));
  } else {
    if (options.icon !== undefined) {
      const icon = createIcon(options.icon);
      icon.slot = 'start';
      button.append(icon);
    }
    button.append(document.createTextNode(options.label));
  }
  button.addEventListener('click', options.onPress);
  return button;
}

/** Turning ring for a wait of unknown length. Show it only for waits above 300 ms. */
export function createProgressRing(label: string): HTMLElement {
  const ring = document.createElement('vscode-progress-ring');
  ring.setAttribute('aria-label', label);
  return ring;
}

/** A one-line text field with a visible label. */
export interface TextFieldControl {
  readonly element: HTMLElement;
  value: string;
  /** Focuses the field and selects what stands in it. */
  focus(): void;
}

/** Makes a one-line text field; `id` is on the custom element. */
export function createTextField(options: {
  readonly id: string;
  readonly label: string;
  readonly placeholder?: string;
}): TextFieldControl {
  const field = document.createElement('vscode-text-field');
  field.id = options.id;
  field.setAttribute('placeholder', options.placeholder ?? '');
  field.append(document.createTextNode(options.label));
  const typed = (): TextField | null => (field instanceof TextField ? field : null);
  return {
    element: field,
    get value(): string {
      return typed()?.value ?? '';
    },
    set value(value: string) {
      const control = typed();
      if (control) control.value = value;
    },
    focus(): void {
      field.focus();
      typed()?.control?.select();
    },
  };
}
