/** The thread that opens large manifests for a node. */

import type { OpenedManifest } from '#contracts/manifest/verify.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { serveThread } from '#platform/thread.ts';
import { openNow, type ManifestToOpen } from './open-manifest.ts';

serveThread((asked: ManifestToOpen): Promise<OpenedManifest> => openNow(nodeCrypto, asked));
