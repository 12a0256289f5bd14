import fs from 'node:fs';

/**
 * Keeps what a program prints in a file, and tells when a text appears in it.
 *
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {string} logFile
 */
export function watchOutput(child, logFile) {
  const log = fs.createWriteStream(logFile);
  let output = '';
  /** @type {Map<string, () => void>} */
  const waiting = new Map();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      log.write(data);
      output += data;
      for (const [text, found] of waiting) {
        if (output.includes(text)) {
          found();
          waiting.delete(text);
        }
      }
    });
  }
  return {
    all: () => output,
    /**
     * @param {string} text
     * @returns {Promise<void>}
     */
    text: (text) => new Promise((resolve) => waiting.set(text, resolve)),
  };
}
