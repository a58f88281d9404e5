/**
 * The match engine: bodies and datasets in memory, answers by a search that ends when no row that is left can change them
 * (match-search.ts).
 *
 * Datasets hang on bodies, so the cost of a question grows with distinct bodies. Answers depend on what is in the index, never
 * on the order in which it came, and not on what was asked before.
 */

import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import { ExchangeError } from '../errors.ts';
import { missingMaps, type BodyProfile, type MapPlan } from './factors/body-profile.ts';
import { BodyTable } from './search/body-table.ts';
import type { GeometryPlan } from './factors/coarse-body.ts';
import { DatasetColumns, NO_BODY } from './search/dataset-columns.ts';
import { memoryDetailStore, type DetailStore } from './search/detail-store.ts';
import type { IndexedDataset } from './search/indexed-dataset.ts';
import type { GeometryStore } from './factors/limb-geometry.ts';
import { MAX_REACH_LIMBS } from './factors/factor-reach.ts';
import { SEARCH_BUDGET, type SearchBudget } from './search/match-search.ts';
import type { MotionStore } from './search/motion-store.ts';
import { profileOf } from './factors/profile-of.ts';
import { readTask } from './task/read-task.ts';
import { SCORER, type MatchAnswer, type MatchQuery } from './schema.ts';
import { selectRows } from './search/select-rows.ts';
import { PairIndex } from './search/target-row.ts';
import { TaskIndex } from './search/task-index.ts';

/** What an engine needs: the id of a body is computed where cryptography is. */
export interface MatchEngineOptions {
  /** Computes the id of an embodiment (see embodiment-id.ts). */
  readonly idOf: (embodiment: Embodiment) => string;
  /** Where the wordy parts of datasets are kept; in memory when left out. */
  readonly details?: DetailStore;
  /** Where the geometry of bodies is kept from one start to the next; nowhere when left out. */
  readonly geometry?: GeometryStore;
  /** Where packed motions of datasets are kept from one start to the next; nowhere when left out. */
  readonly motions?: MotionStore;
  /** What a question may spend; {@link SEARCH_BUDGET} when left out. */
  readonly budget?: SearchBudget;
}

/** Most instructions of a dataset that are read. */
export const MAX_INSTRUCTIONS = 64;
/** Described but unlisted bodies whose geometry is kept. */
const MAX_GUESTS = 16;
/** Bodies whose geometry somebody builds before they are added. */
const MAX_COMING = 64;

/** The body that a question is about. */
export type AskedBody = Pick<MatchQuery, 'embodiment' | 'embodimentId'>;

/** An index of bodies and datasets that answers match queries. */
export interface MatchEngine {
  /** Adds a body; adding it again changes nothing. Returns its id. */
  addBody(embodiment: Embodiment): string;
  /** Adds a body in the scorer's own form: for tests and benches. */
  addProfile(profile: BodyProfile): void;
  hasBody(id: string): boolean;
  /** True for a body that a question may name: one that was added, or described a short while ago. */
  knowsBody(id: string): boolean;
  /** Adds a dataset or replaces its earlier version. Throws `not-found` when its body was not added. */
  putDataset(dataset: IndexedDataset): void;
  /** Removes a dataset; true when it was there. */
  removeDataset(datasetId: string): boolean;
  /** Number of datasets. */
  readonly size: number;
  /** Number of distinct bodies. */
  readonly bodies: number;
  /**
   * Fills the row of a body in the pair index for at most `count` other bodies, and makes its reach map, so that a question about
   * it finds them ready. Returns true while something is left to do; false too for a body that is not known.
   */
  fillRow(id: string, count: number): boolean;
  /**
   * Answers a query. Throws `not-found` when it names a body that was not added.
   * @param among ids of the only datasets to be ranked; all when left out
   */
  match(query: MatchQuery, among?: ReadonlySet<string>): MatchAnswer;
  /**
   * {@link match} in steps of some microseconds to a few milliseconds. What is computed between two steps may change the index: the
   * search then begins anew, with what it has learned of pairs of bodies.
   */
  matchInSteps(query: MatchQuery, among?: ReadonlySet<string>): Generator<void, MatchAnswer>;
  /**
   * What takes longest of a question about a body: its reach maps that are not there. Whoever builds and keeps them first spares
   * the question that. Throws as {@link match}.
   */
  missingMaps(query: AskedBody): MapPlan[];
  /** Number of bodies that a question would have to compare its own with first; 0 for a question without a body. */
  uncompared(query: AskedBody): number;
  /** The same of a body that is about to be added: its geometry that is not there. */
  missingGeometry(embodiment: Embodiment): GeometryPlan[];
}

class InMemoryMatchEngine implements MatchEngine {
  private readonly idOf: MatchEngineOptions['idOf'];
  private readonly budget: SearchBudget;
  private readonly bodyTable: BodyTable;
  private readonly guests = new Map<string, BodyProfile>();
  private readonly coming = new Map<string, BodyProfile>();
  /** Ids of bodies by object: one question, and one listing, asks several times. */
  private readonly ids = new WeakMap<Embodiment, string>();
  private readonly columns: DatasetColumns;
  private readonly tasks = new TaskIndex();
  private readonly pairs: PairIndex;
  /** Changes whenever the index does. */
  private revision = 0;

