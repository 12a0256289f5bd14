import { asNumber, asObject, asObjects, asPairs, asText, asTexts, type JsonObject } from './jsonObject';

/** A directory of the host inside a container. */
export interface ContainerMount {
  readonly source: string;
  readonly destination: string;
  readonly mode: string;
  readonly writable: boolean;
  readonly propagation: string;
}

export interface PortMapping {
  /** IPv4 address as a number in host order. */
  readonly hostIp: number;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** A health check or probe: a program and its arguments. */
export interface HealthProbe {
  readonly exe: string;
  readonly args: readonly string[];
}

/** What a capture says of a container. Texts are empty and numbers -1 where it does not. Source: facts/fd-and-state.md §11. */
export interface ContainerInfo {
  /** 12 hexadecimal digits, or the engine's name for it. */
  readonly id: string;
  readonly fullId: string;
  /** Number of the container engine: facts/fd-and-state.md §10. */
  readonly type: number;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly imageRepository: string;
  readonly imageTag: string;
  readonly imageDigest: string;
  readonly privileged: boolean | undefined;
  readonly hostPid: boolean | undefined;
  readonly hostNetwork: boolean | undefined;
  readonly hostIpc: boolean | undefined;
  readonly isPodSandbox: boolean;
  readonly createdTime: number;
  readonly user: string;
  readonly ip: string;
  readonly cniJson: string;
  readonly podSandboxId: string;
  readonly podSandboxLabels: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly mounts: readonly ContainerMount[];
  readonly portMappings: readonly PortMapping[];
  readonly environment: readonly string[];
  readonly mesosTaskId: string;
  readonly healthcheck: HealthProbe | undefined;
  readonly livenessProbe: HealthProbe | undefined;
  readonly readinessProbe: HealthProbe | undefined;
}

/** Reads the `container` object of a container event. */
export function readContainer(json: JsonObject): ContainerInfo {
  const image = asText(json.image);
  const [repository, tag] = splitImage(image);
  return {
    id: asText(json.id),
    fullId: asText(json.full_id),
    type: asNumber(json.type, -1),
    name: asText(json.name),
    image,
    imageId: asText(json.imageid),
    imageRepository: asText(json.imagerepo) || repository,
    imageTag: asText(json.imagetag) || tag,
    imageDigest: asText(json.imagedigest),
    privileged: asTruth(json.privileged),
    hostPid: asTruth(json.host_pid),
    hostNetwork: asTruth(json.host_network),
    hostIpc: asTruth(json.host_ipc),
    isPodSandbox: json.is_pod_sandbox === true,
    createdTime: asNumber(json.created_time, -1),
    user: asText(json.User),
    ip: asText(json.ip),
    cniJson: asText(json.cni_json),
    podSandboxId: asText(json.pod_sandbox_id),
    podSandboxLabels: asPairs(json.pod_sandbox_labels),
    labels: asPairs(json.labels),
    mounts: asObjects(json.Mounts).map(readMount),
    portMappings: asObjects(json.port_mappings).map(readPortMapping),
    environment: asTexts(json.env),
    mesosTaskId: asText(json.mesos_task_id),
    healthcheck: readProbe(json.Healthcheck),
    livenessProbe: readProbe(json.LivenessProbe),
    readinessProbe: readProbe(json.ReadinessProbe),
  };
}

/** What the first container events of 2015 say: id, engine, name and image only. */
export function oldContainer(id: string, type: number, name: string, image: string): ContainerInfo {
  return readContainer({ id, type, name, image });
}

/** `repository:tag`, without a digest; a colon before a slash belongs to a registry's port. */
function splitImage(image: string): [repository: string, tag: string] {
  const plain = image.split('@')[0];
  const colon = plain.lastIndexOf(':');
  return colon > plain.lastIndexOf('/') ? [plain.slice(0, colon), plain.slice(colon + 1)] : [plain, ''];
}

function readMount(json: JsonObject): ContainerMount {
  return {
    source: asText(json.Source),
    destination: asText(json.Destination),
    mode: asText(json.Mode),
    writable: json.RW === true,
    propagation: asText(json.Propagation),
  };
}

function readPortMapping(json: JsonObject): PortMapping {
  return {
    hostIp: asNumber(json.HostIp, 0),
    hostPort: asNumber(json.HostPort, 0),
    containerPort: asNumber(json.ContainerPort, 0),
  };
}

function readProbe(value: unknown): HealthProbe | undefined {
  const json = asObject(value);
  return json && { exe: asText(json.exe), args: asTexts(json.args) };
}

function asTruth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
