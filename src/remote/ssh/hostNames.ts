import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import SSHConfig from 'ssh-config';

/** Deepest nesting of Include, as in OpenSSH. */
const DEEPEST_INCLUDE = 16;
/** Most files that are read: a configuration that includes itself in many ways comes to an end. */
const MOST_FILES = 256;

/** A host that the user's configuration names. */
export interface ConfiguredHost {
  readonly name: string;
  /** `user@address:port` as far as the configuration says it next to the name; empty where it does not. */
  readonly description: string;
  /** The file that was asked for and names it, perhaps through an Include. */
  readonly file: string;
}

/** The user's own folder of ssh. */
function userFolder(): string {
  return join(homedir(), '.ssh');
}

/** The user's own configuration of ssh. */
export function userConfigFile(): string {
  return join(userFolder(), 'config');
}

/**
 * The hosts that configuration files name, in their order, each once: names without wildcards, files of Include among them.
 * A file that is not there or cannot be read names none. `folder`: where relative names of Include lead, for ssh the user's
 * own folder whatever file they stand in. Source: ssh_config(5).
 */
export function configuredHosts(files: readonly string[], folder = userFolder()): ConfiguredHost[] {
  const hosts = new Map<string, ConfiguredHost>();
  for (const file of files) {
    const reader = new ConfigReader(file, folder);
    reader.read(file, 0);
    for (const host of reader.hosts.values()) if (!hosts.has(host.name)) hosts.set(host.name, host);
  }
  return [...hosts.values()];
}

class ConfigReader {
  readonly hosts = new Map<string, ConfiguredHost>();
  private filesLeft = MOST_FILES;

  constructor(
    private readonly file: string,
    private readonly folder: string,
  ) {}

  read(file: string, depth: number): void {
    if (depth > DEEPEST_INCLUDE || this.filesLeft-- <= 0) return;
    const config = parseFile(file);
    if (config) this.lines(config, depth);
  }

  private lines(config: SSHConfig, depth: number): void {
    for (const line of config) {
      if (!('param' in line)) continue;
      const values = valuesOf(line.value);
      const name = line.param.toLowerCase();
      if (name === 'include') for (const each of values) this.include(each, depth);
      if (name === 'host') this.add(values, 'config' in line ? line.config : undefined);
      if ('config' in line) this.lines(line.config, depth);
    }
  }

  private add(names: readonly string[], config: SSHConfig | undefined): void {
    for (const name of names) {
      if (/[*?!]/.test(name) || this.hosts.has(name)) continue;
      this.hosts.set(name, { name, description: config ? describe(config) : '', file: this.file });
    }
  }

  /** `*` and `?` stand in the last part of a name alone. */
  private include(pattern: string, depth: number): void {
    const whole = pattern.startsWith('~/') ? join(homedir(), pattern.slice(2)) : pattern;
    const path = isAbsolute(whole) ? whole : join(this.folder, whole);
    for (const file of matchingFiles(path)) this.read(file, depth + 1);
  }
}

function parseFile(file: string): SSHConfig | undefined {
  try {
    return SSHConfig.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/\s+/).filter((each) => each !== '');
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (typeof each === 'string') return [each];
    if (typeof each === 'object' && each !== null && 'val' in each && typeof each.val === 'string') return [each.val];
    return [];
  });
}

function describe(config: SSHConfig): string {
  const values = new Map<string, string>();
  for (const line of config) {
    if ('param' in line) values.set(line.param.toLowerCase(), valuesOf(line.value).join(' '));
  }
  const user = values.get('user');
  const port = values.get('port');
  const address = values.get('hostname') ?? '';
  return `${user ? `${user}@` : ''}${address}${port ? `:${port}` : ''}`;
}

function matchingFiles(path: string): string[] {
  const name = basename(path);
  if (!/[*?]/.test(name)) return [path];
  const pattern = name
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${pattern}$`);
  try {
    return readdirSync(dirname(path))
      .filter((each) => expression.test(each) && !each.startsWith('.'))
      .sort()
      .map((each) => join(dirname(path), each));
  } catch {
    return [];
  }
}