  constructor(options: MatchEngineOptions) {
    this.idOf = options.idOf;
    this.budget = options.budget ?? SEARCH_BUDGET;
    this.bodyTable = new BodyTable(options.geometry);
    this.pairs = new PairIndex(this.bodyTable.profiles);
    this.columns = new DatasetColumns(options.details ?? memoryDetailStore(), options.motions ?? null);
  }

  get size(): number {
    return this.columns.size;
  }

  get bodies(): number {
    return this.bodyTable.size;
  }

  addBody(embodiment: Embodiment): string {
    const id = this.idFor(embodiment);
    if (this.hasBody(id)) return id;
    this.addProfile(this.guests.get(id) ?? this.coming.get(id) ?? profileOf(embodiment, id));
    this.coming.delete(id);
    return id;
  }

  addProfile(profile: BodyProfile): void {
    this.revision++;
    this.bodyTable.add(profile);
  }

  missingGeometry(embodiment: Embodiment): GeometryPlan[] {
    const id = this.idFor(embodiment);
    if (this.hasBody(id)) return [];
    const profile = this.guests.get(id) ?? remembered(this.coming, { embodiment, id }, MAX_COMING);
    return this.bodyTable.missing(profile);
  }

  hasBody(id: string): boolean {
    return this.bodyTable.numberOf(id) !== undefined;
  }

  knowsBody(id: string): boolean {
    return this.hasBody(id) || this.guests.has(id);
  }

  putDataset(dataset: IndexedDataset): void {
    const body = dataset.embodimentId === null ? NO_BODY : this.bodyTable.numberOf(dataset.embodimentId);
    if (body === undefined) {
      throw new ExchangeError('not-found', 'The body of the dataset is not in the index.', {
        params: { embodiment: dataset.embodimentId },
      });
    }
    this.revision++;
    const tasks = dataset.tasks.slice(0, MAX_INSTRUCTIONS);
    this.columns.put(
      { ...dataset, tasks },
      {
        body,
        recorded: this.bodyTable.profiles[body] ?? null,
        cameras: this.bodyTable.cameras[body] ?? 0,
        readings: this.tasks.add(tasks),
      },
    );
  }

  removeDataset(datasetId: string): boolean {
    this.revision++;
    return this.columns.remove(datasetId);
  }

  match(query: MatchQuery, among?: ReadonlySet<string>): MatchAnswer {
    const steps = this.matchInSteps(query, among);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  *matchInSteps(query: MatchQuery, among?: ReadonlySet<string>): Generator<void, MatchAnswer> {
    for (;;) {
      const { revision } = this;
      const search = this.searching(query, among);
      for (let step = search.next(); ; step = search.next()) {
        if (step.done === true) return step.value;
        yield;
        if (revision !== this.revision) break;
      }
    }
  }

  private *searching(
    query: MatchQuery,
    among: ReadonlySet<string> | undefined,
  ): Generator<void, MatchAnswer> {
    const target = this.targetOf(query);
    const task = query.task === undefined ? null : readTask(query.task);
    const { results, stages, limits } = yield* selectRows(
      {
        columns: this.columns,
        bodies: this.bodyTable,
        pairs: this.pairs,
        tasks: this.tasks,
        budget: this.budget,
      },
      { target, task, query, among: among ?? null },
    );
    return {
      scorer: SCORER,
      use: query.use,
      embodimentId: target?.id ?? null,
      catalog: { size: this.columns.size, bodies: this.bodyTable.size, treeSize: null },
      stages,
      limits,
      results,
    };
  }

  missingMaps(query: AskedBody): MapPlan[] {
    const target = this.targetOf(query);
    return target === null ? [] : missingMaps(target, MAX_REACH_LIMBS);
  }

  uncompared(query: AskedBody): number {
    const target = this.targetOf(query);
    return target === null ? 0 : this.pairs.uncompared(target);
  }

  fillRow(id: string, count: number): boolean {
    const target = this.bodyTable.get(id) ?? this.guests.get(id);
    return target === undefined ? false : this.pairs.rowOf(target).fill(count);
  }

  private targetOf(query: AskedBody): BodyProfile | null {
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
    const id = this.idFor(embodiment);
    return this.bodyTable.get(id) ?? remembered(this.guests, { embodiment, id }, MAX_GUESTS);
  }

  private idFor(embodiment: Embodiment): string {
    let id = this.ids.get(embodiment);
    if (id === undefined) {
      id = this.idOf(embodiment);
      this.ids.set(embodiment, id);
    }
    return id;
  }
}

/** The profile of a body from a map that keeps the `most` newest, made when it is not there. */
function remembered(
  profiles: Map<string, BodyProfile>,
  { embodiment, id }: { readonly embodiment: Embodiment; readonly id: string },
  most: number,
): BodyProfile {
  const known = profiles.get(id);
  if (known !== undefined) return known;
  const profile = profileOf(embodiment, id);
  profiles.set(id, profile);
  const oldest = profiles.keys().next();
  if (profiles.size > most && oldest.done !== true) profiles.delete(oldest.value);
  return profile;
}

/** An empty engine. */
export function createMatchEngine(options: MatchEngineOptions): MatchEngine {
  return new InMemoryMatchEngine(options);
}
