import type { EventRow, ThreadVersion } from '../../base/brands';
import { HOST } from '../../state/containerId';
import type { ContainerInfo } from '../../state/containerInfo';
import type { KubernetesKind, KubernetesObject } from '../../state/kubernetes';
import type { Field } from '../field';
import type { FieldContext, RowReader } from '../fieldReader';
import { containerAt } from '../readers/containers';
import { atMomentOfContainer } from '../readers/threads';
import { entry } from './entry';

const FIRST = 'sysdig 0.5.0';
const LATER = 'sysdig 0.15.0';
const LIBS_11 = 'libs 0.11.0';
const LIBS_14 = 'libs 0.14.0';
const UNTIL = 'libs 0.20.0';

/** What container engines call the label of a pod's name, namespace … */
const LABEL = {
  name: 'io.kubernetes.pod.name',
  namespace: 'io.kubernetes.pod.namespace',
  uid: 'io.kubernetes.pod.uid',
  sandbox: 'io.kubernetes.sandbox.id',
} as const;

/** Labels that engines and Kubernetes put there for themselves. */
const INTERNAL_LABEL = /^(?:annotation\.|io\.kubernetes\.)/;

type Labels = ReadonlyMap<string, string>;

/** Fields of the Kubernetes pod that an event came from, and of what it belongs to. */
export const KUBERNETES_FIELDS: readonly Field[] = [
  text('k8s.pod.name', FIRST, 'Name of the pod.', 'k8s.pod.name startswith backend', (context, version, row) =>
    ofPod(context, version, row, LABEL.name, ({ name }) => name),
  ),
  text('k8s.pod.id', FIRST, 'Id of the pod in the cluster.', 'k8s.pod.id exists', podId),
  text('k8s.pod.uid', LIBS_14, 'Id of the pod in the cluster.', 'k8s.pod.uid exists', podId),
  text(
    'k8s.pod.ip',
    LIBS_11,
    'Address of the pod.',
    'k8s.pod.ip = 172.17.0.2',
    (context, version, row) =>
      podObject(context, version, row)?.podIp || sandboxOf(context, version, row)?.ip || undefined,
  ),
  text(
    'k8s.pod.cni.json',
    LIBS_11,
    'What the network plugin said of the pod, as JSON.',
    'k8s.pod.cni.json contains eth0',
    (context, version, row) => sandboxOf(context, version, row)?.cniJson || undefined,
  ),
  text(
    'k8s.pod.sandbox_id',
    LIBS_14,
    "Short id of the pod's sandbox container.",
    'k8s.pod.sandbox_id = 9e202e5f273e',
    (context, version, row) => sandboxId(context, version, row)?.slice(0, 12),
  ),
  text(
    'k8s.pod.full_sandbox_id',
    LIBS_14,
    "Whole id of the pod's sandbox container.",
    'k8s.pod.full_sandbox_id startswith 9e202e5f273e',
    sandboxId,
  ),
  ...labels('k8s.pod', FIRST, 'the pod', podLabels),
  text('k8s.ns.name', FIRST, 'Namespace of the pod.', 'k8s.ns.name = kube-system', (context, version, row) =>
    ofPod(context, version, row, LABEL.namespace, ({ namespace }) => namespace),
  ),
  text('k8s.ns.id', FIRST, 'Id of the namespace.', 'k8s.ns.id exists', (context, version, row) => {
    const pod = podObject(context, version, row);
    return pod && context.trace.kubernetes.namespaceOf(pod, row)?.uid;
  }),
  ...labels('k8s.ns', FIRST, 'the namespace', (context, version, row) => {
    const pod = podObject(context, version, row);
    return pod && context.trace.kubernetes.namespaceOf(pod, row)?.labels;
  }),
  ...owner('k8s.rc', FIRST, 'ReplicationController', 'the replication controller of the pod'),
  ...owner('k8s.rs', LATER, 'ReplicaSet', 'the replica set of the pod'),
  ...owner('k8s.deployment', LATER, 'Deployment', 'the deployment of the pod'),
  ...owner('k8s.svc', FIRST, 'Service', 'the services of the pod'),
];

type Read = (context: FieldContext, version: ThreadVersion, row: EventRow) => string | undefined;
type ReadLabels = (context: FieldContext, version: ThreadVersion, row: EventRow) => Labels | undefined;

function text(name: string, since: string, description: string, example: string, read: Read): Field {
  return entry(name, 'CHARBUF', since, description, example, atMomentOfContainer(read), { until: UNTIL });
}

