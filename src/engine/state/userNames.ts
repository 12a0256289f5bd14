/** A user of the captured host. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
  readonly shell: string;
}

/** Users and groups of the captured host. The first entry of an id wins. Source: facts/fd-and-state.md §14. */
export class UserNames {
  private readonly users = new Map<number, User>();
  private readonly groups = new Map<number, string>();

  addUser(user: User): void {
    if (!this.users.has(user.uid)) this.users.set(user.uid, user);
  }

  addGroup(gid: number, name: string): void {
    if (!this.groups.has(gid)) this.groups.set(gid, name);
  }

  user(uid: number): User | undefined {
    return this.users.get(uid);
  }

  groupName(gid: number): string | undefined {
    return this.groups.get(gid);
  }

  clear(): void {
    this.users.clear();
    this.groups.clear();
  }
}
