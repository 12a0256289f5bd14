import { describe, expect, it } from 'vitest';
import { lastEvent, Printed } from './printed';

const ID = '0123456789ab'.padEnd(64, 'c');

const CONTAINER = JSON.stringify({
  container: {
    id: '0123456789ab',
    full_id: ID,
    type: 0,
    name: 'web',
    image: 'nginx:1.10',
    imageid: '5acd',
    privileged: false,
    ip: '172.17.0.2',
    labels: { 'io.kubernetes.pod.name': 'web-1', 'io.kubernetes.pod.namespace': 'shop' },
    Mounts: [
      { Source: '/srv/data', Destination: '/data', Mode: 'ro', RW: false, Propagation: 'rprivate' },
      { Source: '/etc/hosts', Destination: '/etc/hosts', Mode: '', RW: true, Propagation: '' },
    ],
  },
});

/** An event of kind `container` or `k8s` that carries JSON. */
function told(kind: string, json: string): string {
  return `<NA> (1) > ${kind} json="${json.replaceAll('"', '\\"')}"`;
}

const STORY = `
  unlisted 1 900
  process 7 nginx pid=7 cgroups=cpuset=/docker/${ID}\\0
  process 8 sh pid=8 cgroups=cpuset=/\\0
  nginx (7) > getuid
  ${told('container', CONTAINER)}
  nginx (7) > getuid
  sh (8) > getuid
  <NA> (900) > getuid`;

describe('the container of a process', () => {
  const story = new Printed(STORY);

  it.each([
    ['container.id', '0123456789ab'],
    ['container.full_id', ID],
    ['container.name', 'web'],
    ['container.type', 'docker'],
    ['container.image', 'nginx:1.10'],
    ['container.image.id', '5acd'],
    ['container.image.repository', 'nginx'],
    ['container.image.tag', '1.10'],
    ['container.image.digest', '<NA>'],
    ['container.privileged', 'false'],
    ['container.host_pid', '<NA>'],
    ['container.ip', '172.17.0.2'],
    ['container.healthcheck', 'NONE'],
    ['container.mounts', '/srv/data:/data:ro:false:rprivate,/etc/hosts:/etc/hosts::true:'],
    ['container.mount[1]', '/etc/hosts:/etc/hosts::true:'],
    ['container.mount[/srv/*]', '/srv/data:/data:ro:false:rprivate'],
    ['container.mount[/srv]', '<NA>'],
    ['container.mount.dest[/srv/data]', '/data'],
    ['container.mount.source[/data]', '/srv/data'],
    ['container.mount.rdwr[0]', 'false'],
    ['k8s.pod.name', 'web-1'],
    ['k8s.ns.name', 'shop'],
    ['k8s.svc.name', '<NA>'],
    ['mesos.task.name', '<NA>'],
  ])('has %s = %s', (name, expected) => expect(story.text([name], 3)).toEqual([expected]));

  it('is known from its event on', () => {
    expect(story.text(['container.id', 'container.name'], 1)).toEqual(['0123456789ab', '<NA>']);
  });

  it('is the host for a process outside containers', () => {
    const names = ['container.id', 'container.name', 'container.type', 'container.image', 'container.privileged'];
    expect(story.text(names, 4)).toEqual(['host', 'host', 'host', '<NA>', '<NA>']);
  });

  it('is not known of a thread that nobody saw beginning, but the host where accidents are imitated', () => {
    const names = ['container.id', 'container.name'];
    expect(story.text(names, 5)).toEqual(['', '<NA>']);
    expect(new Printed(STORY, { textOptions: { imitatesAccidents: true } }).text(names, 5)).toEqual(['host', 'host']);
  });
});

describe('the pod of a process, in captures that describe the cluster', () => {
  const pod = {
    name: 'web-1',
    namespace: 'shop',
    uid: 'u1',
    labels: { role: 'web', app: 'shop' },
    containerStatuses: [{ containerID: `docker://${ID}` }],
    podIP: '10.1.1.1',
  };
  const object = (kind: string, item: object): string =>
    told('k8s', JSON.stringify({ kind, type: 'ADDED', items: [item] }));
  const story = new Printed(`
    unlisted 1
    process 7 nginx pid=7 cgroups=cpuset=/docker/${ID}\\0
    ${told('container', CONTAINER.replace(/"labels":\{[^}]*\},/, ''))}
    ${object('Namespace', { name: 'shop', uid: 'n1', labels: {} })}
    ${object('Pod', pod)}
    ${object('Service', { name: 'front', namespace: 'shop', uid: 's1', selector: { role: 'web' } })}
    ${object('Service', { name: 'back', namespace: 'shop', uid: 's2', selector: { role: 'web', app: 'shop' } })}
    ${object('ReplicaSet', { name: 'other', namespace: 'shop', uid: 'r1', selector: { role: 'db' } })}
    nginx (7) > getuid`);

  it.each([
    ['k8s.pod.name', 'web-1'],
    ['k8s.pod.id', 'u1'],
    ['k8s.pod.ip', '10.1.1.1'],
    ['k8s.pod.labels', 'app:shop, role:web'],
    ['k8s.pod.label.role', 'web'],
    ['k8s.pod.label.none', '<NA>'],
    ['k8s.ns.name', 'shop'],
    ['k8s.ns.id', 'n1'],
    ['k8s.ns.labels', ''],
    ['k8s.svc.name', 'front, back'],
    ['k8s.rs.name', '<NA>'],
  ])('has %s = %s', (name, expected) => expect(story.text([name])).toEqual([expected]));
});

describe('the user of a process', () => {
  const users = `
    user 0 0 root /root /bin/bash
    user 1000 1000 jo /home/jo /bin/zsh
    group 50 staff
    process 7 a pid=7 uid=1000 gid=50 loginuid=0
    process 8 b pid=8 uid=4242 gid=4242
    a (7) > getuid`;
  const names = ['uid', 'name', 'homedir', 'shell', 'loginuid', 'loginname'].map((name) => `user.${name}`);

  it('is the one of his id', () => {
    expect(lastEvent(users, ...names, 'group.gid', 'group.name')).toEqual([
      '1000',
      'jo',
      '/home/jo',
      '/bin/zsh',
      '0',
      'root',
      '50',
      'staff',
    ]);
  });

  it('has the name <NA> where nobody knows him', () => {
    const unknown = users.replace('a (7) > getuid', 'b (8) > getuid');
    expect(lastEvent(unknown, ...names, 'group.name')).toEqual(['4242', '<NA>', '<NA>', '<NA>', '-1', '<NA>', '<NA>']);
  });
});