/** The fields of labels: all of them, and one by its key. */
function labels(name: string, since: string, of: string, read: ReadLabels): Field[] {
  return [
    entry(
      `${name}.labels`,
      'CHARBUF',
      since,
      `Labels of ${of} as key:value, with commas between.`,
      `${name}.labels contains app:web`,
      atMomentOfContainer((context, version, row) => labelsText(read(context, version, row))),
      { until: UNTIL },
    ),
    entry(`${name}.label`, 'CHARBUF', since, `One label of ${of}, by its key.`, `${name}.label.app = web`, undefined, {
      until: UNTIL,
      argument: {
        required: true,
        noun: 'key of a label',
        inBrackets: true,
        nameLength: keyLength,
        bind: (key) => ({
          readers: [atMomentOfContainer((context, version, row) => read(context, version, row)?.get(key))] as readonly [
            RowReader,
          ],
        }),
        named: {
          namesAt: (context, row) => read(context, context.trace.events.thread(row), row)?.keys() ?? [],
        },
      },
    }),
  ];
}

/** The fields of what a pod belongs to: name, id and labels. Several services are told one after the other. */
function owner(name: string, since: string, kind: KubernetesKind, of: string): Field[] {
  const joined = (
    context: FieldContext,
    version: ThreadVersion,
    row: EventRow,
    read: (object: KubernetesObject) => string,
  ) => {
    const owners = ownersOf(context, version, row, kind);
    return owners.length === 0 ? undefined : owners.map(read).join(', ');
  };
  return [
    text(`${name}.name`, since, `Name of ${of}.`, `${name}.name = web`, (context, version, row) =>
      joined(context, version, row, (object) => object.name),
    ),
    text(`${name}.id`, since, `Id of ${of}.`, `${name}.id exists`, (context, version, row) =>
      joined(context, version, row, (object) => object.uid),
    ),
    ...labels(name, since, of, (context, version, row) => {
      const owners = ownersOf(context, version, row, kind);
      return owners.length === 0 ? undefined : new Map(owners.flatMap((object) => [...object.labels]));
    }),
  ];
}

function ownersOf(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  kind: KubernetesKind,
): KubernetesObject[] {
  const pod = podObject(context, version, row);
  return pod ? context.trace.kubernetes.selecting(kind, pod, row) : [];
}

function podId(context: FieldContext, version: ThreadVersion, row: EventRow): string | undefined {
  return ofPod(context, version, row, LABEL.uid, ({ uid }) => uid);
}

/** A fact of the pod: from the labels of the container, or from what the capture says of the cluster. */
function ofPod(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  label: string,
  read: (pod: KubernetesObject) => string,
): string | undefined {
  const labelled = infoOf(context, version, row)?.labels.get(label);
  if (labelled) return labelled;
  const pod = podObject(context, version, row);
  return pod && read(pod);
}

function podLabels(context: FieldContext, version: ThreadVersion, row: EventRow): Labels | undefined {
  const info = infoOf(context, version, row);
  if (info === undefined) return undefined;
  if (info.podSandboxLabels.size > 0) return withoutInternal(info.podSandboxLabels);
  const sandbox = sandboxOf(context, version, row);
  return sandbox ? withoutInternal(sandbox.labels) : podObject(context, version, row)?.labels;
}

function sandboxId(context: FieldContext, version: ThreadVersion, row: EventRow): string | undefined {
  const info = infoOf(context, version, row);
  if (info === undefined) return undefined;
  if (info.isPodSandbox) return info.fullId || info.id;
  return info.podSandboxId || info.labels.get(LABEL.sandbox);
}

/** The container that keeps the pod's network, where the capture describes it. */
function sandboxOf(context: FieldContext, version: ThreadVersion, row: EventRow): ContainerInfo | undefined {
  const id = sandboxId(context, version, row)?.slice(0, 12);
  return id === undefined ? undefined : context.trace.containers.at(context.trace.texts.internText(id), row);
}

function podObject(context: FieldContext, version: ThreadVersion, row: EventRow): KubernetesObject | undefined {
  const { kubernetes, threads, texts } = context.trace;
  if (kubernetes.isEmpty) return undefined;
  return kubernetes.podOf(texts.text(threads.get(version, 'container')), row);
}

function infoOf(context: FieldContext, version: ThreadVersion, row: EventRow): ContainerInfo | undefined {
  const info = containerAt(context, version, row);
  return info === HOST ? undefined : info;
}

function withoutInternal(all: Labels): Labels {
  return new Map([...all].filter(([key]) => !INTERNAL_LABEL.test(key)));
}

function labelsText(all: Labels | undefined): string | undefined {
  if (all === undefined) return undefined;
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([key, value]) => (value === '' ? key : `${key}:${value}`)).join(', ');
}

function keyLength(text: string, start: number): number {
  const written = /[A-Za-z0-9_][A-Za-z0-9_./-]*/y;
  written.lastIndex = start;
  return written.exec(text)?.[0].length ?? 0;
}
