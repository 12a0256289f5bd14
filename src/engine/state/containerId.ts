/** What `container.id` says of a thread outside all containers. */
export const HOST = 'host';

const HEX_ID = /^[0-9a-f]{64}$/;

/** Text around the 64 hexadecimal digits of a container's id in the last part of a cgroup path. */
const WRAPPINGS: readonly (readonly [prefix: string, suffix: string])[] = [
  ['/', ''],
  ['/docker-', '.scope'],
  ['/crio-', ''],
  ['/crio-', '.scope'],
  ['/cri-containerd-', '.scope'],
  [':cri-containerd:', ''],
  ['/libpod-', ''],
  ['/libpod-', '.scope'],
];

/**
 * The id of the container that a thread's cgroups place it in (12 hexadecimal digits for the engines that have them), or
 * `host`. `cgroups` are `subsystem=path` items, each ended by a NUL. Source: facts/fd-and-state.md §10.
 */
export function containerOfCgroups(cgroups: string): string {
  const paths = cgroups
    .split('\0')
    .map((item) => item.slice(item.lastIndexOf('=') + 1))
    .filter((path) => path.length > 1);
  for (const path of paths) {
    const id = hexContainerId(path);
    if (id !== undefined) return id;
  }
  for (const path of paths) {
    const id = namedContainerId(path);
    if (id !== undefined) return id;
  }
  return HOST;
}

function hexContainerId(path: string): string | undefined {
  const inner = path.endsWith('/container') ? path.slice(0, -'/container'.length) : path;
  for (const [prefix, suffix] of WRAPPINGS) {
    const from = inner.lastIndexOf(prefix);
    if (from < 0 || !inner.endsWith(suffix)) continue;
    const digits = inner.slice(from + prefix.length, inner.length - suffix.length);
    if (HEX_ID.test(digits)) return digits.slice(0, 12);
  }
  return undefined;
}

function namedContainerId(path: string): string | undefined {
  const lxc = /\/lxc(?:\.payload)?[/.]([^/]+)/.exec(path);
  if (lxc) return lxc[1];
  const libvirt = /\/([^/]+)\.libvirt-lxc/.exec(path) ?? /\/libvirt\/lxc\/([^/]+)/.exec(path);
  if (libvirt) return libvirt[1];
  const bpm = /\/bpm-([^/]+)\.scope$/.exec(path);
  return bpm?.[1];
}
