import { type CaptureOptions, type Driver, type Privilege, USUAL_OPTIONS } from '../remote/capture/captureOptions';
import { UsageError } from './usageError';
import { readWords, wholeNumber } from './words';

/** Captures to make on hosts. */
export interface CaptureRequest {
  readonly kind: 'capture';
  readonly hosts: readonly string[];
  /** Where to; `%h` in it stands for the host. */
  readonly output: string;
  readonly options: CaptureOptions;
  /** Configuration of ssh to use in place of the user's; undefined: the user's. */
  readonly sshConfig: string | undefined;
  /** Say what the host has and lacks, and what would run there, and record nothing. */
  readonly checkOnly: boolean;
}

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  seconds: { type: 'string', short: 'M' },
  size: { type: 'string' },
  'keep-seconds': { type: 'string' },
  'keep-size': { type: 'string' },
  snaplen: { type: 'string', short: 's' },
  filter: { type: 'string', short: 'f' },
  compress: { type: 'boolean', short: 'z' },
  privilege: { type: 'string' },
  driver: { type: 'string' },
  'k8s-api': { type: 'string', short: 'k' },
  command: { type: 'string' },
  'ssh-config': { type: 'string', short: 'F' },
  check: { type: 'boolean' },
} as const;

const PRIVILEGES: readonly Privilege[] = ['none', 'sudo', 'sudo-password', 'doas'];
const DRIVERS: readonly Driver[] = ['automatic', 'modern-bpf', 'kernel-module'];

/** Reads what follows `scaplens capture`; throws a `UsageError`. */
export function parseCaptureArguments(args: readonly string[]): CaptureRequest {
  const { values, positionals: hosts } = readWords(args, OPTIONS);
  if (hosts.length === 0) throw new UsageError('Say on which host to capture: capture HOST -o FILE.');
  const checkOnly = values.check ?? false;
  const output = values.output ?? '';
  if (output === '' && !checkOnly) throw new UsageError('Say where to write the capture: -o FILE.');
  if (hosts.length > 1 && !checkOnly && !output.includes('%h')) {
    throw new UsageError('Several hosts need a file each: write %h in the name after -o, for the host.');
  }
  return {
    kind: 'capture',
    hosts,
    output,
    options: {
      ...USUAL_OPTIONS,
      seconds: optionalCount(values.seconds, '-M'),
      bytes: optionalSize(values.size, '--size'),
      keepSeconds: optionalCount(values['keep-seconds'], '--keep-seconds'),
      keepBytes: optionalSize(values['keep-size'], '--keep-size'),
      snaplen: optionalCount(values.snaplen, '-s') ?? USUAL_OPTIONS.snaplen,
      filter: values.filter ?? '',
      compress: values.compress ?? false,
      privilege: oneOf(values.privilege ?? USUAL_OPTIONS.privilege, PRIVILEGES, '--privilege'),
      driver: oneOf(values.driver ?? USUAL_OPTIONS.driver, DRIVERS, '--driver'),
      kubernetesApi: values['k8s-api'] ?? '',
      command: values.command ?? '',
    },
    sshConfig: values['ssh-config'],
    checkOnly,
  };
}

function optionalCount(text: string | undefined, option: string): number | undefined {
  return text === undefined ? undefined : wholeNumber(text, `number after ${option}`);
}

/** `500M`: in units of 1,000, as sysdig's own limits are. */
function optionalSize(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const found = /^(\d+)([kMG]?)$/.exec(text);
  const number = found ? Number(found[1]) * { '': 1, k: 1e3, M: 1e6, G: 1e9 }[found[2] as '' | 'k' | 'M' | 'G'] : 0;
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new UsageError(`The size after ${option} has to be a number of bytes such as 500M, not "${text}".`);
}

function oneOf<T extends string>(text: string, known: readonly T[], option: string): T {
  const found = known.find((each) => each === text);
  if (found) return found;
  throw new UsageError(`What follows ${option} has to be one of ${known.join(', ')}, not "${text}".`);
}
