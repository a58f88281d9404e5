/** What contracts use of browsers and Node beyond the language, and nothing else: two classes of the Encoding standard (encoding.spec.whatwg.org), two functions of HTML. */

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}

/** Bytes, a character each, of base64. Throws a `DOMException` on other text; lets whitespace and missing padding pass. */
declare function atob(text: string): string;

/** Base64 of bytes, a character each. */
declare function btoa(binary: string): string;
