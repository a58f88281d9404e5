/** Has a thread open what publishers send, so that no document, however large, keeps the event loop. */

import type { Manifest } from '#contracts/manifest/manifest.ts';
import { LazyThread } from '#platform/thread.ts';
import type { ArrivedManifest, DocumentToOpen, OpenedPage, PageToOpen } from './open-feed.ts';

/** Questions that wait for the thread at most. */
const MAX_WAITING = 256;

/** A question to the thread. */
export type FeedQuestion =
  | { readonly op: 'page'; readonly asked: PageToOpen }
  | { readonly op: 'document'; readonly asked: DocumentToOpen }
  | { readonly op: 'visibility'; readonly envelope: string };

/** An answer of the thread. */
export type FeedAnswer = OpenedPage | ArrivedManifest | Manifest['visibility'];

/** The thread, started when it is first needed, and again after a death. */
export class FeedOpener {
  readonly #thread = new LazyThread<FeedQuestion, FeedAnswer>({
    module: new URL('./feed-thread.ts', import.meta.url),
    name: 'The thread that opens feeds',
    maxWaiting: MAX_WAITING,
  });

  /** As `openPage`; the bytes are empty afterwards, here and in `document`. Throws its errors, `rate-limited` when too much waits, `internal` when the thread died. */
  page(asked: PageToOpen): Promise<OpenedPage> {
    return this.#thread.ask({ op: 'page', asked }, [asked.bytes]);
  }

  /** As `openDocument`; throws as `page`. */
  document(asked: DocumentToOpen): Promise<ArrivedManifest> {
    return this.#thread.ask({ op: 'document', asked }, [asked.bytes]);
  }

  /** Who may see a stored manifest; throws as `page`. */
  visibility(envelope: string): Promise<Manifest['visibility']> {
    return this.#thread.ask({ op: 'visibility', envelope });
  }

  /** Ends the thread; what waits for it throws `interrupted`. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}
