/** Has a thread open what publishers send, so that no document, however large, keeps the event loop. */

import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { ThreadClient } from '#platform/thread.ts';
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
  #thread: ThreadClient<FeedQuestion, FeedAnswer> | undefined;
  #closed = false;

  /** As `openPage`. Throws its errors, `rate-limited` when too much waits, `internal` when the thread died. */
  page(asked: PageToOpen): Promise<OpenedPage> {
    return this.#ask({ op: 'page', asked });
  }

  /** As `openDocument`; throws as `page`. */
  document(asked: DocumentToOpen): Promise<ArrivedManifest> {
    return this.#ask({ op: 'document', asked });
  }

  /** Who may see a stored manifest; throws as `page`. */
  visibility(envelope: string): Promise<Manifest['visibility']> {
    return this.#ask({ op: 'visibility', envelope });
  }

  /** Ends the thread; what waits for it throws `interrupted`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.close();
  }

  async #ask<A extends FeedAnswer>(question: FeedQuestion): Promise<A> {
    try {
      // Each question has one kind of answer; the methods above say which.
      return (await this.#running().ask(question)) as A;
    } catch (error) {
      if (this.#closed || !isExchangeError(error, 'interrupted')) throw error;
      // A document that kills the thread must not be asked for again at once.
      throw new ExchangeError('internal', 'The thread that opens feeds has died.', { cause: error });
    }
  }

  #running(): ThreadClient<FeedQuestion, FeedAnswer> {
    if (this.#closed) throw new ExchangeError('interrupted', 'The broker is stopping.');
    if (this.#thread === undefined || this.#thread.ended) {
      this.#thread = new ThreadClient({
        module: new URL('./feed-thread.ts', import.meta.url),
        name: 'The thread that opens feeds',
        maxWaiting: MAX_WAITING,
      });
    }
    return this.#thread;
  }
}
