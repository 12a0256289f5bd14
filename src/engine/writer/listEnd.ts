import type { BlockType } from '../capture/blockTypes';
import { readFdList } from '../capture/fdList';
import { readInterfaceList } from '../capture/interfaceList';
import type { ListReader } from '../capture/listReader';
import { readMachineInfo } from '../capture/machineInfo';
import { readProcessList } from '../capture/processList';
import { readUserList } from '../capture/userList';

/**
 * Where the readable part of a list block's body ends: its end, or that of the last entry before one that does not fit. -1
 * where nothing of it can be read.
 */
export function endOfList(type: BlockType, reader: ListReader, end: number): number {
  let last = -1;
  const mark = (): void => {
    last = reader.at;
  };
  return isWhole(type, reader, mark) ? end : last;
}

function isWhole({ kind, version }: BlockType, reader: ListReader, mark: () => void): boolean {
  switch (kind) {
    case 'machine':
      return readMachineInfo(reader) !== undefined;
    case 'processes':
      return readProcessList(reader, version, mark);
    case 'fds':
      return readFdList(reader, version, mark);
    case 'interfaces':
      return readInterfaceList(reader, version, mark);
    case 'users':
      return readUserList(reader, version, { user: mark, group: mark });
    default:
      return false;
  }
}
