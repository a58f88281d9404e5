/**
 * A company's own copy of the public catalog: listings as the broker has them now, manifests kept from run to run by their digest.
 *
 * The broker sees that somebody reads the catalog, never what for. Manifests are verified here, so a broker cannot change one.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { datasetDetailSchema, type Listing } from '#contracts/http/catalog.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { openManifest, type OpenedManifest } from '#contracts/manifest/verify.ts';
import type { Envelope } from '#contracts/signature.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { BrokerClient } from '../broker-client.ts';
import { listingPages } from './listing-pages.ts';

/** Manifests that are asked for at the same time. */
const READERS = 4;
/** Largest stored envelope, in bytes: a manifest of 1 MiB in Base64, with signatures. */
const MAX_ENVELOPE_BYTES = 2 * 1024 * 1024;
/** A broker that says "too often" is asked again after this time, this many times in a row. */
const PAUSE_MS = 2_000;
const MAX_PAUSES = 60;

/** One dataset of the copy. */
export interface CopiedDataset {
  readonly listing: Listing;
  readonly manifest: Manifest;
}

/** How the catalog is copied. */
export interface CopyOptions {
  /** Folder in which manifests are kept; made when it is not there. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (copied: number, total: number) => void;
}

/** Copies what the client may see. Throws `peer-unreachable`, `limit-exceeded`, `peer-misbehaved` when a manifest is not what its listing names. */
export async function copyCatalog(client: BrokerClient, options: CopyOptions): Promise<CopiedDataset[]> {
  const { folder, signal } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const listings = await readListings(client, signal);
  const copies: CopiedDataset[] = [];
  let next = 0;
  let done = 0;
  const reader = async (): Promise<void> => {
    for (let listing = listings[next++]; listing !== undefined; listing = listings[next++]) {
      const copy = await copyDataset(client, listing, options);
      if (copy !== null) copies.push(copy);
      options.onProgress?.(++done, listings.length);
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return copies;
}

async function readListings(client: BrokerClient, signal: AbortSignal | undefined): Promise<Listing[]> {
  const listings = new Map<string, Listing>();
  const attempt = <T>(call: () => Promise<T>): Promise<T> => patiently(signal, call);
  for await (const page of listingPages(client, { query: { sort: 'title' }, signal, attempt })) {
    for (const listing of page) listings.set(listing.dataset, listing);
  }
  return [...listings.values()];
}

/** One dataset; null when it was withdrawn meanwhile. */
async function copyDataset(
  client: BrokerClient,
  listing: Listing,
  { folder, signal }: CopyOptions,
): Promise<CopiedDataset | null> {
  const kept = await readKept(fileOf(folder, listing.manifest));
  if (kept?.digest === listing.manifest) return { listing, manifest: kept.manifest };
  try {
    const path = `/v1/datasets/${encodeURIComponent(listing.dataset)}`;
    const detail = await patiently(signal, () => client.call({ path, answer: datasetDetailSchema, signal }));
    if (detail.listing.status !== 'listed') return null;
    const opened = await openListed(detail.manifest, detail.listing);
    await writeFileAtomic(fileOf(folder, opened.digest), canonicalBytes(detail.manifest));
    return { listing: detail.listing, manifest: opened.manifest };
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return null;
    throw error;
  }
}

async function openListed(envelope: Envelope, listing: Listing): Promise<OpenedManifest> {
  const opened = await openManifest(nodeCrypto, envelope);
  if (opened.digest !== listing.manifest || opened.manifest.dataset !== listing.dataset) {
    throw new ExchangeError('peer-misbehaved', 'The broker gave another manifest than it lists.', {
      params: { dataset: listing.dataset },
    });
  }
  return opened;
}

function fileOf(folder: string, digest: string): string {
  return join(folder, `${digest.replace(':', '-')}.json`);
}

/** A kept manifest; undefined when it is not there or damaged: then it is fetched again. */
async function readKept(file: string): Promise<OpenedManifest | undefined> {
  try {
    const bytes = await readFileBounded(file, MAX_ENVELOPE_BYTES);
    return await openManifest(nodeCrypto, parseJson(bytes, MAX_ENVELOPE_BYTES));
  } catch (error) {
    if (isExchangeError(error)) return undefined;
    throw error;
  }
}

/** Repeats a call that the broker refuses for coming too often. */
async function patiently<T>(signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await call();
    } catch (error) {
      if (!isExchangeError(error, 'rate-limited') || pauses >= MAX_PAUSES) throw error;
      await sleep(PAUSE_MS, undefined, signal === undefined ? {} : { signal });
    }
  }
}
