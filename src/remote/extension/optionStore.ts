import type * as vscode from 'vscode';
import type { CaptureOptions } from '../capture/captureOptions';
import { type Preset, readOptions, readPresets, withPreset } from '../capture/rememberedOptions';

const LAST = 'scaplens.capture.lastOptions';
const PRESETS = 'scaplens.capture.presets';

/** The options of the last capture, and presets. They stay on this machine, and hold no secret. */
export class OptionStore {
  constructor(private readonly state: vscode.Memento) {}

  get last(): CaptureOptions {
    return readOptions(this.state.get(LAST));
  }

  get presets(): readonly Preset[] {
    return readPresets(this.state.get(PRESETS));
  }

  async remember(options: CaptureOptions): Promise<void> {
    await this.state.update(LAST, options);
  }

  async addPreset(preset: Preset): Promise<void> {
    await this.state.update(PRESETS, withPreset(this.presets, preset));
  }

  async removePreset(name: string): Promise<void> {
    await this.state.update(
      PRESETS,
      this.presets.filter((each) => each.name !== name),
    );
  }
}
