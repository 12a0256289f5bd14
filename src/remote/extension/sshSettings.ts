import * as vscode from 'vscode';
import { type ConfiguredHost, configuredHosts, userConfigFile } from '../ssh/hostNames';
import { type SshSettings, USUAL_SSH } from '../ssh/sshArguments';

/**
 * What the machine's settings say about ssh. Only its own count: the manifest gives them machine scope, and a workspace's are
 * not looked at here either, because they choose what is executed.
 */
function sshSettings(): SshSettings {
  const program = machineSetting('scaplens.remote', 'sshPath');
  const extraArguments = machineSetting('scaplens.remote', 'sshArguments');
  return {
    program: typeof program === 'string' && program.trim() !== '' ? program.trim() : USUAL_SSH.program,
    extraArguments: Array.isArray(extraArguments)
      ? extraArguments.filter((each): each is string => typeof each === 'string')
      : USUAL_SSH.extraArguments,
  };
}

/** The same for a host: one that only the file of Remote-SSH names is looked up there. */
export function sshSettingsFor(host: string): SshSettings {
  const settings = sshSettings();
  const file = knownHosts().find(({ name }) => name === host)?.file;
  if (file === undefined || file === ownFile(settings)) return settings;
  return { ...settings, extraArguments: [...settings.extraArguments, '-F', file] };
}

/** The hosts that ssh's configuration names: the file that the settings give to ssh, or the user's, and Remote-SSH's. */
export function knownHosts(): ConfiguredHost[] {
  const other = machineSetting('remote.SSH', 'configFile');
  const own = ownFile(sshSettings());
  return configuredHosts([own, ...(typeof other === 'string' && other !== '' ? [other] : [])]);
}

function ownFile({ extraArguments }: SshSettings): string {
  const given = extraArguments.indexOf('-F');
  return (given >= 0 ? extraArguments[given + 1] : undefined) ?? userConfigFile();
}

function machineSetting(section: string, name: string): unknown {
  return vscode.workspace.getConfiguration(section).inspect(name)?.globalValue;
}
