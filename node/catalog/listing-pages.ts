/** Reads the broker's catalog page by page, as far as a catalog can reach. */

import { ExchangeError } from '#contracts/errors.ts';
import { listingPageSchema, MAX_LISTING_PAGE, type Listing } from '#contracts/http/catalog.ts';
import type { BrokerCall, BrokerClient } from '../broker-client.ts';

/** Pages that are read at most: two hundred thousand listings. A broker that always names a next page would be asked for ever. */
export const MAX_PAGES = 2_000;

/** What is asked of the catalog. */
export interface PagedQuery {
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Makes one call; repeats it where the caller is patient. */
  readonly attempt?: <T>(call: () => Promise<T>) => Promise<T>;
}

/** The listings of each page, in the order of the query. Throws `limit-exceeded` behind {@link MAX_PAGES}, and what the client throws. */
export async function* listingPages(client: BrokerClient, asked: PagedQuery = {}): AsyncGenerator<Listing[]> {
  const attempt = asked.attempt ?? ((call) => call());
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const call: BrokerCall<typeof listingPageSchema> = {
      path: '/v1/datasets',
      query: { limit: MAX_LISTING_PAGE, ...asked.query, cursor },
      answer: listingPageSchema,
      signal: asked.signal,
    };
    const page = await attempt(() => client.call(call));
    yield page.items;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
  throw new ExchangeError('limit-exceeded', 'The catalog has more pages than are read.', {
    params: { limit: MAX_PAGES },
  });
}
