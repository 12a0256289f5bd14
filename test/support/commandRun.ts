import { Writable } from 'node:stream';
import { runCli } from '../../src/cli/run';

/** What came of a command line. */
export interface CommandRun {
  readonly status: number;
  /** Standard output and standard error. */
  readonly out: string;
  readonly errors: string;
}

/** Runs the command line with these arguments, in this process; `version` is what the program says it is. */
export async function runCommand(args: readonly string[], version = ''): Promise<CommandRun> {
  const out = new TextSink();
  const errors = new TextSink();
  const status = await runCli(args, { out, errors }, () => version);
  return { status, out: out.text, errors: errors.text };
}

class TextSink extends Writable {
  private readonly pieces: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.pieces).toString('utf8');
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.pieces.push(Buffer.from(piece));
    done();
  }
}
