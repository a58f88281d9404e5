/** The two classes of the Encoding standard (encoding.spec.whatwg.org) that browsers and Node share; nothing else of either is allowed here. */

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
