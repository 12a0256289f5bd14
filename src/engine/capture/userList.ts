import type { ByteRange, ListReader } from './listReader';

/** Who the host's users and groups are. Source: facts/scap-format.md §9. */
export interface UserListVisitor {
  user(uid: number, gid: number, name: ByteRange, home: ByteRange, shell: ByteRange): void;
  group(gid: number, name: ByteRange): void;
}

const NOTHING: ByteRange = { start: 0, end: 0 };

/** Reads a user list; false when an entry does not fit. */
export function readUserList(reader: ListReader, version: number, visitor: UserListVisitor): boolean {
  while (!reader.atEnd) {
    const start = reader.at;
    if (version >= 2) reader.enter(start, reader.uint32());
    const isGroup = reader.uint8() === 1;
    const id = reader.uint32();
    const gid = isGroup ? id : reader.uint32();
    const name = reader.text();
    const home = isGroup ? NOTHING : reader.text();
    const shell = isGroup ? NOTHING : reader.text();
    if (reader.failed) return false;
    if (version >= 2) reader.leave();
    if (isGroup) visitor.group(gid, name);
    else visitor.user(id, gid, name, home, shell);
  }
  return true;
}
