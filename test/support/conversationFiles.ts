import type { OpenFileId } from '../../src/engine/base/brands';
import { ConversationFile } from '../../src/engine/streams/conversations/conversationFile';
import type { OpenedStreams } from './openedStreams';

/** The conversations of some open files, or of all, as a pcapng file; and how many conversations and packets there are. */
export function conversationFileOf(
  { opened, index, peers, lives }: OpenedStreams,
  files: readonly OpenFileId[] = index.files,
): { readonly bytes: Uint8Array; readonly conversations: number; readonly packets: number } {
  const file = new ConversationFile({ ...opened, index, peers, lives });
  const facts = { application: 'Scaplens', system: 'Linux' };
  const blocks = Array.from(file.blocks(new Set(files), facts), (block) => block.slice());
  const { conversations, packets } = file;
  return { bytes: Uint8Array.from(Buffer.concat(blocks)), conversations, packets };
}
