/** What is used of a browser's worker, seen from inside and from outside (HTML Standard, "Web workers"). */
export interface MessageTarget {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(kind: 'message', receive: (event: { readonly data: unknown }) => void): void;
}
