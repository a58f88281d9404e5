/** The thread that opens what publishers send: a manifest of a megabyte takes a hundred milliseconds that the event loop has not. */

import { storedVisibility } from '#contracts/manifest/stored-visibility.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { serveThread } from '#platform/thread.ts';
import type { FeedAnswer, FeedQuestion } from './feed-opener.ts';
import { openDocument, openPage } from './open-feed.ts';

serveThread((question: FeedQuestion): FeedAnswer | Promise<FeedAnswer> => {
  switch (question.op) {
    case 'page':
      return openPage(nodeCrypto, question.asked);
    case 'document':
      return openDocument(nodeCrypto, question.asked);
    case 'visibility':
      return storedVisibility(question.envelope);
    default:
      return question satisfies never;
  }
}, envelopesOf);

function envelopesOf(answer: FeedAnswer): Uint8Array[] {
  return 'envelope' in answer ? [answer.envelope] : [];
}
