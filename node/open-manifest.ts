/** Opens manifests for a running node: small ones at once, large ones in a thread. A manifest of a megabyte takes a hundred milliseconds. */

import { fromUtf8 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { MANIFEST_DOCUMENT, type Manifest } from '#contracts/manifest/manifest.ts';
import { storedVisibility } from '#contracts/manifest/stored-visibility.ts';
import { openManifest, type OpenedManifest } from '#contracts/manifest/verify.ts';
import { openSigned, type Envelope } from '#contracts/signature.ts';
import { LazyThread } from '#platform/thread.ts';

/** Payloads up to this many characters of Base64 are opened at once: a few milliseconds. */
const INLINE_CHARACTERS = 32 * 1024;
/** Manifests that wait for the thread at most. */
const MAX_WAITING = 64;

/** A manifest for the thread. */
export interface ManifestToOpen {
  /** `own`: signed and stored by this node, which judged it then; `foreign`: judged as a stranger's. */
  readonly whose: 'own' | 'foreign';
  readonly envelope: Envelope;
}

/** What the thread is asked: a manifest, or who may see a stored one. */
export type ManifestQuestion = ManifestToOpen | { readonly whose: 'stored'; readonly bytes: Uint8Array };
/** What the thread answers. */
export type ManifestAnswer = OpenedManifest | Manifest['visibility'];

const thread = new LazyThread<ManifestQuestion, ManifestAnswer>({
  module: new URL('./open-manifest-thread.ts', import.meta.url),
  name: 'The thread that opens manifests',
  maxWaiting: MAX_WAITING,
});

/** As `openManifest`; throws its errors, and `rate-limited` when too many wait. */
export function openForeignManifest(crypto: CryptoPort, envelope: Envelope): Promise<OpenedManifest> {
  return open(crypto, { whose: 'foreign', envelope });
}

/** A manifest that this node has signed and stored. Throws as `openSigned`, and `rate-limited` when too many wait. */
export async function openOwnManifest(crypto: CryptoPort, envelope: Envelope): Promise<Manifest> {
  return (await open(crypto, { whose: 'own', envelope })).manifest;
}

/**
 * Who may see a manifest that this node has signed and stored. Throws `rate-limited` when too many wait.
 * @param bytes its envelope as canonical JSON
 */
export async function ownVisibility(bytes: Uint8Array): Promise<Manifest['visibility']> {
  if (bytes.length <= INLINE_CHARACTERS) return storedVisibility(fromUtf8(bytes));
  return thread.ask({ whose: 'stored', bytes });
}

function open(crypto: CryptoPort, asked: ManifestToOpen): Promise<OpenedManifest> {
  if (asked.envelope.payload.length <= INLINE_CHARACTERS) return openNow(crypto, asked);
  return thread.ask(asked);
}

/** Answers a question in this turn. */
export async function answerNow(crypto: CryptoPort, asked: ManifestQuestion): Promise<ManifestAnswer> {
  return asked.whose === 'stored' ? storedVisibility(fromUtf8(asked.bytes)) : openNow(crypto, asked);
}

/** Opens a manifest in this turn. */
async function openNow(crypto: CryptoPort, { whose, envelope }: ManifestToOpen): Promise<OpenedManifest> {
  if (whose === 'foreign') return openManifest(crypto, envelope);
  const { document, digest } = await openSigned(crypto, MANIFEST_DOCUMENT, envelope);
  return { manifest: document, digest };
}
