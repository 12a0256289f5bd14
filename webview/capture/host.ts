import type { DetailPageState, MessageToHost, MessageToPage, PageState } from './editorProtocol';

/** The extension host as this page sees it. */
export interface Host {
  send(message: MessageToHost): void;
  /** Whatever an earlier life of this page kept; not to be trusted to have today's shape. */
  keptState(): unknown;
  keepState(state: PageState | DetailPageState): void;
}

/** Connects to VS Code; works once in a page's life. `receive` gets every message of the host. */
export function connectToHost(receive: (message: MessageToPage) => void): Host {
  const api = acquireVsCodeApi<PageState | DetailPageState>();
  window.addEventListener('message', (event: MessageEvent<MessageToPage>) => receive(event.data));
  return {
    send: (message) => api.postMessage(message),
    keptState: () => api.getState(),
    keepState: (state) => {
      api.setState(state);
      api.postMessage({ kind: 'kept', state } satisfies MessageToHost);
    },
  };
}
