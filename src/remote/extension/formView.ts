import * as vscode from 'vscode';
import type { StartWorker } from '../../session/client/workerLink';
import {
  askedOptions,
  type CaptureRequestForm,
  type FormOption,
  fittingPrivilege,
  formCommands,
  formFindings,
  formHosts,
  formOptions,
} from '../capture/captureForm';
import { CaptureOptionError, type CaptureOptions, checkOptions } from '../capture/captureOptions';
import type { ReadyHost } from '../capture/hostCapture';
import { freeSpace } from '../spool/freeSpace';
import { copyButton } from './buttons';
import { labelOf } from './hostLabel';
import { editOption } from './optionEditors';
import type { OptionStore } from './optionStore';
import { loadPreset, savePreset } from './presetPicker';

type FormAction =
  | { readonly kind: 'start' }
  | { readonly kind: 'option'; readonly option: FormOption['option'] }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'load' | 'save' };

/** The options that a host is to record with. */
export type OptionsOf = (host: string) => CaptureOptions;

interface FormItem extends vscode.QuickPickItem {
  /** Undefined for a line that only says something. */
  readonly action?: FormAction;
}

/**
 * The options of a capture as one form: a list whose lines are changed by choosing them. Gives what was asked for, or
 * undefined where the person left it. Nothing has run on the hosts by then. `folder`: where captures are kept until they are saved.
 */
export async function askOptions(
  hosts: readonly ReadyHost[],
  store: OptionStore,
  startWorker: StartWorker,
  folder: string,
): Promise<OptionsOf | undefined> {
  const { last } = store;
  let form: CaptureRequestForm = {
    hosts,
    localFree: freeSpace(folder),
    limits: new Map(),
    options: { ...last, privilege: fittingPrivilege(hosts, last.privilege) },
  };
  let place: string | undefined;
  for (;;) {
    const item = await show(form, place);
    if (!item?.action) return undefined;
    place = item.label;
    const { action } = item;
    switch (action.kind) {
      case 'start': {
        const asked = form;
        await store.remember(asked.options);
        return (host) => askedOptions(asked, host);
      }
      case 'copy':
        await vscode.env.clipboard.writeText(action.text);
        break;
      case 'load':
        form = { ...form, options: (await loadPreset(store)) ?? form.options };
        break;
      case 'save':
        await savePreset(store, form.options);
        break;
      case 'option':
        form = await editOption(form, action.option, hosts, startWorker);
        break;
    }
  }
}

/** Shows the form with a line marked, until a line is chosen that does something. */
function show(form: CaptureRequestForm, place: string | undefined): Promise<FormItem | undefined> {
  const picker = vscode.window.createQuickPick<FormItem>();
  picker.title = `Start Capture: ${form.hosts.map(({ host }) => labelOf(host)).join(', ')}`;
  picker.placeholder = 'Choose a line to change it, or the first to start';
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.items = formItems(form);
  picker.activeItems = picker.items.filter(({ label }) => label === place).slice(0, 1);
  return new Promise((resolve) => {
    picker.onDidTriggerItemButton(({ item }) => {
      const text = item.action?.kind === 'copy' ? item.action.text : formCommands(form);
      void vscode.env.clipboard.writeText(text);
    });
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (item?.action) resolve(item);
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  }).then((item) => {
    picker.dispose();
    return item as FormItem | undefined;
  });
}

function formItems(form: CaptureRequestForm): FormItem[] {
  const findings = formFindings(form);
  const command = formCommands(form);
  return [
    startItem(form),
    ...command.split('\n').map((line, index) => ({
      label: index === 0 ? '$(terminal) Runs there' : '$(blank)',
      description: line,
      buttons: [copyButton('Copy the command')],
      action: { kind: 'copy', text: command } as const,
    })),
    separator('Hosts'),
    ...formHosts(form).map(({ host, text }) => ({
      label: `$(server) ${labelOf(host)}`,
      description: text,
      action: { kind: 'copy', text: `${host}: ${text}` } as const,
    })),
    ...findings.flatMap(({ host, severity, message, remedies }) => [
      {
        label: `$(${severity}) ${labelOf(host)}`,
        description: message,
        action: { kind: 'copy', text: message } as const,
      },
      ...remedies.map((remedy) => ({
        label: '$(blank) mended by',
        description: remedy,
        buttons: [copyButton('Copy the command')],
        action: { kind: 'copy', text: remedy } as const,
      })),
    ]),
    separator('Options'),
    ...formOptions(form).map(({ option, label, value }) => ({
      label,
      description: value,
      action: { kind: 'option', option } as const,
    })),
    separator('Presets'),
    { label: 'Use a preset…', action: { kind: 'load' } },
    { label: 'Keep these options as a preset…', action: { kind: 'save' } },
  ];
}

/** What cannot be started says why, and does nothing. */
function startItem(form: CaptureRequestForm): FormItem {
  const error = formFindings(form).find(({ severity }) => severity === 'error');
  const wrong = error ? `${labelOf(error.host)}: ${error.message}` : wrongOption(form);
  return wrong === undefined
    ? { label: '$(play) Start', action: { kind: 'start' } }
    : { label: '$(circle-slash) Cannot start', description: wrong };
}

function wrongOption(form: CaptureRequestForm): string | undefined {
  try {
    for (const { host } of form.hosts) checkOptions(askedOptions(form, host));
    return undefined;
  } catch (error) {
    if (error instanceof CaptureOptionError) return error.message;
    throw error;
  }
}

function separator(label: string): FormItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
