import { type CaptureOptions, checkOptions, type Driver, type Privilege, USUAL_OPTIONS } from './captureOptions';

/** Options under a name of the person's. */
export interface Preset {
  readonly name: string;
  readonly options: CaptureOptions;
}

/** Presets that are kept. */
const MOST_PRESETS = 50;
const PRIVILEGES: readonly Privilege[] = ['none', 'sudo', 'sudo-password', 'doas'];
const DRIVERS: readonly Driver[] = ['automatic', 'modern-bpf', 'kernel-module'];

/** Options out of what was stored, perhaps by another version: whatever is not as it should be is as usual. */
export function readOptions(stored: unknown): CaptureOptions {
  if (typeof stored !== 'object' || stored === null) return USUAL_OPTIONS;
  const { snaplen, filter, compress, privilege, driver, kubernetesApi, command, ...limits } = stored as Partial<
    Record<keyof CaptureOptions, unknown>
  >;
  const limit = (name: 'seconds' | 'bytes' | 'keepSeconds' | 'keepBytes'): number | undefined => {
    const value = limits[name];
    return typeof value === 'number' ? value : undefined;
  };
  const options: CaptureOptions = {
    seconds: limit('seconds'),
    bytes: limit('bytes'),
    keepSeconds: limit('keepSeconds'),
    keepBytes: limit('keepBytes'),
    snaplen: typeof snaplen === 'number' ? snaplen : USUAL_OPTIONS.snaplen,
    filter: typeof filter === 'string' ? filter : '',
    compress: compress === true,
    privilege: PRIVILEGES.find((each) => each === privilege) ?? USUAL_OPTIONS.privilege,
    driver: DRIVERS.find((each) => each === driver) ?? USUAL_OPTIONS.driver,
    kubernetesApi: typeof kubernetesApi === 'string' ? kubernetesApi : '',
    command: typeof command === 'string' ? command : '',
  };
  try {
    checkOptions(options);
    return options;
  } catch {
    return USUAL_OPTIONS;
  }
}

/** Presets out of what was stored. */
export function readPresets(stored: unknown): Preset[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, MOST_PRESETS).flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null || !('name' in each) || typeof each.name !== 'string') return [];
    return [{ name: each.name, options: readOptions('options' in each ? each.options : undefined) }];
  });
}

/** Presets with one more, which takes the place of one of the same name. */
export function withPreset(presets: readonly Preset[], added: Preset): Preset[] {
  return [added, ...presets.filter(({ name }) => name !== added.name)].slice(0, MOST_PRESETS);
}
