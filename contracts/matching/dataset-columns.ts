/**
 * Datasets by columns: what filters and the first stages look at lies in flat arrays, so that a million datasets fit into memory
 * and one pass over them takes milliseconds. Slots of removed datasets are used again.
 */

import { COLLECTION_METHODS, CONTROL_MODES, MODALITIES } from '../dataset/vocabulary.ts';
import type { PoseHistogram } from '../embodiment/pose-histogram.ts';
import type { IndexedDataset } from './indexed-dataset.ts';
import type { MatchFilters } from './schema.ts';
import type { Instruction } from './score-task.ts';

/** Slot value of datasets without a known body. */
export const NO_BODY = -1;

/** Values of the reading column that are no numbers of readings. */
export const NO_READING = -1;
export const MANY_READINGS = -2;

const FIRST_CAPACITY = 1024;

/** Filters as masks over the columns. */
export interface CompiledFilters {
  readonly minHours: number;
  readonly minEpisodes: number;
  /** One bit a method. */
  readonly methods: number;
  /** One bit a modality, all of them wanted. */
  readonly modalities: number;
}

/** The columns. Read them freely, write through the methods. */
export class DatasetColumns {
  /** One past the last slot in use. */
  length = 0;
  /** 1 where a slot is in use. */
  live = new Uint8Array(FIRST_CAPACITY);
  readonly ids: string[] = [];
  readonly manifests: string[] = [];
  readonly instructions: (readonly Instruction[])[] = [];
  /** Number of the only reading; {@link NO_READING} or {@link MANY_READINGS} (see {@link manyReadings}). */
  reading = new Int32Array(FIRST_CAPACITY);
  readonly manyReadings = new Map<number, Int32Array>();
  body = new Int32Array(FIRST_CAPACITY);
  hours = new Float64Array(FIRST_CAPACITY);
  episodes = new Float64Array(FIRST_CAPACITY);
  accuracy = new Float64Array(FIRST_CAPACITY);
  method = new Uint8Array(FIRST_CAPACITY);
  control = new Uint8Array(FIRST_CAPACITY);
  modalities = new Uint32Array(FIRST_CAPACITY);
  readonly histograms = new Map<number, readonly PoseHistogram[]>();
  /** Slots of datasets without a known body. */
  readonly bodiless = new Set<number>();
  private readonly slots = new Map<string, number>();
  private readonly free: number[] = [];

  /** Number of datasets. */
  get size(): number {
    return this.slots.size;
  }

  slotOf(datasetId: string): number | undefined {
    return this.slots.get(datasetId);
  }

  /** Writes a dataset into its slot, or a new one. Returns the slot. */
  put(data: IndexedDataset, body: number, readings: Int32Array): number {
    const slot = this.slots.get(data.datasetId) ?? this.free.pop() ?? this.length++;
    if (slot >= this.body.length) this.grow();
    this.slots.set(data.datasetId, slot);
    this.live[slot] = 1;
    this.ids[slot] = data.datasetId;
    this.manifests[slot] = data.manifestDigest;
    this.instructions[slot] = data.tasks;
    this.reading[slot] =
      readings.length === 1 ? readings[0]! : readings.length === 0 ? NO_READING : MANY_READINGS;
    if (readings.length > 1) this.manyReadings.set(slot, readings);
    else this.manyReadings.delete(slot);
    this.body[slot] = body;
    this.hours[slot] = data.hours;
    this.episodes[slot] = data.episodes;
    this.accuracy[slot] = data.accuracyM ?? Number.NaN;
    this.method[slot] = COLLECTION_METHODS.indexOf(data.method);
    this.control[slot] = CONTROL_MODES.indexOf(data.controlMode);
    this.modalities[slot] = maskOf(MODALITIES, data.modalities);
    if (data.histograms.length > 0) this.histograms.set(slot, data.histograms);
    else this.histograms.delete(slot);
    if (body === NO_BODY) this.bodiless.add(slot);
    else this.bodiless.delete(slot);
    return slot;
  }

  /** Frees a dataset's slot; its number, or undefined when it was not there. */
  remove(datasetId: string): number | undefined {
    const slot = this.slots.get(datasetId);
    if (slot === undefined) return undefined;
    this.slots.delete(datasetId);
    this.live[slot] = 0;
    this.ids[slot] = '';
    this.instructions[slot] = [];
    this.histograms.delete(slot);
    this.bodiless.delete(slot);
    this.manyReadings.delete(slot);
    this.free.push(slot);
    return slot;
  }

  /** The dataset in a slot, as it was given. */
  read(slot: number, embodimentId: string | null): IndexedDataset {
    const accuracy = this.accuracy[slot]!;
    return {
      datasetId: this.ids[slot]!,
      manifestDigest: this.manifests[slot]!,
      embodimentId,
      tasks: this.instructions[slot]!,
      hours: this.hours[slot]!,
      episodes: this.episodes[slot]!,
      method: COLLECTION_METHODS[this.method[slot]!]!,
      modalities: MODALITIES.filter((_, bit) => ((this.modalities[slot]! >>> bit) & 1) === 1),
      controlMode: CONTROL_MODES[this.control[slot]!]!,
      accuracyM: Number.isNaN(accuracy) ? null : accuracy,
      histograms: this.histograms.get(slot) ?? [],
    };
  }

  /** True when the slot is in use and its dataset passes. */
  passes(slot: number, filters: CompiledFilters): boolean {
    return (
      this.live[slot] === 1 &&
      this.hours[slot]! >= filters.minHours &&
      this.episodes[slot]! >= filters.minEpisodes &&
      ((filters.methods >>> this.method[slot]!) & 1) === 1 &&
      (this.modalities[slot]! & filters.modalities) >>> 0 === filters.modalities
    );
  }

  private grow(): void {
    const capacity = this.body.length * 2;
    const grown = <T extends { set(from: T): void }>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.live = grown(this.live, new Uint8Array(capacity));
    this.reading = grown(this.reading, new Int32Array(capacity));
    this.body = grown(this.body, new Int32Array(capacity));
    this.hours = grown(this.hours, new Float64Array(capacity));
    this.episodes = grown(this.episodes, new Float64Array(capacity));
    this.accuracy = grown(this.accuracy, new Float64Array(capacity));
    this.method = grown(this.method, new Uint8Array(capacity));
    this.control = grown(this.control, new Uint8Array(capacity));
    this.modalities = grown(this.modalities, new Uint32Array(capacity));
  }
}

/** Compiles filters of a query. */
export function compileFilters(filters: MatchFilters): CompiledFilters {
  return {
    minHours: filters.minHours ?? 0,
    minEpisodes: filters.minEpisodes ?? 0,
    methods: filters.methods === undefined ? 0xffff : maskOf(COLLECTION_METHODS, filters.methods),
    modalities: maskOf(MODALITIES, filters.modalities ?? []),
  };
}

function maskOf<T>(words: readonly T[], chosen: readonly T[]): number {
  let mask = 0;
  for (const word of chosen) mask |= 1 << words.indexOf(word);
  return mask >>> 0;
}
