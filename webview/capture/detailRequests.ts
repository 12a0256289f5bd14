import type { TabActions } from './detailTab';
import type { Host } from './host';

/** What the tabs of the detail ask of the host, below the list as beside it. */
export function detailRequests(
  host: Host,
): Pick<TabActions, 'onCopy' | 'onSave' | 'onContent' | 'onPackets' | 'onEcho' | 'onFile'> {
  return {
    onCopy: (text) => host.send({ kind: 'copy', text }),
    onSave: (name, text) => host.send({ kind: 'save', name, text }),
    onContent: (number, part, save) => host.send({ kind: 'content', number, part, save }),
    onPackets: (number) => host.send({ kind: 'savePcapng', choice: { what: 'conversation', number } }),
    onEcho: (wish) => host.send({ kind: 'echo', ...wish }),
    onFile: (wish) => host.send({ kind: 'file', ...wish }),
  };
}
