import * as vscode from 'vscode';
import type { ConfiguredHost } from '../ssh/hostNames';
import { type ConfigFiles, namedHosts, settingsFor } from '../ssh/hostSettings';
import { type SshSettings, USUAL_SSH } from '../ssh/sshArguments';

/** How ssh is to be called for a host, by the machine's settings; one that only the file of Remote-SSH names is looked up there. */
export function sshSettingsFor(host: string): SshSettings {
  return settingsFor(host, configFiles());
}

/** The hosts that ssh's configuration names: the file that the settings give to ssh, or the user's, and Remote-SSH's. */
export function knownHosts(): ConfiguredHost[] {
  return namedHosts(configFiles());
}

/**
 * What the machine's settings say about ssh. Only its own count: the manifest gives them machine scope, and a workspace's are
 * not looked at here either, because they choose what is executed.
 */
function configFiles(): ConfigFiles {
  const program = machineSetting('scaplens.remote', 'sshPath');
  const extraArguments = machineSetting('scaplens.remote', 'sshArguments');
  const other = machineSetting('remote.SSH', 'configFile');
  return {
    settings: {
      program: typeof program === 'string' && program.trim() !== '' ? program.trim() : USUAL_SSH.program,
      extraArguments: Array.isArray(extraArguments)
        ? extraArguments.filter((each): each is string => typeof each === 'string')
        : USUAL_SSH.extraArguments,
    },
    others: typeof other === 'string' && other !== '' ? [other] : [],
  };
}

function machineSetting(section: string, name: string): unknown {
  return vscode.workspace.getConfiguration(section).inspect(name)?.globalValue;
}
