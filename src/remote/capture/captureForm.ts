import { THIS_MACHINE } from '../host/connectHost';
import { chooseDriver, preflight } from '../host/preflight';
import { type CaptureLimit, limitedFilter, limitText, NO_LIMIT } from './captureLimit';
import type { CaptureOptions, Driver, Privilege } from './captureOptions';
import { durationText, sizeText } from './figures';
import { commandOn, type ReadyHost } from './hostCapture';
import { spaceFindings } from './localSpace';

/** The hosts, and what is asked of them so far. */
export interface CaptureRequestForm {
  readonly hosts: readonly Pick<ReadyHost, 'host' | 'facts' | 'clockOffset'>[];
  readonly options: CaptureOptions;
  /** Of what each host is limited to, by its name; one that is not there is not limited. */
  readonly limits: ReadonlyMap<string, CaptureLimit>;
  /** Bytes that are free on this machine, where captures are kept until they are saved; undefined: not known. */
  readonly localFree: number | undefined;
}

/** What is said about a host before anything runs there. */
export interface FormFinding {
  readonly host: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedies: readonly string[];
}

/** One line of the form that says an option, and lets it be changed. */
export interface FormOption {
  readonly option: keyof CaptureOptions | 'limit';
  readonly label: string;
  readonly value: string;
}

const PRIVILEGE_TEXT: Readonly<Record<Privilege, string>> = {
  none: 'as the user who logs in',
  sudo: 'sudo, without a password',
  'sudo-password': 'sudo, with a password',
  doas: 'doas',
};
const DRIVER_TEXT: Readonly<Record<Driver, string>> = {
  automatic: 'what the host has',
  'modern-bpf': 'modern eBPF',
  'kernel-module': 'kernel module',
};

/** Ways to raise rights, and drivers, with what they are called. */
export const PRIVILEGES = Object.entries(PRIVILEGE_TEXT) as readonly [Privilege, string][];
export const DRIVERS = Object.entries(DRIVER_TEXT) as readonly [Driver, string][];

/** The options of a host, with its limit put into the filter: what is asked of sysdig there. */
export function askedOptions(
  { options, limits }: Pick<CaptureRequestForm, 'options' | 'limits'>,
  host: string,
): CaptureOptions {
  return { ...options, filter: limitedFilter(options.filter, limits.get(host) ?? NO_LIMIT) };
}

/** What speaks against the capture on each host, errors first. */
export function formFindings({ hosts, options, localFree }: CaptureRequestForm): FormFinding[] {
  const local = spaceFindings(options, hosts.length, localFree).map((finding) => ({ host: THIS_MACHINE, ...finding }));
  const there = hosts.flatMap(({ host, facts, clockOffset }) =>
    preflight(facts, options, clockOffset).findings.map(({ severity, message, remedies }) => ({
      host,
      severity,
      message,
      remedies,
    })),
  );
  return [...local, ...there].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

/** What each host is, in a line: its sysdig, its kernel, the driver that will be used, who logs in, its disk and its clock. */
export function formHosts({
  hosts,
  options,
}: CaptureRequestForm): readonly { readonly host: string; readonly text: string }[] {
  return hosts.map(({ host, facts, clockOffset }) => {
    const { sysdig, system, kernel, user, freeBytes } = facts;
    const parts = [
      sysdig === undefined ? 'no sysdig' : `sysdig ${sysdig}`,
      `${system} ${kernel}`,
      DRIVER_TEXT[chooseDriver(facts, options.driver)],
      user,
      ...(freeBytes === undefined ? [] : [`${sizeText(freeBytes)} free`]),
      ...(clockOffset === undefined
        ? []
        : [`clock ${clockOffset < 0 ? '−' : '+'}${Math.abs(clockOffset / 1000).toFixed(2)} s`]),
    ];
    return { host, text: parts.join(' · ') };
  });
}

/** The command of each host: one line, or one for each host where they differ. */
export function formCommands(form: CaptureRequestForm): string {
  const lines = form.hosts.map((each) => commandOn(each, askedOptions(form, each.host)));
  if (new Set(lines).size <= 1) return lines[0] ?? '';
  return form.hosts.map(({ host }, index) => `# ${host}\n${lines[index]}`).join('\n');
}

/** The lines of the form, in its order. */
export function formOptions({ hosts, options, limits }: CaptureRequestForm): FormOption[] {
  const {
    seconds,
    bytes,
    keepSeconds,
    keepBytes,
    snaplen,
    filter,
    compress,
    privilege,
    driver,
    kubernetesApi,
    command,
  } = options;
  const needsPrivilege = hosts.some(({ facts }) => !facts.isRoot);
  return [
    { option: 'seconds', label: 'Duration', value: seconds === undefined ? 'until stopped' : durationText(seconds) },
    { option: 'bytes', label: 'Size limit', value: bytes === undefined ? 'none' : sizeText(bytes) },
    {
      option: 'keepSeconds',
      label: 'Keep only the last',
      value: keepSeconds === undefined ? 'all of the time' : `${durationText(keepSeconds)}, and drop what is older`,
    },
    {
      option: 'keepBytes',
      label: 'Keep at most',
      value: keepBytes === undefined ? 'all of it' : `${sizeText(keepBytes)}, and drop what is older`,
    },
    { option: 'snaplen', label: 'Snaplen', value: `${snaplen} bytes of each buffer` },
    { option: 'filter', label: 'Capture filter', value: filter.trim() || 'none: every event' },
    { option: 'limit', label: 'Limit to', value: limitsText(hosts, limits) },
    { option: 'command', label: 'Run a command', value: command || 'none' },
    ...(needsPrivilege ? [{ option: 'privilege', label: 'Rights', value: PRIVILEGE_TEXT[privilege] } as const] : []),
    { option: 'driver', label: 'Driver', value: DRIVER_TEXT[driver] },
    { option: 'compress', label: 'Compress on the way', value: compress ? 'yes' : 'no' },
    { option: 'kubernetesApi', label: 'Kubernetes API', value: kubernetesApi || 'not asked' },
  ];
}

/** What is recorded of which host: said once where that is the same. */
function limitsText(hosts: CaptureRequestForm['hosts'], limits: CaptureRequestForm['limits']): string {
  const texts = hosts.map(({ host }) => limitText(limits.get(host) ?? NO_LIMIT) || 'the whole host');
  if (new Set(texts).size <= 1) return texts[0] ?? '';
  return hosts.map(({ host }, index) => `${host}: ${texts[index]}`).join('; ');
}

/** What preflight says where the way to root's rights is the wrong one. */
const PRIVILEGE_REASONS: ReadonlySet<string> = new Set(['no-sudo', 'sudo-asks', 'no-doas', 'doas-refuses']);

/** The way to root's rights that hosts offer, where the one that was used last is not one of them. */
export function fittingPrivilege(hosts: CaptureRequestForm['hosts'], last: Privilege): Privilege {
  const offers = (privilege: Privilege): boolean =>
    hosts.every(({ facts, clockOffset }) =>
      preflight(facts, { privilege, driver: 'automatic' }, clockOffset).findings.every(
        ({ severity, reason }) => severity !== 'error' || !PRIVILEGE_REASONS.has(reason),
      ),
    );
  return [last, ...(['sudo', 'doas', 'sudo-password'] as const)].find(offers) ?? last;
}
