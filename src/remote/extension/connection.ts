import * as vscode from 'vscode';
import type { ReadyHost } from '../capture/hostCapture';
import { connectHost, type HostRoute } from '../host/connectHost';
import { HostError } from '../host/hostError';
import type { HostSession } from '../host/hostSession';
import { HostNameError } from '../ssh/sshArguments';

/** What came of connecting to a host. */
export type Connected = { readonly ready: ReadyHost } | { readonly host: string; readonly error: HostError };

/** Connects to hosts at once, with a progress that can be cancelled. What fails on one host does not end the others. */
export async function connectHosts(
  hosts: readonly string[],
  routeTo: (host: string) => HostRoute,
): Promise<readonly Connected[]> {
  const title = hosts.length === 1 ? `Connecting to ${hosts[0]}` : `Connecting to ${hosts.length} hosts`;
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_progress, cancellation) =>
    Promise.all(hosts.map((host) => connect(host, routeTo(host), cancellation))),
  );
}

async function connect(host: string, route: HostRoute, cancellation: vscode.CancellationToken): Promise<Connected> {
  let session: HostSession | undefined;
  try {
    const started = connectHost(host, route);
    session = started;
    cancellation.onCancellationRequested(() => started.close());
    const facts = await started.facts();
    const clock = await started.clockOffset();
    return { ready: { host, session: started, facts, clockOffset: clock?.offset } };
  } catch (error) {
    session?.close();
    if (error instanceof HostError) return { host, error };
    if (error instanceof HostNameError) return { host, error: new HostError('unknown-host', error.message) };
    throw error;
  }
}
