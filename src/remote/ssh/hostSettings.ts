import { type ConfiguredHost, configuredHosts, userConfigFile } from './hostNames';
import type { SshSettings } from './sshArguments';

/** The configuration files that name hosts: ssh's own (the one of the settings, or the user's), then others, such as Remote-SSH's. */
export interface ConfigFiles {
  readonly settings: SshSettings;
  readonly others: readonly string[];
}

/** The hosts that the files name, in their order; one that ssh's own file names counts as its. */
export function namedHosts({ settings, others }: ConfigFiles): ConfiguredHost[] {
  return configuredHosts([ownFile(settings), ...others]);
}

/** The settings with which ssh finds a host: one that only another file names is looked up there, and so are its jump hosts. */
export function settingsFor(host: string, files: ConfigFiles): SshSettings {
  const { settings } = files;
  const file = namedHosts(files).find(({ name }) => name === host)?.file;
  if (file === undefined || file === ownFile(settings)) return settings;
  // Of several -F, ssh takes the last.
  return { ...settings, extraArguments: [...settings.extraArguments, '-F', file] };
}

function ownFile({ extraArguments }: SshSettings): string {
  const given = extraArguments.lastIndexOf('-F');
  return (given >= 0 ? extraArguments[given + 1] : undefined) ?? userConfigFile();
}
