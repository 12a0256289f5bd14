import path from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls in its extension host; a rejection makes the run a failed one. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false });
  mocha.addFile(path.join(__dirname, 'extension.suite.js'));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) {
    throw new Error(`${failures} failed`);
  }
}
