/** Byte strings: text, hexadecimal, base64 and base32, in one strict form each. Runs in a browser. */

import { base32 } from 'multiformats/bases/base32';
import { ExchangeError } from './errors.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a string. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** String of UTF-8 bytes. Throws `bad-json` when the bytes are not well-formed UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new ExchangeError('bad-json', 'The bytes are not well-formed UTF-8.', { cause });
  }
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += (byte < 16 ? '0' : '') + byte.toString(16);
  return out;
}

/** Bytes of lower-case hexadecimal. Throws `bad-digest` on anything else. */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) {
    throw new ExchangeError('bad-digest', 'Expected lower-case hexadecimal.');
  }
  const out = new Uint8Array(hex.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** Bytes that become characters in one call: as many arguments as every engine takes. */
const CHARACTERS_A_CALL = 8192;

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += CHARACTERS_A_CALL)
    binary += String.fromCharCode(...bytes.subarray(from, from + CHARACTERS_A_CALL));
  return btoa(binary);
}

/**
 * Bytes of standard base64 with padding. Strict: re-encoding must give the same text, so stray bits, line breaks and
 * missing padding are refused with `bad-json` (two spellings of one signature must not exist).
 */
export function fromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new ExchangeError('bad-json', 'Expected standard base64 with padding.', { cause });
  }
  if (btoa(binary) !== text)
    throw new ExchangeError('bad-json', 'The base64 text is not in its one strict form.');
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Lower-case base32 without padding (RFC 4648 section 6). */
export function toBase32(bytes: Uint8Array): string {
  return base32.encode(bytes).slice(1);
}

/** Concatenation of byte strings. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** True when both byte strings are equal. Not constant-time: never use it on secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Unsigned 64-bit big-endian bytes of a non-negative safe integer. */
export function uint64(value: number): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value));
  return out;
}
