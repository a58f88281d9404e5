/** The thread that opens large manifests for a node. */

import { nodeCrypto } from '#platform/node-crypto.ts';
import { serveThread } from '#platform/thread.ts';
import { answerNow, type ManifestAnswer, type ManifestQuestion } from './open-manifest.ts';

serveThread((asked: ManifestQuestion): Promise<ManifestAnswer> => answerNow(nodeCrypto, asked));
