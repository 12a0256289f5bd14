import type { ByteRange, ListReader } from './listReader';

/** Who the host's users and groups are. Source: facts/scap-format.md §9. */
export interface UserListVisitor {
  user(uid: number, gid: number, name: ByteRange, home: ByteRange, shell: ByteRange): void;
  group(gid: number, name: ByteRange): void;
}

/** Reads a user list; false when an entry does not fit. */
export function readUserList(reader: ListReader, version: number, visitor: UserListVisitor): boolean {
  while (!reader.atEnd) {
    const start = reader.at;
    if (version >= 2) reader.enter(start, reader.uint32());
    const isGroup = reader.uint8() === 1;
    const id = reader.uint32();
    if (isGroup) {
      const name = reader.text();
      if (reader.failed) return false;
      visitor.group(id, name);
    } else {
      const gid = reader.uint32();
      const name = reader.text();
      const home = reader.text();
      const shell = reader.text();
      if (reader.failed) return false;
      visitor.user(id, gid, name, home, shell);
    }
    if (version >= 2) reader.leave();
  }
  return true;
}
