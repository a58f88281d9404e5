/** Collects the verdicts on episodes into the quality of the dataset. */

import { createHash } from 'node:crypto';
import { MAX_DUPLICATE_GROUPS, MAX_QUALITY_ROWS } from '#contracts/dataset/limits.ts';
import {
  DATASET_METRIC_IDS,
  DATASET_METRICS,
  QUALITY_METRICS,
  QUALITY_METRIC_IDS,
  type DatasetMetricId,
  type DatasetQuality,
  type EpisodeQuality,
  type MetricSummary,
  type PictureQuality,
  type QualificationReason,
  type QualityMetricId,
} from '#contracts/dataset/quality.ts';
import { compareShapes, MAX_SHAPES, type EpisodeShape } from '../quality/episode-shapes.ts';
import type { QualificationProfile } from '#contracts/dataset/qualification-profile.ts';
import { judgeEpisode } from '../quality/qualification.ts';
import type { EpisodeSignals } from '../quality/signals.ts';
import { representable, significant } from './round.ts';

interface Judged {
  readonly episode: number;
  readonly values: readonly (number | null)[];
  readonly reasons: readonly QualificationReason[];
}

/** Digest of what an episode's signals hold; equal digests mean equal values, bit for bit. */
export function contentDigest(signals: EpisodeSignals): string {
  const hash = createHash('sha256');
  for (const { name, width, values } of signals.signals) {
    hash.update(`${name}\0${width}\0`);
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('base64');
}

/** Kinds of sensing whose presence is told episode by episode. */
export type SensedKind = 'vision' | 'joint-torque' | 'force' | 'tactile';

/** What is known of an episode beyond its metrics. */
export interface EpisodeCircumstances {
  /** Its {@link contentDigest}; null when it has no signals to compare. */
  readonly content: string | null;
  readonly unreadable: boolean;
  readonly shape: EpisodeShape | null;
  /** What decoded pictures show, per camera. */
  readonly pictures: readonly PictureQuality[];
  readonly sensed: ReadonlySet<SensedKind>;
}

/** Which pictures were decoded. */
export type PictureSampling = 'sampled' | 'all';

/** Verdicts of all episodes. Memory per episode: one number per metric, and the motion at a few moments for the first {@link MAX_SHAPES}. */
export class QualityTally {
  readonly #profile: QualificationProfile;
  readonly #judged: Judged[] = [];
  readonly #byContent = new Map<string, number[]>();
  readonly #shapes: EpisodeShape[] = [];
  readonly #pictures: PictureQuality[] = [];
  #pictureRows = 0;
  #picturesJudged = 0;
  readonly #sensed = new Map<SensedKind, number>();
  #compared: ReturnType<typeof compareShapes> | null = null;

  constructor(profile: QualificationProfile) {
    this.#profile = profile;
  }

  /** Adds one episode. */
  add(
    episode: number,
    values: Readonly<Record<QualityMetricId, number | null>>,
    state: EpisodeCircumstances,
  ): void {
    let duplicate = false;
    if (state.content !== null) {
      const equal = this.#byContent.get(state.content) ?? [];
      duplicate = equal.length > 0;
      this.#byContent.set(state.content, [...equal, episode]);
    }
    if (state.shape !== null && this.#shapes.length < MAX_SHAPES) this.#shapes.push(state.shape);
    this.#pictureRows += state.pictures.length;
    for (const { judged } of state.pictures) this.#picturesJudged += judged;
    this.#pictures.push(...state.pictures.slice(0, MAX_QUALITY_ROWS - this.#pictures.length));
    for (const kind of state.sensed) this.#sensed.set(kind, (this.#sensed.get(kind) ?? 0) + 1);
    const reasons = judgeEpisode(this.#profile, values, { duplicate, unreadable: state.unreadable });
    this.#judged.push({
      episode,
      reasons,
      values: QUALITY_METRIC_IDS.map((id) => representableOrNull(values[id])),
    });
  }

  /** Adds an episode of which nothing could be read. */
  addUnreadable(episode: number): void {
    const values = QUALITY_METRIC_IDS.map(() => null);
    this.#judged.push({ episode, values, reasons: ['unreadable'] });
  }

  /** Numbers of the episodes that do not qualify. */
  get failed(): number[] {
    return this.#judged.flatMap(({ episode, reasons }) => (reasons.length > 0 ? [episode] : []));
  }

  /** Share of episodes for which a metric has a value. */
  shareWith(id: QualityMetricId): number {
    const at = QUALITY_METRIC_IDS.indexOf(id);
    const with_ = this.#judged.filter(({ values }) => values[at] !== null && values[at] !== undefined).length;
    return this.#judged.length === 0 ? 0 : with_ / this.#judged.length;
  }

  /** The quality of the dataset, at most `maxRows` episodes listed: failed ones first, then evenly chosen others. */
  result(maxRows = MAX_QUALITY_ROWS, pictures: PictureSampling | null = null): DatasetQuality {
    const listed = chosenRows(this.#judged, maxRows);
    return {
      metrics: QUALITY_METRIC_IDS.map((id, at) =>
        summaryOf(
          id,
          this.#judged.map(({ values }) => values[at] ?? null),
        ),
      ),
      episodes: listed,
      episodesOmitted: this.#judged.length - listed.length,
      duplicates: [...this.#byContent.values()]
        .filter((group) => group.length > 1)
        .slice(0, MAX_DUPLICATE_GROUPS)
        .map((group) => group.slice(0, 64)),
      ...this.#together(),
      ...(pictures === null ? {} : { pictures: this.#pictureQuality(pictures, maxRows) }),
      qualification: this.#qualification(),
    };
  }

  #pictureQuality(sampling: PictureSampling, maxRows: number): NonNullable<DatasetQuality['pictures']> {
    const rows = this.#pictures.slice(0, maxRows);
    return { sampling, judged: this.#picturesJudged, rows, rowsOmitted: this.#pictureRows - rows.length };
  }

  /** What only shows when episodes are compared with one another. */
  #together(): Pick<DatasetQuality, 'nearDuplicates' | 'overall'> {
    this.#compared ??= compareShapes(this.#shapes);
    const { compared, groups, startDiversity, goalDiversity } = this.#compared;
    const equal = [...this.#byContent.values()];
    // Episodes that are equal to the bit stand among the duplicates already.
    const near = groups.filter((group) => !equal.some((same) => group.every((n) => same.includes(n))));
    const extra = near.reduce((sum, group) => sum + group.length - 1, 0);
    const total = this.#judged.length;
    const sensed = (kind: SensedKind): number | null =>
      total === 0 ? null : (this.#sensed.get(kind) ?? 0) / total;
    const values: Record<DatasetMetricId, number | null> = {
      'start-diversity': startDiversity,
      'goal-diversity': goalDiversity,
      'near-duplicate-share': compared < 2 ? null : extra / compared,
      'vision-completeness': sensed('vision'),
      'joint-torque-completeness': sensed('joint-torque'),
      'force-completeness': sensed('force'),
      'tactile-completeness': sensed('tactile'),
    };
    return {
      nearDuplicates: {
        compared,
        groups: near.slice(0, MAX_DUPLICATE_GROUPS).map((group) => group.slice(0, 64)),
      },
      overall: DATASET_METRIC_IDS.map((id) => ({
        id,
        unit: DATASET_METRICS[id],
        value: representableOrNull(values[id]),
      })),
    };
  }

  #qualification(): DatasetQuality['qualification'] {
    const counts = new Map<QualificationReason, number>();
    let failed = 0;
    for (const { reasons } of this.#judged) {
      if (reasons.length > 0) failed++;
      for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    const total = this.#judged.length;
    return {
      profile: this.#profile.name,
      passed: total - failed,
      failed,
      rate: total === 0 ? null : significant((total - failed) / total),
      reasons: [...counts]
        .map(([reason, episodes]) => ({ reason, episodes }))
        .sort((a, b) => b.episodes - a.episodes),
    };
  }
}

function representableOrNull(value: number | null): number | null {
  return value === null ? null : representable(value);
}

function chosenRows(judged: readonly Judged[], maxRows: number): EpisodeQuality[] {
  const failed = judged.filter(({ reasons }) => reasons.length > 0).slice(0, maxRows);
  const passed = judged.filter(({ reasons }) => reasons.length === 0);
  const room = maxRows - failed.length;
  const step = room === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(passed.length / room));
  const kept = [...failed, ...passed.filter((_, i) => i % step === 0).slice(0, room)];
  return kept
    .sort((a, b) => a.episode - b.episode)
    .map(({ episode, values, reasons }) => ({ episode, values: [...values], reasons: [...reasons] }));
}

function summaryOf(id: QualityMetricId, all: readonly (number | null)[]): MetricSummary {
  const values = Float64Array.from(all.filter((value) => value !== null)).sort();
  const quantile = (share: number): number | null =>
    values.length === 0
      ? null
      : (values[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? null);
  const mean =
    values.length === 0 ? null : significant(values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    id,
    unit: QUALITY_METRICS[id],
    episodes: values.length,
    min: values[0] ?? null,
    median: quantile(0.5),
    p95: quantile(0.95),
    max: values.at(-1) ?? null,
    mean,
  };
}
