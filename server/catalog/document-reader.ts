/** Has a thread read stored manifests for those who look at the catalog. Ingest has a thread of its own and does not wait for readers. */

import type { CatalogedDataset } from '#contracts/metadata/dcat.ts';
import { LazyThread } from '#platform/thread.ts';
import type { DocumentToDescribe, OfferedSample, OpenedSample, VersionDocument } from './stored-documents.ts';

/** Questions that wait for the thread at most. */
const MAX_WAITING = 256;

/** A question to the thread. `envelope` is a stored manifest: its envelope as canonical JSON. */
export type DocumentQuestion =
  | { readonly op: 'describe'; readonly asked: DocumentToDescribe }
  | { readonly op: 'version'; readonly envelope: string }
  | { readonly op: 'offer'; readonly envelope: string }
  | { readonly op: 'sample'; readonly envelope: string; readonly index: Uint8Array };

/** An answer of the thread. */
export type DocumentAnswer = CatalogedDataset | VersionDocument | OfferedSample | OpenedSample | null;

/** Reads stored manifests. Everything throws what the thread throws, `rate-limited` when too much waits, `internal` when the thread died. */
export class DocumentReader {
  readonly #thread = new LazyThread<DocumentQuestion, DocumentAnswer>({
    module: new URL('./document-thread.ts', import.meta.url),
    name: 'The thread that reads documents',
    maxWaiting: MAX_WAITING,
  });

  /** A dataset as the metadata describe it. */
  describe(asked: DocumentToDescribe): Promise<CatalogedDataset> {
    return this.#thread.ask({ op: 'describe', asked });
  }

  /** A version as far as provenance tells of it. */
  version(envelope: string): Promise<VersionDocument> {
    return this.#thread.ask({ op: 'version', envelope });
  }

  /** The sample that a manifest offers; null without one. */
  offer(envelope: string): Promise<OfferedSample | null> {
    return this.#thread.ask({ op: 'offer', envelope });
  }

  /** The sample that a manifest offers, opened by the bytes of its index. */
  sample(envelope: string, index: Uint8Array): Promise<OpenedSample> {
    return this.#thread.ask({ op: 'sample', envelope, index });
  }

  /** Ends the thread; what waits for it throws `interrupted`. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}
