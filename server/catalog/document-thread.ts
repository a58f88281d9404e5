/** The thread that reads stored manifests for readers of the catalog. */

import { nodeCrypto } from '#platform/node-crypto.ts';
import { serveThread } from '#platform/thread.ts';
import type { DocumentAnswer, DocumentQuestion } from './document-reader.ts';
import { describeDocument, offeredSample, openSampleIndex, versionOf } from './stored-documents.ts';

serveThread((question: DocumentQuestion): DocumentAnswer | Promise<DocumentAnswer> => {
  switch (question.op) {
    case 'describe':
      return describeDocument(nodeCrypto, question.asked);
    case 'version':
      return versionOf(question.envelope);
    case 'offer':
      return offeredSample(question.envelope);
    case 'sample':
      return openSampleIndex(nodeCrypto, question.envelope, question.index);
    default:
      return question satisfies never;
  }
});
