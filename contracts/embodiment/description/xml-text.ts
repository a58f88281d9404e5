/** Text of an XML file: UTF-16 where a byte order mark says so, else UTF-8, else what the declaration names. */

import { faultError } from '../../faults.ts';

/** Bytes in which a declaration is looked for. */
const DECLARATION_BYTES = 200;
const DECLARED = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']/;

/** Decodes a file. Throws `bad-xml` when the bytes are no text in any encoding that the file names. */
export function xmlText(bytes: Uint8Array): string {
  // What is well-formed UTF-8 is hardly anything else, whatever a declaration says that was kept when the file was saved anew.
  for (const encoding of [marked(bytes), 'utf-8', declared(bytes)]) {
    const text = encoding === null ? null : decoded(bytes, encoding);
    if (text !== null) return text;
  }
  throw faultError('bad-xml', 'xml-encoding', { line: 1 });
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function marked(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function declared(bytes: Uint8Array): string | null {
  const head = Array.from(bytes.subarray(0, DECLARATION_BYTES), (byte) => String.fromCharCode(byte)).join('');
  return DECLARED.exec(head)?.[1] ?? null;
}
