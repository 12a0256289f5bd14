import * as vscode from 'vscode';
import { type ConfiguredHost, configuredHosts, userConfigFile } from '../ssh/hostNames';
import { type SshSettings, USUAL_SSH } from '../ssh/sshArguments';

/**
 * What the machine's settings say about ssh. Only its own count: the manifest gives them machine scope, and a workspace's are
 * not looked at here either, because they choose what is executed.
 */
export function sshSettings(): SshSettings {
  const program = machineSetting('scaplens.remote', 'sshPath');
  const extraArguments = machineSetting('scaplens.remote', 'sshArguments');
  return {
    program: typeof program === 'string' && program.trim() !== '' ? program.trim() : USUAL_SSH.program,
    extraArguments: Array.isArray(extraArguments)
      ? extraArguments.filter((each): each is string => typeof each === 'string')
      : USUAL_SSH.extraArguments,
  };
}

/** The hosts that ssh's configuration names: the file that the settings give to ssh, or the user's, and Remote-SSH's. */
export function knownHosts({ extraArguments }: SshSettings): ConfiguredHost[] {
  const given = extraArguments.indexOf('-F');
  const own = given >= 0 ? extraArguments[given + 1] : undefined;
  const other = machineSetting('remote.SSH', 'configFile');
  return configuredHosts([own ?? userConfigFile(), ...(typeof other === 'string' && other !== '' ? [other] : [])]);
}

function machineSetting(section: string, name: string): unknown {
  return vscode.workspace.getConfiguration(section).inspect(name)?.globalValue;
}
