/**
 * The match engine: bodies and datasets in memory, answers by stages (DECISIONS of the exchange: gates, coarse reach over all
 * bodies, reach on the best of them, the other factors on fewer, the datasets' own histograms last).
 *
 * Datasets hang on bodies, so the cost of a question grows with distinct bodies. Answers depend on what is in the index, never
 * on the order in which it came.
 */

import type { CollectionMethod, ControlMode, Modality } from '../dataset/vocabulary.ts';
import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import type { PoseHistogram } from '../embodiment/pose-histogram.ts';
import { ExchangeError } from '../errors.ts';
import { profileOf } from './profile-of.ts';
import type { BodyProfile } from './body-profile.ts';
import { PairIndex } from './pair-index.ts';
import { readTask, type Task } from './read-task.ts';
import { selectRows } from './select-rows.ts';
import { SCORER, type MatchAnswer, type MatchQuery } from './schema.ts';
import { readInstructions, type Instruction, type ReadInstruction } from './score-task.ts';

/** A dataset as it is given to the engine. */
export interface IndexedDataset {
  readonly datasetId: string;
  readonly manifestDigest: string;
  /** Id of a body that was added; null when the data has no known body. */
  readonly embodimentId: string | null;
  readonly tasks: readonly Instruction[];
  readonly hours: number;
  readonly episodes: number;
  readonly method: CollectionMethod;
  readonly modalities: readonly Modality[];
  readonly controlMode: ControlMode;
  /** Accuracy (m) of the recorded poses; null when unknown. */
  readonly accuracyM: number | null;
  /** The manifest's histograms; empty when it has none. */
  readonly histograms: readonly PoseHistogram[];
}

/** A dataset in the index, its instructions read. */
export interface IndexRow {
  readonly data: IndexedDataset;
  readonly instructions: readonly ReadInstruction[];
}

/** What an engine needs: the id of a body is computed where cryptography is. */
export interface MatchEngineOptions {
  /** Computes the id of an embodiment (see embodiment-id.ts). */
  readonly idOf: (embodiment: Embodiment) => string;
}

/** Most instructions of a dataset that are read. */
export const MAX_INSTRUCTIONS = 64;
/** Described but unlisted bodies whose geometry is kept. */
const MAX_GUESTS = 16;

/** An index of bodies and datasets that answers match queries. */
export interface MatchEngine {
  /** Adds a body; adding it again changes nothing. Returns its id. */
  addBody(embodiment: Embodiment): string;
  /** Adds a body in the scorer's own form: for tests and benches. */
  addProfile(profile: BodyProfile): void;
  hasBody(id: string): boolean;
  /** Adds a dataset or replaces its earlier version. Throws `not-found` when its body was not added. */
  putDataset(dataset: IndexedDataset): void;
  /** Removes a dataset; true when it was there. */
  removeDataset(datasetId: string): boolean;
  /** Number of datasets. */
  readonly size: number;
  /** Number of distinct bodies. */
  readonly bodies: number;
  /** Answers a query. Throws `not-found` when it names a body that was not added. */
  match(query: MatchQuery): MatchAnswer;
}

class InMemoryMatchEngine implements MatchEngine {
  private readonly idOf: MatchEngineOptions['idOf'];
  private readonly profiles = new Map<string, BodyProfile>();
  private readonly guests = new Map<string, BodyProfile>();
  private readonly rows = new Map<string, IndexRow>();
  private readonly pairs = new PairIndex();

  constructor(options: MatchEngineOptions) {
    this.idOf = options.idOf;
  }

  get size(): number {
    return this.rows.size;
  }

  get bodies(): number {
    return this.profiles.size;
  }

  addBody(embodiment: Embodiment): string {
    const id = this.idOf(embodiment);
    if (!this.profiles.has(id)) this.addProfile(this.guests.get(id) ?? profileOf(embodiment, id));
    return id;
  }

  addProfile(profile: BodyProfile): void {
    if (!this.profiles.has(profile.id)) this.profiles.set(profile.id, profile);
  }

  hasBody(id: string): boolean {
    return this.profiles.has(id);
  }

  putDataset(dataset: IndexedDataset): void {
    if (dataset.embodimentId !== null && !this.profiles.has(dataset.embodimentId)) {
      throw new ExchangeError('not-found', 'The body of the dataset is not in the index.', {
        params: { embodiment: dataset.embodimentId },
      });
    }
    const instructions = readInstructions(dataset.tasks.slice(0, MAX_INSTRUCTIONS));
    this.rows.set(dataset.datasetId, { data: dataset, instructions });
  }

  removeDataset(datasetId: string): boolean {
    return this.rows.delete(datasetId);
  }

  match(query: MatchQuery): MatchAnswer {
    const target = this.targetOf(query);
    const task: Task | null = query.task === undefined ? null : readTask(query.task);
    const { results, stages } = selectRows(
      { rows: [...this.rows.values()], profiles: this.profiles, pairs: this.pairs },
      { target, task, query },
    );
    return {
      scorer: SCORER,
      use: query.use,
      embodimentId: target?.id ?? null,
      catalog: { size: this.rows.size, bodies: this.profiles.size },
      stages,
      results,
    };
  }

  private targetOf(query: MatchQuery): BodyProfile | null {
    if (query.embodimentId !== undefined) {
      const known = this.profiles.get(query.embodimentId) ?? this.guests.get(query.embodimentId);
      if (known === undefined) {
        throw new ExchangeError('not-found', 'No body with this id is known here: send its description.', {
          params: { embodiment: query.embodimentId },
        });
      }
      return known;
    }
    return query.embodiment === undefined ? null : this.guest(query.embodiment);
  }

  /** A described body, kept for a while so that the next question about it is cheap. */
  private guest(embodiment: Embodiment): BodyProfile {
    const id = this.idOf(embodiment);
    const known = this.profiles.get(id) ?? this.guests.get(id);
    if (known !== undefined) return known;
    const profile = profileOf(embodiment, id);
    this.guests.set(id, profile);
    const oldest = this.guests.keys().next();
    if (this.guests.size > MAX_GUESTS && oldest.done !== true) this.guests.delete(oldest.value);
    return profile;
  }
}

/** An empty engine. */
export function createMatchEngine(options: MatchEngineOptions): MatchEngine {
  return new InMemoryMatchEngine(options);
}
