/** The usual steps of an exchange, for tests that are about what comes after them. */

import assert from 'node:assert/strict';
import type { AccessMode } from '#contracts/manifest/manifest.ts';
import type { NegotiationView } from '#node/transfer/exchange-views.ts';
import { patternBytes, TRAINING, type Company } from './exchange-world.ts';

/** Longest wait of a test for something that takes milliseconds. */
const PATIENCE_MS = 20_000;

/** A small dataset: two files, three chunks. */
export const SMALL_FILES: Readonly<Record<string, Uint8Array>> = {
  'meta/info.json': new TextEncoder().encode('{"codebase_version":"v3.0"}'),
  'data/chunk-000/file-000.parquet': patternBytes(1_500_000, 7),
};

/** A listing of the small dataset. */
export function smallListing(slug: string, access: AccessMode = 'auto') {
  return { slug, access, files: SMALL_FILES };
}

/** Asks for a listing under `train-only-1y` and gives the exchange. */
export async function ask(
  consumer: Company,
  listing: { readonly envelope: Parameters<Company['service']['request']>[0]['manifest'] },
  deadline?: number,
): Promise<string> {
  const asked = await consumer.service.request({
    manifest: listing.envelope,
    license: 'train-only-1y',
    use: TRAINING,
    deadline,
  });
  assert.ok(asked.ok);
  return asked.value.exchange;
}

/** Asks for a listing that decides by itself, and waits for the agreement. */
export async function agree(
  provider: Company,
  consumer: Company,
  slug = 'arm-picks',
): Promise<NegotiationView> {
  const listing = await provider.publish(smallListing(slug));
  const view = await decided(consumer, await ask(consumer, listing));
  assert.equal(view.state, 'FINALIZED');
  return view;
}

/** Waits until a negotiation is decided. */
export async function decided(company: Company, exchange: string): Promise<NegotiationView> {
  return company.service.untilDecided(exchange, AbortSignal.timeout(PATIENCE_MS));
}

/** Waits until something holds of a company's negotiation. */
export async function untilView(
  company: Company,
  exchange: string,
  holds: (view: NegotiationView) => boolean,
): Promise<NegotiationView> {
  return until(async () => {
    const view = await company.service.get(exchange).catch(() => undefined);
    return view !== undefined && holds(view) ? view : undefined;
  });
}

/** Polls until something is there. */
export async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new TypeError('it did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Asserts that something fails with a code of the closed list. */
export async function fails(work: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(work, (error: { code?: string; message?: string }) => {
    assert.equal(error.code, code, error.message);
    return true;
  });
}
