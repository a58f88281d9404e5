/**
 * Datasets by columns: what filters and bounds look at lies in flat arrays, so that a million datasets fit into memory and one
 * pass over them takes milliseconds. What is shown of a dataset lies in a {@link DetailStore}. Slots of removed datasets are
 * used again.
 */

import type { BodyProfile } from '../factors/body-profile.ts';
import type { DetailStore } from './detail-store.ts';
import type { LimbMotion } from '../factors/factor-reach.ts';
import { GroupTable } from './group-table.ts';
import { IdColumn } from './id-column.ts';
import type { IndexedDataset } from './indexed-dataset.ts';
import { motionOfDataset, type MotionStore } from './motion-store.ts';
import { unpackMotion, type PackedMotion } from './own-motion.ts';
import { bonusOf, type PairingBonus } from '../factors/pairing.ts';
import { PairingTable } from './pairing-table.ts';
import { ReadingColumn } from './reading-column.ts';
import { SketchColumn } from './sketch-column.ts';
import type { MatchFilters } from '../schema.ts';

/** Body number of datasets without a known body. */
export const NO_BODY = -1;
/** Group of a slot that is not in use. */
export const NO_GROUP = -1;

const FIRST_CAPACITY = 1024;
const NO_MOTION: PackedMotion = new Uint32Array(0);

/** Least numbers that a row has to have. */
export interface RowFilters {
  readonly minHours: number;
  readonly minEpisodes: number;
}

/** What the index makes of the parts of a dataset. */
export interface IndexedParts {
  /** Number of its body, or {@link NO_BODY}; its profile; number of its cameras (0 without a body). */
  readonly body: number;
  readonly recorded: BodyProfile | null;
  readonly cameras: number;
  /** Numbers of the readings of its instructions. */
  readonly readings: Int32Array;
}

/** The columns. Read them freely, write through the methods. */
export class DatasetColumns {
  /** One past the last slot in use. */
  length = 0;
  readonly ids = new IdColumn();
  readonly groups = new GroupTable();
  readonly readings = new ReadingColumn();
  readonly pairings = new PairingTable();
  /** Sketches of the motions that {@link motionOf} reads. */
  readonly sketches = new SketchColumn();
  /** Group by slot; {@link NO_GROUP} where the slot is free. */
  group = new Int32Array(FIRST_CAPACITY).fill(NO_GROUP);
  /** Place of a slot in the list of its group. */
  private place = new Int32Array(FIRST_CAPACITY);
  hours = new Float64Array(FIRST_CAPACITY);
  episodes = new Float64Array(FIRST_CAPACITY);
  private readonly details: DetailStore;
  private readonly kept: MotionStore | null;
  private readonly free: number[] = [];

  /** @param kept where packed motions are kept from start to start; null for nowhere */
  constructor(details: DetailStore, kept: MotionStore | null = null) {
    this.details = details;
    this.kept = kept;
  }

  /** Number of datasets. */
  get size(): number {
    return this.ids.size;
  }

  /** Writes a dataset in place of its earlier version. */
  put(data: IndexedDataset, { body, recorded, cameras, readings }: IndexedParts): void {
    const { manifestDigest, tasks, histograms, notation } = data;
    // What may be refused comes before anything is changed.
    const motion = recorded === null ? NO_MOTION : motionOfDataset(data, recorded, this.kept);
    this.take(data.datasetId, manifestDigest);
    const slot = this.free.pop() ?? this.length++;
    if (slot >= this.group.length) this.grow();
    this.ids.add(slot, data.datasetId);
    const measured = data.histograms.some((histogram) => histogram.poses > 0);
    const paired = data.pairings.length > 0;
    this.pairings.put(slot, data.embodimentId, data.pairings);
    const group = this.groups.numberOf({
      paired,
      body,
      cameras,
      signals: this.groups.signalsOf(data),
      measured,
    });
    this.group[slot] = group;
    this.place[slot] = this.groups.add(group, slot);
    this.hours[slot] = data.hours;
    this.episodes[slot] = data.episodes;
    this.readings.put(slot, group, readings);
    if (recorded !== null) this.sketches.put(slot, unpackMotion(motion, recorded), recorded);
    this.details.put(slot, {
      manifestDigest,
      tasks,
      histograms,
      motion,
      ...(notation === undefined ? {} : { notation }),
    });
  }

  /** Takes a dataset out; true when it was there. */
  remove(datasetId: string): boolean {
    return this.take(datasetId, null);
  }

  /** Takes a dataset out, and its kept motion unless that is the one of the manifest that comes. */
  private take(datasetId: string, coming: string | null): boolean {
    const slot = this.ids.find(datasetId);
    if (slot === undefined) return false;
    this.ids.delete(datasetId);
    const group = this.group[slot]!;
    if (this.kept !== null && this.groups.measuredGroup[group] === true) {
      const { manifestDigest } = this.details.get(slot);
      if (manifestDigest !== coming) this.kept.delete(manifestDigest);
    }
    const place = this.place[slot]!;
    this.place[this.groups.remove(group, place)] = place;
    this.group[slot] = NO_GROUP;
    this.readings.delete(slot);
    this.pairings.delete(slot);
    this.sketches.delete(slot);
    this.details.delete(slot);
    this.free.push(slot);
    return true;
  }

  /** What the pairing of a row is worth to a target. */
  bonusOf(
    slot: number,
    bodies: { readonly recorded: string | null; readonly target: string | null },
  ): PairingBonus | null {
    return bonusOf(this.pairings.of(slot), bodies, (pairing) => this.pairings.partners(pairing));
  }

  /** Motion of a row with histograms of its own, by the limbs of its body; empty when they say nothing. */
  motionOf(slot: number, recorded: BodyProfile): LimbMotion[] {
    return unpackMotion(this.details.motion(slot), recorded);
  }

  /** The dataset in a slot, as it was given. */
  read(slot: number, embodimentId: string | null): IndexedDataset {
    return {
      datasetId: this.ids.read(slot),
      embodimentId,
      hours: this.hours[slot]!,
      episodes: this.episodes[slot]!,
      ...this.groups.signals[this.groups.signalsOfGroup[this.group[slot]!]!]!,
      pairings: this.pairings.of(slot),
      ...this.details.get(slot),
    };
  }

  private grow(): void {
    const capacity = this.group.length * 2;
    const grown = <T extends { set(from: T): void }>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.group = grown(this.group, new Int32Array(capacity).fill(NO_GROUP));
    this.place = grown(this.place, new Int32Array(capacity));
    this.hours = grown(this.hours, new Float64Array(capacity));
    this.episodes = grown(this.episodes, new Float64Array(capacity));
  }
}

/** The filters that look at single rows; null when there are none. */
export function rowFilters({ minHours = 0, minEpisodes = 0 }: MatchFilters): RowFilters | null {
  return minHours > 0 || minEpisodes > 0 ? { minHours, minEpisodes } : null;
}
