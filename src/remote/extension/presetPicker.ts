import * as vscode from 'vscode';
import type { CaptureOptions } from '../capture/captureOptions';
import type { Preset } from '../capture/rememberedOptions';
import type { OptionStore } from './optionStore';

interface PresetItem extends vscode.QuickPickItem {
  readonly preset: Preset;
}

/** Lets the person choose a preset; undefined: none. */
export async function loadPreset(store: OptionStore): Promise<CaptureOptions | undefined> {
  const picker = vscode.window.createQuickPick<PresetItem>();
  picker.title = 'Use a Preset';
  picker.placeholder = store.presets.length === 0 ? 'No preset has been kept yet' : '';
  const remove = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Forget this preset' };
  const fill = (): void => {
    picker.items = store.presets.map((preset) => ({
      preset,
      label: preset.name,
      description: preset.options.filter,
      buttons: [remove],
    }));
  };
  fill();
  try {
    return await new Promise((resolve) => {
      picker.onDidTriggerItemButton(async ({ item }) => {
        await store.removePreset(item.preset.name);
        fill();
      });
      picker.onDidAccept(() => {
        if (picker.selectedItems.length > 0) resolve(picker.selectedItems[0].preset.options);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

/** Keeps options under a name that the person is asked for. */
export async function savePreset(store: OptionStore, options: CaptureOptions): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: 'Keep as a Preset',
    prompt: 'A name for these options. A preset of the same name is replaced.',
    validateInput: (text) => (text.trim() === '' ? 'A preset needs a name.' : undefined),
  });
  if (name !== undefined) await store.addPreset({ name: name.trim(), options });
}
