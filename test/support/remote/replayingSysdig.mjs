// Stands in for sysdig on machines whose kernel gives no driver, in tests alone: it takes sysdig's command line, and where
// sysdig would record it replays a recorded capture to its standard output, paced by the times of the events.
//
// What it does besides comes from its environment, because its arguments are sysdig's:
//   REPLAY_CAPTURE    the capture, plain or gzip
//   REPLAY_PACE       how many times faster than it was recorded; 0: as fast as the reader takes it
//   REPLAY_TIMES      how often the events are replayed, one after the other; 1 unless said
//   REPLAY_ARGUMENTS  a file that gets the arguments, as JSON
//   REPLAY_FAILURE    `driver`: it fails as sysdig does where there is no driver
//   REPLAY_PID        a file that gets the process id
//   REPLAY_DROPS      so many events were lost, as it says at its end where -v asks for that; the capture says it once
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';

/** Types of blocks that hold an event; the others describe the machine. Source: facts/scap-format.md §3. */
const EVENT_BLOCKS = new Set([0x204, 0x208, 0x216, 0x217, 0x221, 0x222]);
const FLAGGED_BLOCKS = new Set([0x208, 0x217, 0x222]);
/** sysdig writes through a buffer: what is in it comes when it is full, or at the end. */
const BUFFER_BYTES = 16 * 1024;

class BufferedOutput {
  /** @type {Buffer[]} */
  pieces = [];
  length = 0;

  /** @param {Buffer} piece */
  async write(piece) {
    this.pieces.push(piece);
    this.length += piece.length;
    if (this.length >= BUFFER_BYTES) {
      await this.flush();
    }
  }

  async flush() {
    const whole = Buffer.concat(this.pieces);
    this.pieces = [];
    this.length = 0;
    if (!process.stdout.write(whole)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  }
}

const args = process.argv.slice(2);
const { env } = process;
const drops = Number(env.REPLAY_DROPS ?? '0');

if (env.REPLAY_ARGUMENTS) {
  fs.writeFileSync(env.REPLAY_ARGUMENTS, JSON.stringify(args));
}
if (env.REPLAY_PID) {
  fs.writeFileSync(env.REPLAY_PID, String(process.pid));
}

if (args[0] === '--version') {
  console.log('sysdig version 0.36.0');
} else if (args[0] === '--help') {
  console.log('    --modern-bpf  replayed, not recorded');
} else if (env.REPLAY_FAILURE === 'driver') {
  console.error(
    'Unable to load the driver\nerror opening device /dev/scap0. Make sure you have root credentials and that the scap module is loaded.',
  );
  process.exitCode = 1;
} else {
  await replay(env.REPLAY_CAPTURE ?? '', Number(env.REPLAY_PACE ?? '1'), Number(env.REPLAY_TIMES ?? '1'));
}

/**
 * @param {string} path
 * @param {number} pace
 * @param {number} times
 */
async function replay(path, pace, times) {
  const file = fs.readFileSync(path);
  const bytes = file[0] === 0x1f ? gunzipSync(file) : file;
  const deadline = secondsAsked() === undefined ? Infinity : Date.now() + (secondsAsked() ?? 0) * 1000;
  let stopped = false;
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      stopped = true;
      stop.abort();
    });
  }
  const output = new BufferedOutput();
  let eventsFrom = -1;
  for (let round = 0; round < times && !stopped; round++) {
    let at = eventsFrom < 0 ? 0 : eventsFrom;
    /** @type {bigint | undefined} */
    let first;
    const began = Date.now();
    while (at < bytes.length && !stopped && Date.now() < deadline) {
      const type = bytes.readUInt32LE(at);
      const length = bytes.readUInt32LE(at + 4);
      if (EVENT_BLOCKS.has(type)) {
        if (eventsFrom < 0) {
          eventsFrom = at;
          await output.flush();
          if (drops > 0) await output.write(dropEvent(bytes.readBigUInt64LE(at + 8 + 2)));
        }
        const time = bytes.readBigUInt64LE(at + 8 + 2 + (FLAGGED_BLOCKS.has(type) ? 4 : 0));
        first ??= time;
        const due = pace === 0 ? 0 : began + Number(time - first) / 1e6 / pace;
        const wait = Math.min(due, deadline) - Date.now();
        if (wait > 1) {
          await sleep(wait, undefined, { signal: stop.signal }).catch(() => undefined);
          if (stopped) break;
        }
      }
      await output.write(bytes.subarray(at, at + length));
      at += length;
    }
  }
  await output.flush();
  if (args.includes('-v')) console.error(`Driver Events:${drops}\nDriver Drops:${drops}\nElapsed time: 1.000`);
}

/**
 * The event by which sysdig says that it drops events. Source: facts/scap-format.md §10, facts/events.tsv.
 *
 * @param {bigint} time
 */
function dropEvent(time) {
  const block = Buffer.alloc(48);
  block.writeUInt32LE(0x216, 0);
  block.writeUInt32LE(block.length, 4);
  block.writeBigUInt64LE(time, 10);
  block.writeUInt32LE(32, 26);
  block.writeUInt16LE(148, 30);
  block.writeUInt32LE(1, 32);
  block.writeUInt16LE(4, 36);
  block.writeUInt32LE(2, 38);
  block.writeUInt32LE(block.length, 44);
  return block;
}

function secondsAsked() {
  const at = args.indexOf('-M');
  return at < 0 ? undefined : Number(args[at + 1]);
}
