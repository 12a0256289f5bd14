/** What mends a missing thing on a distribution: a command to read and to run by hand; nothing runs it by itself. */
export interface Remedy {
  /** `ID` or a word of `ID_LIKE` in os-release. */
  readonly distribution: string;
  readonly installSysdig: string;
  readonly installHeaders: string;
}

export const REMEDIES: readonly Remedy[] = [
  {
    distribution: 'debian',
    installSysdig: 'sudo apt-get install sysdig',
    installHeaders: 'sudo apt-get install linux-headers-$(uname -r) sysdig-dkms',
  },
  {
    distribution: 'ubuntu',
    installSysdig: 'sudo apt-get install sysdig',
    installHeaders: 'sudo apt-get install linux-headers-$(uname -r) sysdig-dkms',
  },
  {
    distribution: 'fedora',
    installSysdig: 'sudo dnf install sysdig',
    installHeaders: 'sudo dnf install kernel-devel-$(uname -r)',
  },
  {
    distribution: 'rhel',
    installSysdig: 'sudo dnf install epel-release && sudo dnf install sysdig',
    installHeaders: 'sudo dnf install kernel-devel-$(uname -r)',
  },
  {
    distribution: 'arch',
    installSysdig: 'sudo pacman -S sysdig',
    installHeaders: 'sudo pacman -S linux-headers',
  },
  {
    distribution: 'suse',
    installSysdig: 'sudo zypper install sysdig',
    installHeaders: 'sudo zypper install kernel-default-devel',
  },
  {
    distribution: 'alpine',
    installSysdig: 'sudo apk add sysdig',
    installHeaders: 'sudo apk add linux-headers',
  },
];

/** sysdig without installing it: its container image, run where a container engine is. `engine`: docker, podman… */
export function sysdigImage(engine: string): string {
  return (
    `sudo ${engine} run --rm -i --privileged --net=host --pid=host -v /var/run/docker.sock:/host/var/run/docker.sock ` +
    '-v /dev:/host/dev -v /proc:/host/proc:ro -v /boot:/host/boot:ro -v /lib/modules:/host/lib/modules:ro ' +
    '-v /usr:/host/usr:ro docker.io/sysdig/sysdig'
  );
}

/** The remedy for a distribution, or for the one that it descends from. */
export function remedyFor(distribution: string, family: string): Remedy | undefined {
  const names = [distribution, ...family.split(/\s+/)];
  return names.flatMap((name) => REMEDIES.filter((remedy) => remedy.distribution === name))[0];
}
