// npm start: installs, builds, and opens the sample capture in VS Code. Only Node's own modules are needed to begin.
//   npm start -- --browser   in code-server, even where there is a desktop VS Code
//   npm start -- --dry-run   prints what would be run for the desktop's VS Code, or that code-server would be
import path from 'node:path';
import { installCodeServer, installExtension, openFile, startCodeServer } from './support/codeServer.mjs';
import { desktopCommand, findDesktop, openDesktop } from './support/desktop.mjs';
import { installDependencies } from './support/install.mjs';
import { root, sampleCapture, sampleFolder } from './support/paths.mjs';
import { makeProfile, removeProfile } from './support/profile.mjs';
import { runNpm } from './support/run.mjs';
import { packVsix } from './support/vsix.mjs';

const preferredPort = 8391;

try {
  await start(new Set(process.argv.slice(2)));
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}

/** @param {ReadonlySet<string>} options */
async function start(options) {
  const desktop = options.has('--browser') ? undefined : findDesktop();
  if (desktop === undefined && process.platform !== 'linux') {
    throw new Error(
      "There is no `code` on PATH. Install VS Code (in it, on macOS: “Shell Command: Install 'code' command in PATH”) and try again.",
    );
  }
  const command =
    desktop === undefined ? undefined : desktopCommand(process.platform, desktop, root, sampleFolder, sampleCapture);
  if (options.has('--dry-run')) {
    console.log(command === undefined ? 'code-server on 127.0.0.1' : [command.file, ...command.args].join(' '));
    return;
  }
  await installDependencies();
  await runNpm(['run', '--silent', 'build'], { cwd: root });
  if (command === undefined) {
    await serve();
  } else {
    await openDesktop(command);
    console.log('The sample capture opens in VS Code.');
  }
}

/** Serves a workbench with the packed extension until it is interrupted. */
async function serve() {
  console.log('There is no desktop VS Code here: starting code-server.');
  await installCodeServer();
  const profile = makeProfile();
  const interrupted = new Promise((resolve) => {
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
  try {
    const vsix = path.join(profile.folder, 'scaplens.vsix');
    await packVsix(vsix);
    await installExtension(profile, vsix);
    const server = await startCodeServer(profile, { port: preferredPort });
    console.log(`\n  http://${server.authority}/?${new URLSearchParams({ folder: sampleFolder })}\n`);
    console.log('Open this address in a browser on this machine. It asks for no password: whoever can log in here can');
    console.log('open it, too. Ctrl+C stops it.');
    // Not named in the address: a file that opens with the window does so before extensions are known.
    server.connected.then(() => openFile(profile, sampleCapture)).catch(reportFailure);
    await Promise.race([interrupted, server.ended]);
    await server.stop();
  } finally {
    removeProfile(profile);
  }
}

/** @param {unknown} error */
function reportFailure(error) {
  console.error(error instanceof Error ? error.message : error);
}
