// The engine sees neither the DOM nor Node. These are the only names of theirs that it uses: both platforms have them
// (WHATWG Encoding Standard). Only the engine's own type check reads this file.

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
