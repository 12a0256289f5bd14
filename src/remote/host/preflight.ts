import type { Driver, Privilege } from '../capture/captureOptions';
import type { HostFacts } from './hostFacts';
import { remedyFor, sysdigImage } from './remedies';

/** Something about the host that a person should know before recording on it. */
export interface Finding {
  /** `error`: no capture is possible; `warning`: one is, with a drawback. */
  readonly severity: 'error' | 'warning';
  /** A machine-readable cause, such as `no-sysdig`. */
  readonly reason: string;
  /** One clear sentence. */
  readonly message: string;
  /** Commands that mend it, to be run by hand; several are alternatives. */
  readonly remedies: readonly string[];
}

export interface Preflight {
  readonly facts: HostFacts;
  readonly findings: readonly Finding[];
  /** The driver to use, as far as preflight can tell. */
  readonly driver: Exclude<Driver, 'automatic'>;
}

/** Smallest difference between two clocks that is worth a word, in ms. */
const NOTABLE_OFFSET = 100;

/**
 * What speaks against a capture on a host. `clockOffset`: how far the host's clock is ahead of ours, in ms, or undefined
 * where it was not measured.
 */
export function preflight(
  facts: HostFacts,
  asked: { readonly privilege: Privilege; readonly driver: Driver },
  clockOffset: number | undefined,
): Preflight {
  const driver = chooseDriver(facts, asked.driver);
  const findings = [
    ...systemFindings(facts),
    ...privilegeFindings(facts, asked.privilege),
    ...driverFindings(facts, driver),
    ...clockFindings(clockOffset),
  ];
  return { facts, findings, driver };
}

/** The modern eBPF driver needs nothing built; the module is for older kernels and older versions of sysdig. */
export function chooseDriver(facts: HostFacts, asked: Driver): Exclude<Driver, 'automatic'> {
  if (asked !== 'automatic') return asked;
  return facts.knowsModernBpf && facts.hasTypeInformation ? 'modern-bpf' : 'kernel-module';
}

function systemFindings(facts: HostFacts): Finding[] {
  if (facts.system !== 'Linux') {
    const system = facts.system || 'an unknown system';
    return [error('not-linux', `The host runs ${system}; system calls can be captured on Linux only.`)];
  }
  if (facts.sysdig !== undefined) return [];
  const remedy = remedyFor(facts.distribution, facts.family);
  const remedies = [...(remedy ? [remedy.installSysdig] : []), ...facts.engines.slice(0, 1).map(sysdigImage)];
  return [error('no-sysdig', `sysdig is not installed on the host (${facts.release || facts.kernel}).`, remedies)];
}

function privilegeFindings(facts: HostFacts, privilege: Privilege): Finding[] {
  if (facts.isRoot) return [];
  const { user } = facts;
  switch (privilege) {
    case 'none':
      return [warning('no-privilege', `${user} is not root, and capturing needs root's rights. Choose sudo or doas.`)];
    case 'doas':
      if (facts.doas === 'missing') return [error('no-doas', 'doas is not installed on the host.')];
      if (facts.doas === 'free') return [];
      return [error('doas-refuses', `doas does not let ${user} run commands without a password.`)];
    case 'sudo':
      if (facts.sudo === 'missing') return [error('no-sudo', 'sudo is not installed on the host.')];
      if (facts.sudo === 'free') return [];
      return [error('sudo-asks', `sudo wants a password from ${user}. Choose sudo with a password.`)];
    case 'sudo-password':
      return facts.sudo === 'missing' ? [error('no-sudo', 'sudo is not installed on the host.')] : [];
  }
}

function driverFindings(facts: HostFacts, driver: Exclude<Driver, 'automatic'>): Finding[] {
  if (facts.system !== 'Linux' || facts.sysdig === undefined) return [];
  if (driver === 'modern-bpf') {
    if (!facts.knowsModernBpf) {
      return [error('no-modern-bpf', `sysdig ${facts.sysdig} on the host does not know the modern eBPF driver.`)];
    }
    if (facts.hasTypeInformation) return [];
    return [error('no-btf', `The kernel ${facts.kernel} has no type information, which the modern eBPF driver needs.`)];
  }
  if (facts.moduleLoaded || facts.hasHeaders) return [];
  const remedy = remedyFor(facts.distribution, facts.family);
  const message = `sysdig's kernel module is not loaded, and the headers of kernel ${facts.kernel} to build it are missing.`;
  return [warning('no-driver', message, remedy ? [remedy.installHeaders] : [])];
}

function clockFindings(offset: number | undefined): Finding[] {
  if (offset === undefined || Math.abs(offset) < NOTABLE_OFFSET) return [];
  const seconds = (Math.abs(offset) / 1000).toFixed(1);
  return [warning('clock-offset', `The host's clock is ${seconds} s ${offset > 0 ? 'ahead' : 'behind'}.`)];
}

function error(reason: string, message: string, remedies: readonly string[] = []): Finding {
  return { severity: 'error', reason, message, remedies };
}

function warning(reason: string, message: string, remedies: readonly string[] = []): Finding {
  return { severity: 'warning', reason, message, remedies };
}
