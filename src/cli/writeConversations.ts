import type { OpenFileId } from '../engine/base/brands';
import { chosenFiles } from '../engine/streams/conversations/chosenFiles';
import { ConversationFile } from '../engine/streams/conversations/conversationFile';
import { SocketLives } from '../engine/streams/conversations/socketLives';
import { Peers } from '../engine/streams/peers';
import { StreamIndex } from '../engine/streams/streamIndex';
import { createCaptureFile } from './captureFile';
import { eventRow } from './eventRow';
import { packetFileFacts } from './packetFileFacts';
import { RequestError } from './requestError';
import type { StreamRequest } from './streamArguments';
import type { WholeCapture } from './wholeCapture';

/** Writes the conversations of the chosen events, or of one, as packets; throws a `RequestError` where one event has none. */
export async function writeConversations(
  capture: WholeCapture,
  { file: readFrom, filter, event }: StreamRequest,
  name: string,
  version: string,
): Promise<void> {
  const { trace, raw } = capture.context;
  const index = new StreamIndex(trace);
  index.update();
  const files: ReadonlySet<OpenFileId> =
    event === undefined ? chosenFiles(index, capture.select(filter)) : new Set([index.fileOf(eventRow(trace, event))]);
  const lives = new SocketLives(trace, index);
  lives.update();
  const conversations = new ConversationFile({ trace, raw, index, peers: new Peers(trace, index), lives });
  const file = createCaptureFile(name, false, readFrom);
  for (const bytes of conversations.blocks(files, packetFileFacts(trace, version))) await file.sink.write(bytes);
  await file.end();
  if (event !== undefined && conversations.packets === 0) {
    throw new RequestError(`Event ${event} is about no connection and no datagram of a socket of IPv4 or IPv6.`);
  }
}
