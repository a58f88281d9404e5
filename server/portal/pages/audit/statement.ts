/** The statement inside an envelope, for people to read. Nothing is verified here. */

import { fromBase64, fromUtf8 } from '#contracts/bytes.ts';
import type { Envelope } from '#contracts/signature.ts';

/** The payload as JSON, or as text where it is none. */
export function statementOf(envelope: Envelope): unknown {
  const text = fromUtf8(fromBase64(envelope.payload));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
