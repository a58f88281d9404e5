/** Where the demo world lives on disk, and what it remembers of itself. */

import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';

const MAX_RECORD_BYTES = 64 * 1024;
const PLACES_FILE = 'places.json';
const SEEDED_FILE = 'seeded.json';
const DATASETS_FOLDER = 'datasets';

/** Children of a run that was killed may write for a moment longer. */
const REMOVE = { recursive: true, force: true, maxRetries: 10, retryDelay: 200 };

/** Where the broker listens. Nodes pin it in their homes, so every start takes the same places. */
const placesSchema = z.strictObject({
  port: z.int().min(1).max(65_535),
  peers: z.array(z.string().max(256)).max(8),
});
/** Where the broker listens. */
export type Places = z.infer<typeof placesSchema>;

/** What the seeded events left behind, by name, for the guide. */
const seededSchema = z.strictObject({
  agreement: z.string(),
  paused: z.string(),
  waiting: z.string(),
  refused: z.string(),
  delivered: z.string(),
  tampered: z.string(),
  withdrawn: z.string(),
});
/** What the seeded events left behind. */
export type Seeded = z.infer<typeof seededSchema>;

/** Paths of one demo world. */
export class DemoFolder {
  readonly root: string;

  constructor(root: string) {
    this.root = resolve(root);
  }

  /** Home of the broker. */
  get broker(): string {
    return join(this.root, 'broker');
  }

  /** Where tampered copies lie. */
  get tampered(): string {
    return join(this.root, 'tampered');
  }

  /** Home of a company's node. */
  home(company: string): string {
    return join(this.root, company);
  }

  /** Folder of a company's raw dataset. It has no address in the exchange. */
  dataset(company: string, slug: string): string {
    return join(this.root, DATASETS_FOLDER, company, slug);
  }

  /** Folder that a company receives deliveries in. */
  delivered(company: string, slug: string): string {
    return join(this.root, 'delivered', company, slug);
  }

  /** Where the broker listened last; undefined before the first start. */
  places(): Promise<Places | undefined> {
    return readRecord(join(this.root, PLACES_FILE), placesSchema);
  }

  keepPlaces(places: Places): Promise<void> {
    return writeFileAtomic(join(this.root, PLACES_FILE), canonicalBytes(places));
  }

  /** What was seeded; undefined when no start got to its end yet. */
  seeded(): Promise<Seeded | undefined> {
    return readRecord(join(this.root, SEEDED_FILE), seededSchema);
  }

  /** Written last of all: a world without it is made anew. */
  keepSeeded(seeded: Seeded): Promise<void> {
    return writeFileAtomic(join(this.root, SEEDED_FILE), canonicalBytes(seeded));
  }

  /** Removes the world. Recordings are kept on request: they are the same every time, and appear on disk only when complete. */
  async clear(keep: { readonly datasets: boolean }): Promise<void> {
    for (const name of await namesIn(this.root)) {
      if (keep.datasets && name === DATASETS_FOLDER) continue;
      await rm(join(this.root, name), REMOVE);
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function readRecord<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S> | undefined> {
  try {
    const bytes = await readFileBounded(path, MAX_RECORD_BYTES);
    return parseWire(schema, parseJson(bytes, MAX_RECORD_BYTES), path);
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return undefined;
    throw new ExchangeError('bad-config', `${path} is damaged. Start afresh with: npm run demo:reset`, {
      cause: error,
    });
  }
}
