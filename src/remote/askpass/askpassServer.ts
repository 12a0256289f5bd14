import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shellLine } from '../shellWord';
import {
  ASKPASS_HOST,
  ASKPASS_SOCKET,
  type AskpassAnswer,
  type AskpassQuestion,
  LONGEST_MESSAGE,
  readQuestion,
} from './askpassMessages';

/** Answers a prompt; undefined: the person gave none. `gone`: ssh has ended, and nobody waits for the answer any more. */
export type AnswerPrompt = (question: AskpassQuestion, gone: AbortSignal) => Promise<string | undefined>;

/** How a node program is started: VS Code's own executable is one only with a variable set. */
export interface NodeProgram {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Where askpass brings its prompts: a socket in a folder that only this user can enter, or a pipe with a name that cannot be
 * guessed on Windows. Ends with `dispose`.
 */
export class AskpassServer {
  private constructor(
    private readonly folder: string,
    private readonly server: Server,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** `script`: the built askpass program. Rejects with node's own error where no socket can be made. */
  static async start(script: string, node: NodeProgram, answer: AnswerPrompt): Promise<AskpassServer> {
    const folder = mkdtempSync(join(tmpdir(), 'scaplens-askpass-'));
    chmodSync(folder, 0o700);
    const windows = process.platform === 'win32';
    const path = windows ? `\\\\.\\pipe\\scaplens-${randomBytes(16).toString('hex')}` : join(folder, 'socket');
    const server = createServer((socket) => serve(socket, answer));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, () => resolve());
    });
    server.unref();
    const starter = join(folder, windows ? 'askpass.cmd' : 'askpass');
    writeFileSync(starter, windows ? windowsStarter(node, script) : posixStarter(node, script), { mode: 0o700 });
    return new AskpassServer(folder, server, {
      ...node.environment,
      [ASKPASS_SOCKET]: path,
      SSH_ASKPASS: starter,
      SSH_ASKPASS_REQUIRE: 'force',
      // Before OpenSSH 8.4, askpass was used only where a display seemed to be.
      DISPLAY: process.env.DISPLAY ?? ':0',
    });
  }

  /** To be given to the ssh that reaches a host. Holds paths and the host's name, never a secret. */
  environmentFor(host: string): Readonly<Record<string, string>> {
    return { ...this.environment, [ASKPASS_HOST]: host };
  }

  dispose(): void {
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function serve(socket: Socket, answer: AnswerPrompt): void {
  let received = '';
  let asked = false;
  const gone = new AbortController();
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.on('close', () => gone.abort());
  socket.on('data', (text: string) => {
    received += text;
    const end = received.indexOf('\n');
    if (asked || (end < 0 && received.length <= LONGEST_MESSAGE)) return;
    asked = true;
    const question = readQuestion(received.slice(0, end));
    if (!question) {
      socket.destroy();
      return;
    }
    answer(question, gone.signal).then(
      (given) => socket.end(`${JSON.stringify({ text: given ?? null } satisfies AskpassAnswer)}\n`),
      () => socket.destroy(),
    );
  });
}

function posixStarter({ executable }: NodeProgram, script: string): string {
  return `#!/bin/sh\nexec ${shellLine([executable, script])} "$@"\n`;
}

function windowsStarter({ executable }: NodeProgram, script: string): string {
  return `@"${executable}" "${script}" %*\r\n`;
}
