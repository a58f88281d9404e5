/**
 * Brings the index up to the catalog, change by change, while questions are answered. Listings are opened and the geometry of new bodies is
 * built by another thread ahead of their turn; what is left here takes a fraction of a millisecond a listing. The index changes in the
 * order of the catalog's numbers, so a restart of the thread or of the broker ends with the same one.
 */

import { manifestSchema, type Manifest } from '#contracts/manifest/manifest.ts';
import { indexManifest } from '#contracts/matching/dataset-of-manifest.ts';
import type { MatchEngine } from '#contracts/matching/match-engine.ts';
import { envelopeSchema } from '#contracts/signature.ts';
import type { ChangedListing } from '../catalog/listing-store.ts';
import type { GeometryBuilder } from './geometry-builder.ts';
import type { SearchGate } from './search-gate.ts';
import type { Turns } from './turns.ts';

/** Changes that are read from the catalog at once. */
const CHANGES_A_READ = 50;
/** Listings that are opened before the first of them is in the index: their bodies are built meanwhile. */
const OPENED_AHEAD = 8;
/** How long one piece lasts, in milliseconds, and one step. */
const PIECE_MS = 10;
/**
 * What a question waits for at most: a listing counts as one, the body of a listing that nobody has seen as four more. A lister's few new
 * sets are in the answer to his next question; a flood of them keeps nobody waiting.
 */
const PATIENCE = 16;
const NEW_BODY = 4;

/** The catalog as the thread sees it. */
export interface CatalogChanges {
  /** Number of the newest change. */
  newest(): number;
  /** Changes after a number, in order, about `limit`. */
  after(change: number, limit: number): ChangedListing[];
}

interface Opened {
  readonly change: ChangedListing;
  /** Null for a listing that is gone, or that the engine cannot take. */
  readonly manifest: Manifest | null;
  readonly built: Promise<void> | null;
}

