import type { EventRow, OpenFileId } from '../../base/brands';
import type { Peers } from '../peers';
import type { ConversationCall, SpokenConversation } from './conversationCalls';

/** One request in an application's protocol with its answer, seen at one end or at both. */
export interface CallTransaction {
  readonly protocol: string;
  readonly client: ConversationCall | undefined;
  readonly server: ConversationCall | undefined;
  readonly firstRow: EventRow;
}

/** Joins both ends of conversations, call by call: what both have is in the same order. */
export function callTransactions(
  conversations: readonly (SpokenConversation & { readonly file: OpenFileId })[],
  peers: Peers,
): CallTransaction[] {
  const byFile = new Map(conversations.map((conversation) => [conversation.file, conversation]));
  const joined = new Set<ConversationCall>();
  const transactions: CallTransaction[] = [];
  const add = (protocol: string, client: ConversationCall | undefined, server: ConversationCall | undefined): void => {
    const first = client ?? server;
    if (first) transactions.push({ protocol, client, server, firstRow: first.request.firstRow });
  };
  for (const { file, protocol, side, calls } of conversations) {
    if (side !== 'client') continue;
    const peer = peers.peerOf(file);
    const others = (peer && byFile.get(peer.file)?.calls) ?? [];
    let next = 0;
    for (const client of calls) {
      const server = others.at(next);
      const isSame = server?.request.text === client.request.text;
      if (isSame && server) {
        joined.add(server);
        next++;
      }
      add(protocol, client, isSame ? server : undefined);
    }
  }
  for (const { protocol, side, calls } of conversations) {
    if (side === 'server') for (const server of calls) if (!joined.has(server)) add(protocol, undefined, server);
  }
  return transactions;
}
