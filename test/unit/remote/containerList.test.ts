import { describe, expect, it } from 'vitest';
import { hostContainers } from '../../../src/remote/host/containerList';

describe('the containers of a host', () => {
  it('are the lines of docker and its kin', () => {
    expect(hostContainers(['0123456789abcdef web-1 nginx:1.25', 'strange'])).toEqual([
      { id: '0123456789ab', name: 'web-1', image: 'nginx:1.25', pod: '' },
    ]);
  });

  it('are those of crictl, with their pods', () => {
    const labels = { 'io.kubernetes.pod.name': 'dns-7', 'io.kubernetes.pod.namespace': 'kube-system' };
    const document = {
      containers: [
        { id: 'f'.repeat(64), metadata: { name: 'coredns' }, image: { image: 'sha256:1' }, labels },
        { id: '../x' },
        5,
      ],
    };
    const lines = ['aaaaaaaaaaaa one image', ...JSON.stringify(document, null, 2).split('\n')];
    expect(hostContainers(lines)).toEqual([
      { id: 'aaaaaaaaaaaa', name: 'one', image: 'image', pod: '' },
      { id: 'ffffffffffff', name: 'coredns', image: 'sha256:1', pod: 'kube-system/dns-7' },
    ]);
  });
});
