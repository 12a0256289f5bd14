import type * as vscode from 'vscode';
import { AskpassServer, type NodeProgram } from '../askpass/askpassServer';
import type { ReadyHost } from '../capture/hostCapture';
import { THIS_MACHINE } from '../host/connectHost';
import type { CaptureMessages } from './captureMessages';
import { connectHosts } from './connection';
import { Prompts } from './prompts';
import { sshSettingsFor } from './sshSettings';

/** How askpass is started, which brings ssh's prompts here. */
export interface AskpassProgram {
  readonly script: string;
  readonly node: NodeProgram;
}

/** Connects to hosts with the user's own ssh, whose prompts appear in VS Code. */
export class HostConnector implements vscode.Disposable {
  readonly prompts = new Prompts();
  private askpass: Promise<AskpassServer> | undefined;

  constructor(
    private readonly program: AskpassProgram,
    private readonly messages: CaptureMessages,
  ) {}

  /** The hosts that could be reached; why another one could not be is said. */
  async connect(hosts: readonly string[], compress: boolean): Promise<ReadyHost[]> {
    const isRemote = hosts.some((host) => host !== THIS_MACHINE);
    const askpass = isRemote ? await this.startAskpass() : undefined;
    const connected = await connectHosts(hosts, (host) => ({
      ssh: sshSettingsFor(host),
      compress,
      environment: askpass?.environmentFor(host) ?? {},
    }));
    return connected.flatMap((each) => {
      if ('ready' in each) return [each.ready];
      if (each.error.reason !== 'cancelled') this.messages.fail(each.error);
      return [];
    });
  }

  dispose(): void {
    void this.askpass?.then((server) => server.dispose());
  }

  private startAskpass(): Promise<AskpassServer> {
    const { script, node } = this.program;
    this.askpass ??= AskpassServer.start(script, node, (question, gone) => this.prompts.answer(question, gone));
    return this.askpass;
  }
}
