/** Names of container engines, by the number that captures have for them. Source: facts/fd-and-state.md §10. */
export const CONTAINER_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'docker'],
  [1, 'lxc'],
  [2, 'libvirt-lxc'],
  [3, 'mesos'],
  [4, 'rkt'],
  [5, 'custom'],
  [6, 'cri'],
  [7, 'containerd'],
  [8, 'cri-o'],
  [9, 'bpm'],
  [10, 'static'],
  [11, 'podman'],
]);
