import type { EventRow, OpenFileId } from '../../engine/base/brands';
import type { PacketContextOfTrace } from '../../engine/packets/recognise/packetsOf';
import { chosenFiles } from '../../engine/streams/conversations/chosenFiles';
import { ConversationFile } from '../../engine/streams/conversations/conversationFile';
import type { Selection } from '../../engine/trace/selection';
import type { PcapngFile } from '../packetProtocol';
import type { Cancellation } from '../requestQueue';
import type { SessionPort } from '../sessionPort';
import type { OpenStreams } from './openStreams';
import { pcapngBytes, pcapngFacts } from './pcapngBytes';

/** Writes what sockets said as packets. */
export class SocketFiles {
  constructor(
    private readonly context: PacketContextOfTrace,
    private readonly streams: OpenStreams,
    private readonly port: Pick<SessionPort, 'breathe'>,
  ) {}

  async ofSelection(kept: Selection, cancellation: Cancellation): Promise<PcapngFile> {
    await this.streams.update(cancellation);
    return this.write(chosenFiles(this.streams.index, kept), cancellation);
  }

  async ofEvent(row: EventRow, cancellation: Cancellation): Promise<PcapngFile> {
    await this.streams.update(cancellation);
    return this.write(new Set([this.streams.index.fileOf(row)]), cancellation);
  }

  private async write(files: ReadonlySet<OpenFileId>, cancellation: Cancellation): Promise<PcapngFile> {
    const { trace, raw } = this.context;
    const { index, peers, lives } = this.streams;
    const file = new ConversationFile({ trace, raw, index, peers, lives });
    const blocks = file.blocks(files, pcapngFacts(trace));
    const bytes = await pcapngBytes(blocks, 'streams -r FILE --pcapng OUT', this.port, cancellation);
    return { bytes, packets: file.packets };
  }
}
