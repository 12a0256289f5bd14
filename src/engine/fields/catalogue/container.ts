import { NO_THREAD } from '../../base/brands';
import { HOST } from '../../state/containerId';
import type { ContainerInfo, HealthProbe } from '../../state/containerInfo';
import type { Field } from '../field';
import type { RowReader } from '../fieldReader';
import type { FieldType } from '../fieldType';
import { containerAt, ofContainer, unknownAsHost } from '../readers/containers';
import { rowText } from '../readers/shapes';
import { atMoment, textOf, threadText } from '../readers/threads';
import { CONTAINER_TYPES } from '../tables/containerTypes';
import { entry } from './entry';

/** Captures themselves still tell of containers; sysdig left these fields to a plugin. */
const UNTIL = 'libs 0.20.0';
const FIRST = 'sysdig 0.1.104';
const PRIVILEGES = 'sysdig 0.15.0';
const IMAGES = 'sysdig 0.24.2';
const PROBES = 'sysdig 0.26.7';
const LIBS_11 = 'libs 0.11.0';
const LIBS_20 = 'libs 0.20.0';

/** Fields of the container that an event came from. */
export const CONTAINER_FIELDS: readonly Field[] = [
  container(
    'container.id',
    FIRST,
    'Short id of the container, 12 characters; host for a process outside any container.',
    'container.id != host',
    threadText('container'),
    rowText((context, row) => {
      const version = context.trace.events.thread(row);
      if (version === NO_THREAD) return undefined;
      return unknownAsHost(context, version) ?? textOf(context.trace, version, 'container');
    }),
  ),
  container(
    'container.full_id',
    'libs 0.14.0',
    'Whole id of the container, where the capture tells.',
    'container.full_id startswith 9e202e5f273e',
    ofContainer(({ fullId }) => fullId),
  ),
  container(
    'container.name',
    FIRST,
    'Name of the container; host for a process outside any container.',
    'container.name = web',
    ofContainer(({ name }) => name, HOST),
  ),
  {
    ...container(
      'container.type',
      'sysdig 0.8.0',
      'Engine of the container: docker, containerd, cri-o, podman, lxc …; host outside any container.',
      'container.type = docker',
      ofContainer(({ type }) => CONTAINER_TYPES.get(type), HOST),
    ),
    values: ['host', ...CONTAINER_TYPES.values()],
  },
  container(
    'container.image',
    FIRST,
    'Image of the container, with its tag.',
    'container.image startswith nginx',
    ofContainer(({ image }) => image),
  ),
  container(
    'container.image.id',
    PRIVILEGES,
    'Id of the image.',
    'container.image.id startswith 5acd1b9b',
    ofContainer(({ imageId }) => imageId),
  ),
  container(
    'container.image.repository',
    IMAGES,
    'Image without its tag.',
    'container.image.repository = nginx',
    ofContainer(({ imageRepository }) => imageRepository),
  ),
  container(
    'container.image.tag',
    IMAGES,
    'Tag of the image.',
    'container.image.tag = latest',
    ofContainer(({ imageTag }) => imageTag),
  ),
  container(
    'container.image.digest',
    IMAGES,
    'Digest of the image.',
    'container.image.digest startswith sha256:',
    ofContainer(({ imageDigest }) => imageDigest),
  ),
  truth('container.privileged', PRIVILEGES, 'Whether the container runs privileged.', ({ privileged }) => privileged),
  truth(
    'container.host_pid',
    LIBS_20,
    'Whether the container sees the processes of the host.',
    ({ hostPid }) => hostPid,
  ),
  truth(
    'container.host_network',
    LIBS_20,
    'Whether the container uses the network of the host.',
    ({ hostNetwork }) => hostNetwork,
  ),
  truth('container.host_ipc', LIBS_20, 'Whether the container shares the IPC of the host.', ({ hostIpc }) => hostIpc),
  container(
    'container.ip',
    LIBS_11,
    'Address of the container.',
    'container.ip = 172.17.0.2',
    ofContainer(({ ip }) => ip),
  ),
  container(
    'container.cni.json',
    LIBS_11,
    "What the network plugin said of the container's sandbox, as JSON.",
    'container.cni.json contains eth0',
    ofContainer(({ cniJson }) => cniJson),
  ),
  container(
    'container.healthcheck',
    PROBES,
    'Command of the health check, or NONE.',
    'container.healthcheck != NONE',
    ofContainer(({ healthcheck }) => probeText(healthcheck)),
  ),
  container(
    'container.liveness_probe',
    PROBES,
    'Command of the liveness probe, or NONE.',
    'container.liveness_probe != NONE',
    ofContainer(({ livenessProbe }) => probeText(livenessProbe)),
  ),
  container(
    'container.readiness_probe',
    PROBES,
    'Command of the readiness probe, or NONE.',
    'container.readiness_probe != NONE',
    ofContainer(({ readinessProbe }) => probeText(readinessProbe)),
  ),
];

function container(
  name: string,
  since: string,
  description: string,
  example: string,
  reader: Parameters<typeof entry>[5],
  printed?: RowReader,
): Field {
  return entry(name, 'CHARBUF', since, description, example, reader, { until: UNTIL, printed });
}

function truth(
  name: string,
  since: string,
  description: string,
  read: (info: ContainerInfo) => boolean | undefined,
): Field {
  const reader = atMoment((context, version, row) => {
    const info = containerAt(context, version, row);
    const value = info === undefined || info === HOST ? undefined : read(info);
    return value === undefined ? undefined : Number(value);
  });
  const type: FieldType = 'BOOL';
  return entry(name, type, since, description, `${name} = true`, reader, { until: UNTIL });
}

function probeText(probe: HealthProbe | undefined): string {
  return probe ? [probe.exe, ...probe.args].join(' ') : 'NONE';
}
