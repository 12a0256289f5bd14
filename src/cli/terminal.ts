import { openSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';
import type { CaptureTerminal } from './captureHosts';

/** The controlling terminal: prompts go there, because standard output and input may be files. */
const TERMINAL = '/dev/tty';

/** The terminal that the program was started from. */
export const processTerminal: CaptureTerminal = {
  askpass: {
    script: path.join(__dirname, 'askpass.js'),
    node: { executable: process.execPath, environment: {} },
  },
  ask: (prompt, kind) => queue(() => askOnTerminal(prompt, kind)),
  onInterrupt(stop) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
    return () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    };
  },
};

let last: Promise<unknown> = Promise.resolve();

/** Several hosts may ask at once: one question at a time. */
function queue<T>(act: () => Promise<T>): Promise<T> {
  const next = last.then(act, act);
  last = next;
  return next;
}

function askOnTerminal(prompt: string, kind: 'secret' | 'text'): Promise<string | undefined> {
  const terminal = openTerminal();
  if (!terminal) return Promise.resolve(undefined);
  const { input, output } = terminal;
  return new Promise((resolve) => {
    output.write(prompt);
    // readline takes the terminal's own echo away; what it would echo of a secret goes nowhere.
    const echo = kind === 'secret' ? new Writable({ write: (_chunk, _encoding, done) => done() }) : output;
    const lines = createInterface({ input, output: echo, terminal: true });
    lines.once('line', (line) => {
      if (kind === 'secret') output.write('\n');
      resolve(line);
      lines.close();
    });
    lines.once('close', () => {
      resolve(undefined);
      input.destroy();
      output.destroy();
    });
  });
}

function openTerminal(): { input: ReadStream; output: WriteStream } | undefined {
  try {
    return { input: new ReadStream(openSync(TERMINAL, 'r')), output: new WriteStream(openSync(TERMINAL, 'w')) };
  } catch {
    // There is no terminal: the program was started by another program.
    return undefined;
  }
}
