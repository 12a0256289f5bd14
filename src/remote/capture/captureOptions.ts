/** How the host lets a person record: as they are, or with more rights. `sudo-password`: sudo asks, and we pass it on. */
export type Privilege = 'none' | 'sudo' | 'sudo-password' | 'doas';

/** What in the kernel gives the events. `automatic`: what preflight finds best on the host. */
export type Driver = 'automatic' | 'modern-bpf' | 'kernel-module';

/** What is to be recorded, and for how long. The same for all hosts that start together. */
export interface CaptureOptions {
  /** Stop after so many seconds; undefined: when somebody says so. */
  readonly seconds: number | undefined;
  /** Stop after so many bytes of capture; undefined: no limit. */
  readonly bytes: number | undefined;
  /** Keep only the last so many seconds of events, by their times; undefined: all of them. */
  readonly keepSeconds: number | undefined;
  /** Keep only the last so many bytes of capture; undefined: all of them. */
  readonly keepBytes: number | undefined;
  /** Bytes of each data buffer to keep, 1 to 65,535. */
  readonly snaplen: number;
  /** A filter expression as sysdig on the host understands it; empty: everything. */
  readonly filter: string;
  /** Compress on the way. */
  readonly compress: boolean;
  readonly privilege: Privilege;
  readonly driver: Driver;
  /** Address of a Kubernetes API server that sysdig on the host asks, or empty. */
  readonly kubernetesApi: string;
  /** A shell command that is run under the capture, which ends with it; empty: none. */
  readonly command: string;
}

/** The part of a capture that is kept where its beginning is dropped: at least one of the two is given. */
export interface KeptEnd {
  /** Of the time of its events, in seconds. */
  readonly seconds: number | undefined;
  /** Most bytes on disk while it runs; as many again while somebody reads it, and for a moment at its end. */
  readonly bytes: number | undefined;
}

/** Bytes of a buffer that are kept unless asked otherwise: enough for a request with its headers. */
export const USUAL_SNAPLEN = 8192;
/** Source: facts/capture-format.md; the driver's own limit. */
export const LARGEST_SNAPLEN = 65_535;

/** Least bytes of a capture that can be kept: who lives on the host, and which fds are open, takes some of them. */
export const SMALLEST_RING = 1_000_000;

export const USUAL_OPTIONS: CaptureOptions = {
  seconds: undefined,
  bytes: undefined,
  keepSeconds: undefined,
  keepBytes: undefined,
  snaplen: USUAL_SNAPLEN,
  filter: '',
  compress: false,
  privilege: 'sudo',
  driver: 'automatic',
  kubernetesApi: '',
  command: '',
};

/** How much of a capture's end is kept; undefined: all of the capture is. */
export function keptEnd({ keepSeconds, keepBytes }: CaptureOptions): KeptEnd | undefined {
  if (keepSeconds === undefined && keepBytes === undefined) return undefined;
  return { seconds: keepSeconds, bytes: keepBytes };
}

/** Options that no capture can be made with. `option` names the one that is wrong. */
export class CaptureOptionError extends Error {
  readonly reason = 'bad-option';

  constructor(
    readonly option: keyof CaptureOptions,
    message: string,
  ) {
    super(message);
    this.name = 'CaptureOptionError';
  }
}

/** Throws a `CaptureOptionError` for the first option that is out of its range. */
export function checkOptions(options: CaptureOptions): void {
  const { seconds, bytes, keepSeconds, keepBytes, snaplen, filter, command, kubernetesApi } = options;
  if (seconds !== undefined && !isCount(seconds)) {
    throw new CaptureOptionError('seconds', 'The duration has to be a whole number of seconds from 1 on.');
  }
  if (bytes !== undefined && !isCount(bytes)) {
    throw new CaptureOptionError('bytes', 'The size limit has to be a whole number of bytes from 1 on.');
  }
  if (keepSeconds !== undefined && !isCount(keepSeconds)) {
    throw new CaptureOptionError('keepSeconds', 'What is kept has to be a whole number of seconds from 1 on.');
  }
  if (keepBytes !== undefined && !(isCount(keepBytes) && keepBytes >= SMALLEST_RING)) {
    throw new CaptureOptionError('keepBytes', `What is kept has to be at least ${SMALLEST_RING / 1e6} MB.`);
  }
  if (!isCount(snaplen) || snaplen > LARGEST_SNAPLEN) {
    throw new CaptureOptionError('snaplen', `The snaplen has to be a whole number from 1 to ${LARGEST_SNAPLEN}.`);
  }
  for (const [option, text] of Object.entries({ filter, command, kubernetesApi })) {
    if (text.includes('\0')) {
      throw new CaptureOptionError(option as keyof CaptureOptions, 'A NUL character cannot be sent to the host.');
    }
  }
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0;
}
