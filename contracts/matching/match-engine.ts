/**
 * The match engine: bodies and datasets in memory, answers by stages (DECISIONS of the exchange: gates, coarse reach over all
 * bodies, reach on the best of them, the other factors on fewer, the datasets' own histograms last).
 *
 * Datasets hang on bodies, so the cost of a question grows with distinct bodies. Answers depend on what is in the index, never
 * on the order in which it came.
 */

import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import { ExchangeError } from '../errors.ts';
import type { BodyProfile } from './body-profile.ts';
import { BodyTable } from './body-table.ts';
import { DatasetColumns, NO_BODY } from './dataset-columns.ts';
import type { IndexedDataset } from './indexed-dataset.ts';
import { PairIndex } from './pair-index.ts';
import { profileOf } from './profile-of.ts';
import { readTask } from './read-task.ts';
import { SCORER, type MatchAnswer, type MatchQuery } from './schema.ts';
import { selectRows } from './select-rows.ts';
import { TaskIndex } from './task-index.ts';

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
  /**
   * Answers a query. Throws `not-found` when it names a body that was not added.
   * @param among ids of the only datasets to be ranked; all when left out
   */
  match(query: MatchQuery, among?: ReadonlySet<string>): MatchAnswer;
}

class InMemoryMatchEngine implements MatchEngine {
  private readonly idOf: MatchEngineOptions['idOf'];
  private readonly bodyTable = new BodyTable();
  private readonly guests = new Map<string, BodyProfile>();
  private readonly columns = new DatasetColumns();
  private readonly tasks = new TaskIndex();
  private readonly pairs = new PairIndex();

  constructor(options: MatchEngineOptions) {
    this.idOf = options.idOf;
  }

  get size(): number {
    return this.columns.size;
  }

  get bodies(): number {
    return this.bodyTable.size;
  }

  addBody(embodiment: Embodiment): string {
    const id = this.idOf(embodiment);
    if (!this.hasBody(id)) this.addProfile(this.guests.get(id) ?? profileOf(embodiment, id));
    return id;
  }

  addProfile(profile: BodyProfile): void {
    this.bodyTable.add(profile);
  }

  hasBody(id: string): boolean {
    return this.bodyTable.numberOf(id) !== undefined;
  }

  putDataset(dataset: IndexedDataset): void {
    const body = dataset.embodimentId === null ? NO_BODY : this.bodyTable.numberOf(dataset.embodimentId);
    if (body === undefined) {
      throw new ExchangeError('not-found', 'The body of the dataset is not in the index.', {
        params: { embodiment: dataset.embodimentId },
      });
    }
    this.unlist(dataset.datasetId);
    const tasks = dataset.tasks.slice(0, MAX_INSTRUCTIONS);
    const slot = this.columns.put({ ...dataset, tasks }, body, this.tasks.add(tasks));
    this.bodyTable.slots[body]?.push(slot);
  }

  removeDataset(datasetId: string): boolean {
    this.unlist(datasetId);
    return this.columns.remove(datasetId) !== undefined;
  }

  match(query: MatchQuery, among?: ReadonlySet<string>): MatchAnswer {
    const target = this.targetOf(query);
    const task = query.task === undefined ? null : readTask(query.task);
    const { results, stages } = selectRows(
      { columns: this.columns, bodies: this.bodyTable, pairs: this.pairs, tasks: this.tasks },
      { target, task, query, among: among ?? null },
    );
    return {
      scorer: SCORER,
      use: query.use,
      embodimentId: target?.id ?? null,
      catalog: { size: this.columns.size, bodies: this.bodyTable.size },
      stages,
      results,
    };
  }

  /** Takes a dataset off its body's list. */
  private unlist(datasetId: string): void {
    const slot = this.columns.slotOf(datasetId);
    if (slot === undefined) return;
    const listed = this.bodyTable.slots[this.columns.body[slot]!];
    const at = listed?.indexOf(slot) ?? -1;
    if (at >= 0) listed?.splice(at, 1);
  }

  private targetOf(query: MatchQuery): BodyProfile | null {
    if (query.embodimentId !== undefined) {
      const known = this.bodyTable.get(query.embodimentId) ?? this.guests.get(query.embodimentId);
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
    const known = this.bodyTable.get(id) ?? this.guests.get(id);
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