interface Waiter {
  readonly change: number;
  /** Waits until so much was done. */
  readonly work: number;
  readonly done: (covered: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/** Follows the catalog. */
export class IndexFollower {
  readonly #catalog: CatalogChanges;
  readonly #engine: MatchEngine;
  readonly #builder: Pick<GeometryBuilder, 'limbs'>;
  readonly #turns: Turns;
  readonly #gate: SearchGate;
  readonly #building = new Map<string, Promise<void>>();
  readonly #waiters = new Set<Waiter>();
  /** Number of the last change that the index holds, and what was done so far, in the units of {@link PATIENCE}. */
  #applied = 0;
  #work = 0;
  #running = false;
  #pieceEnds = 0;
  #mayMerge = false;

  constructor(parts: {
    readonly catalog: CatalogChanges;
    readonly engine: MatchEngine;
    readonly builder: Pick<GeometryBuilder, 'limbs'>;
    readonly turns: Turns;
    readonly gate: SearchGate;
  }) {
    this.#catalog = parts.catalog;
    this.#engine = parts.engine;
    this.#builder = parts.builder;
    this.#turns = parts.turns;
    this.#gate = parts.gate;
  }

  /** Resolves when everything that the catalog holds by now is in the index. Throws when the catalog cannot be read. */
  async caughtUp(): Promise<void> {
    await this.#wait(Number.POSITIVE_INFINITY);
  }

  /** The same, but at most until {@link PATIENCE} is spent; true when everything is in. */
  nearlyCaughtUp(): Promise<boolean> {
    return this.#wait(this.#work + PATIENCE);
  }

  #wait(work: number): Promise<boolean> {
    return new Promise((done, fail) => {
      const change = this.#catalog.newest();
      const missing = change - this.#applied;
      // What cannot be done in time is not waited for at all.
      if (missing <= 0 || this.#work + missing > work) done(missing <= 0);
      else this.#waiters.add({ change, work, done, fail });
      // Last, because a catalog that cannot be read fails at once, and tells those who wait by then.
      void this.#follow();
    });
  }

  async #follow(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      // Looked at in the very turn in which it ends: who asks between the last page and the end would wait for nobody.
      for (let before = -1; this.#catalog.newest() > this.#applied && this.#applied > before; ) {
        before = this.#applied;
        await this.#nextPiece();
        while (await this.#applyPage());
      }
    } catch (error) {
      for (const { fail } of this.#waiters) fail(error);
      this.#waiters.clear();
    } finally {
      this.#running = false;
    }
  }

  /** False when there is none. */
  async #applyPage(): Promise<boolean> {
    const changes = this.#catalog.after(this.#applied, CHANGES_A_READ);
    if (changes.length === 0) return false;
    const opened: Opened[] = [];
    let next = 0;
    while (next < changes.length || opened.length > 0) {
      while (next < changes.length && opened.length < OPENED_AHEAD) {
        opened.push(this.#open(changes[next++]!));
        if (performance.now() > this.#pieceEnds) await this.#nextPiece();
      }
      const { change } = opened[0]!.change;
      await this.#merge(opened.shift()!);
      // A change may be of many listings; a page holds all of them.
      if ((opened[0]?.change ?? changes[next])?.change !== change) this.#applied = change;
      this.#tell();
    }
    return true;
  }

  #open(change: ChangedListing): Opened {
    const manifest = change.envelope === null ? null : manifestOf(change.envelope);
    return { change, manifest, built: manifest === null ? null : this.#bodyOf(manifest) };
  }

  /** The body's geometry under way; null when nothing has to be built. */
  #bodyOf({ embodiment }: Manifest): Promise<void> | null {
    if (embodiment === null || this.#engine.hasBody(embodiment.id)) return null;
    const known = this.#building.get(embodiment.id);
    if (known !== undefined) return known;
    let plans;
    try {
      plans = this.#engine.missingGeometry(embodiment.body);
    } catch {
      // The engine says so again when it is to take the listing.
      return null;
    }
    if (plans.length === 0) return null;
    const built = this.#builder.limbs(plans).finally(() => this.#building.delete(embodiment.id));
    this.#building.set(embodiment.id, built);
    return built;
  }

  async #merge({ change, manifest, built }: Opened): Promise<void> {
    if (built !== null) {
      await built;
      await this.#nextPiece();
    }
    if (performance.now() > this.#pieceEnds) await this.#nextPiece();
    if (!this.#mayMerge) await this.#waitForSearches();
    this.#work += built === null ? 1 : 1 + NEW_BODY;
    this.#gate.changed();
    if (manifest === null) this.#engine.removeDataset(change.dataset);
    else putOrDrop(this.#engine, manifest, change);
  }

  /** A search that is under way is not disturbed, but not for long. */
  async #waitForSearches(): Promise<void> {
    for (let turns = 0; !this.#gate.mayChange(turns); turns++) await this.#nextPiece();
    this.#mayMerge = true;
  }

  async #nextPiece(): Promise<void> {
    await this.#turns.next('upkeep');
    this.#mayMerge = false;
    this.#pieceEnds = performance.now() + PIECE_MS;
  }

  #tell(): void {
    for (const waiter of this.#waiters) {
      const covered = waiter.change <= this.#applied;
      if (!covered && this.#work < waiter.work) continue;
      this.#waiters.delete(waiter);
      waiter.done(covered);
    }
  }
}

/** What was verified when it came into the catalog; null for what this version cannot read. */
function manifestOf(envelope: string): Manifest | null {
  try {
    const { payload } = envelopeSchema.parse(JSON.parse(envelope));
    return manifestSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
  } catch {
    return null;
  }
}

/** One listing that the engine cannot take must not keep all later ones, and every question, from it. */
function putOrDrop(
  engine: MatchEngine,
  manifest: Manifest,
  { dataset, manifest: digest }: ChangedListing,
): void {
  try {
    indexManifest(engine, manifest, digest);
  } catch {
    engine.removeDataset(dataset);
  }
}
