/** Who may see a manifest that lies in a store, read off its envelope without checking the rest again. */

import { fromBase64, fromUtf8 } from '../bytes.ts';
import type { Envelope } from '../signature.ts';
import { manifestSchema, type Manifest } from './manifest.ts';

const visibilitySchema = manifestSchema.pick({ visibility: true }).strip();

/**
 * Visibility of a stored manifest.
 * @param envelope canonical JSON; signature and schema were checked before it was stored
 */
export function storedVisibility(envelope: string): Manifest['visibility'] {
  const { payload } = JSON.parse(envelope) as Envelope;
  return visibilitySchema.parse(JSON.parse(fromUtf8(fromBase64(payload)))).visibility;
}
