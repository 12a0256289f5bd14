import { Horizon } from '../base/horizon';
import { lastUntil } from '../base/lastUntil';
import { asObject, asObjects, asPairs, asText, type JsonObject } from './jsonObject';

/** Kinds of Kubernetes objects that old captures describe. */
export type KubernetesKind =
  | 'Namespace'
  | 'Node'
  | 'Pod'
  | 'ReplicationController'
  | 'ReplicaSet'
  | 'Service'
  | 'Deployment'
  | 'DaemonSet';

/** An object of the cluster. Source: facts/fd-and-state.md §12. */
export interface KubernetesObject {
  readonly kind: KubernetesKind;
  readonly uid: string;
  readonly name: string;
  /** Empty for objects outside namespaces. */
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** Which pods belong to a controller or service. */
  readonly selector: ReadonlyMap<string, string>;
  /** A pod's containers: the first 12 characters of their ids. */
  readonly containers: readonly string[];
  readonly podIp: string;
}

const KINDS: ReadonlySet<string> = new Set<KubernetesKind>([
  'Namespace',
  'Node',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Service',
  'Deployment',
  'DaemonSet',
]);

interface Change {
  readonly row: number;
  /** Undefined: deleted. */
  readonly object: KubernetesObject | undefined;
}

/** The state of the cluster as the capture's Kubernetes events tell it: what they say holds from their row on. */
export class Kubernetes {
  private readonly changes = new Map<string, Change[]>();
  private readonly uidsOfKind = new Map<KubernetesKind, Set<string>>();
  private readonly podsOfContainer = new Map<string, Set<string>>();

  /** What is looked up lowers the horizon to where an object that was looked at changes. */
  constructor(private readonly horizon = new Horizon()) {}

  /** Whether the capture says anything of Kubernetes. */
  get isEmpty(): boolean {
    return this.changes.size === 0;
  }

  /** Applies the JSON text of one event at `row`; text that cannot be read changes nothing. */
  apply(json: JsonObject, row: number): void {
    const kind = asText(json.kind).replace(/List$/, '');
    if (!KINDS.has(kind)) return;
    const deleted = json.type === 'DELETED';
    const items = asObject(json.object) ? [asObject(json.object) as JsonObject] : asObjects(json.items);
    for (const item of items) this.change(readObject(kind as KubernetesKind, item), row, deleted);
  }

  /** The pod of a container, by the first 12 characters of its id. */
  podOf(container: string, row: number): KubernetesObject | undefined {
    for (const uid of this.podsOfContainer.get(container) ?? []) {
      const pod = this.at(uid, row);
      if (pod?.containers.includes(container)) return pod;
    }
    return undefined;
  }

  /** The namespace object of a pod. */
  namespaceOf(object: KubernetesObject, row: number): KubernetesObject | undefined {
    return this.ofKind('Namespace', row).find((namespace) => namespace.name === object.namespace);
  }

  /** Controllers or services of a kind, in the pod's namespace, all of whose selector pairs are among the pod's labels. */
  selecting(kind: KubernetesKind, pod: KubernetesObject, row: number): KubernetesObject[] {
    return this.ofKind(kind, row).filter(
      (object) =>
        object.namespace === pod.namespace &&
        object.selector.size > 0 &&
        [...object.selector].every(([key, value]) => pod.labels.get(key) === value),
    );
  }

  private ofKind(kind: KubernetesKind, row: number): KubernetesObject[] {
    return [...(this.uidsOfKind.get(kind) ?? [])]
      .map((uid) => this.at(uid, row))
      .filter((object) => object !== undefined);
  }

  private at(uid: string, row: number): KubernetesObject | undefined {
    return lastUntil(this.changes.get(uid), row, this.horizon)?.object;
  }

  private change(object: KubernetesObject, row: number, deleted: boolean): void {
    if (object.uid === '') return;
    const changes = this.changes.get(object.uid) ?? [];
    changes.push({ row, object: deleted ? undefined : object });
    this.changes.set(object.uid, changes);
    addTo(this.uidsOfKind, object.kind, object.uid);
    for (const container of object.containers) addTo(this.podsOfContainer, container, object.uid);
  }
}

function readObject(kind: KubernetesKind, json: JsonObject): KubernetesObject {
  return {
    kind,
    uid: asText(json.uid),
    name: asText(json.name),
    namespace: asText(json.namespace),
    labels: asPairs(json.labels),
    selector: asPairs(json.selector),
    containers: asObjects(json.containerStatuses).map((status) => shortId(asText(status.containerID))),
    podIp: asText(json.podIP),
  };
}

/** `docker://730a6f492270921c…` → `730a6f492270`. */
function shortId(containerId: string): string {
  return containerId.slice(containerId.indexOf('//') + 2).slice(0, 12);
}

function addTo<K>(sets: Map<K, Set<string>>, key: K, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
