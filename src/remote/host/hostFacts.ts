/** What the program on the host says of it. Texts are the host's own words, and not to be trusted with more than being shown. */
export interface HostFacts {
  readonly hostName: string;
  /** `Linux`, `Darwin`… */
  readonly system: string;
  readonly kernel: string;
  readonly machine: string;
  /** `ID`, `ID_LIKE` and `PRETTY_NAME` of os-release; empty where there is none. */
  readonly distribution: string;
  readonly family: string;
  readonly release: string;
  readonly user: string;
  readonly isRoot: boolean;
  /** Version of sysdig, such as `0.36.0`; undefined: it is not installed. */
  readonly sysdig: string | undefined;
  /** sysdig there knows the modern eBPF driver. */
  readonly knowsModernBpf: boolean;
  /** The kernel describes its own types, which that driver needs. */
  readonly hasTypeInformation: boolean;
  /** The kernel module is loaded; its headers are there to build it. */
  readonly moduleLoaded: boolean;
  readonly hasHeaders: boolean;
  readonly sudo: 'missing' | 'free' | 'asks';
  readonly doas: 'missing' | 'free' | 'asks';
  /** Container engines whose command is there. */
  readonly engines: readonly string[];
  /** Free bytes of /tmp; undefined where the host did not say. */
  readonly freeBytes: number | undefined;
}

/** The facts out of lines `name value`. What is missing or strange counts as not there. */
export function hostFacts(lines: readonly string[]): HostFacts {
  const values = new Map<string, string>();
  const engines: string[] = [];
  for (const line of lines) {
    const blank = line.indexOf(' ');
    const name = blank < 0 ? line : line.slice(0, blank);
    const value = blank < 0 ? '' : line.slice(blank + 1).trim();
    if (name === 'engine') engines.push(value);
    else values.set(name, value);
  }
  const text = (name: string): string => values.get(name) ?? '';
  return {
    hostName: text('host'),
    system: text('system'),
    kernel: text('kernel'),
    machine: text('machine'),
    distribution: text('distribution'),
    family: text('family'),
    release: text('release'),
    user: text('user'),
    isRoot: text('uid') === '0',
    sysdig: values.has('sysdig') ? (/\d+(\.\d+)+/.exec(text('sysdig'))?.[0] ?? 'unknown') : undefined,
    knowsModernBpf: text('modern-bpf') === 'yes',
    hasTypeInformation: text('btf') === 'yes',
    moduleLoaded: text('module') === 'yes',
    hasHeaders: text('headers') === 'yes',
    sudo: manner(text('sudo')),
    doas: manner(text('doas')),
    engines,
    freeBytes: freeBytes(text('disk')),
  };
}

function manner(text: string): 'missing' | 'free' | 'asks' {
  return text === 'free' || text === 'asks' ? text : 'missing';
}

/** The fourth column of `df -Pk` is what is available, in KiB. Source: POSIX.1-2017, df. */
function freeBytes(line: string): number | undefined {
  const kibibytes = Number(line.split(/\s+/)[3]);
  return Number.isSafeInteger(kibibytes) ? kibibytes * 1024 : undefined;
}
