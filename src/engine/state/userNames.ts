/** A user of the captured host, or of one of its containers. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
  readonly shell: string;
}

/** Users of the host itself; containers have their own. */
const HOST_USERS = '';

/**
 * Users and groups of the captured host and its containers. The first entry of an id wins. Where a container has none of its
 * own, the host's answer. Source: facts/fd-and-state.md §14.
 */
export class UserNames {
  private readonly users = new Map<string, Map<number, User>>();
  private readonly groups = new Map<string, Map<number, string>>();

  /** `container` is a container's id, or empty for the host. */
  addUser(user: User, container = HOST_USERS): void {
    addFirst(this.users, container, user.uid, user);
  }

  addGroup(gid: number, name: string, container = HOST_USERS): void {
    addFirst(this.groups, container, gid, name);
  }

  user(uid: number, container = HOST_USERS): User | undefined {
    return this.users.get(container)?.get(uid) ?? this.users.get(HOST_USERS)?.get(uid);
  }

  groupName(gid: number, container = HOST_USERS): string | undefined {
    return this.groups.get(container)?.get(gid) ?? this.groups.get(HOST_USERS)?.get(gid);
  }

  /** Every user of the host, in the order of the capture. */
  hostUsers(): User[] {
    return [...(this.users.get(HOST_USERS)?.values() ?? [])];
  }

  /** Every group of the host as id and name, in the order of the capture. */
  hostGroups(): [gid: number, name: string][] {
    return [...(this.groups.get(HOST_USERS) ?? [])];
  }

  clear(): void {
    this.users.clear();
    this.groups.clear();
  }
}

function addFirst<V>(all: Map<string, Map<number, V>>, container: string, id: number, value: V): void {
  const own = all.get(container) ?? new Map<number, V>();
  if (!own.has(id)) own.set(id, value);
  all.set(container, own);
}
