/** A container of a host, as its engine tells of it. */
export interface HostContainer {
  /** The first 12 characters of its id, which is what `container.id` holds. */
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** `namespace/name` of the pod that it is in; empty where the engine does not say. */
  readonly pod: string;
}

/** Characters of a name in a list that are kept. */
const LONGEST_NAME = 400;
const ID_LENGTH = 12;

/** Reads what container engines print: lines `id name image`, and the JSON document of crictl. What is strange is left out. */
export function hostContainers(lines: readonly string[]): HostContainer[] {
  const document: string[] = [];
  const containers: HostContainer[] = [];
  for (const line of lines) {
    const found = /^([0-9a-f]{12,64}) (\S+) (.*)$/.exec(line);
    if (found) containers.push(container(found[1], found[2], found[3], ''));
    else document.push(line);
  }
  return [...containers, ...listed(document.join('\n'))];
}

/** What `crictl ps -o json` prints; Kubernetes' runtimes label each container with its pod. */
function listed(text: string): HostContainer[] {
  const document = parse(text);
  const containers = isObject(document) && Array.isArray(document.containers) ? document.containers : [];
  return containers.flatMap((each: unknown) => {
    if (!isObject(each) || typeof each.id !== 'string' || !/^[0-9a-f]{12,64}$/.test(each.id)) return [];
    const labels = isObject(each.labels) ? each.labels : {};
    const [pod, namespace] = ['name', 'namespace'].map((name) => textOf(labels, `io.kubernetes.pod.${name}`));
    return [
      container(each.id, textOf(each.metadata, 'name'), textOf(each.image, 'image'), pod && `${namespace}/${pod}`),
    ];
  });
}

function container(id: string, name: string, image: string, pod: string): HostContainer {
  const [shortName, shortImage, shortPod] = [name, image, pod].map((text) => text.slice(0, LONGEST_NAME));
  return { id: id.slice(0, ID_LENGTH), name: shortName, image: shortImage, pod: shortPod };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(object: unknown, name: string): string {
  const value = isObject(object) ? object[name] : undefined;
  return typeof value === 'string' ? value : '';
}
