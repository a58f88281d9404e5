/** The first pass: reads the source once and writes the derivative from what the decisions let through. */

import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import type { DesensitizationReport, ReportWarning } from '#contracts/desensitize/report.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Drops } from './build-report.ts';
import { cleanVideos, partKey, type CleanedVideos, type VideoPart } from './clean-videos.ts';
import { canShift } from './clocks.ts';
import { CORE_COLUMNS, decideColumns, type ColumnDecision } from './column-rules.ts';
import { canClean, keptFeature } from './derivative-features.ts';
import type { Detectors } from './detectors.ts';
import { readPictureStats } from './picture-stats.ts';
import type {
  DerivativeSpec,
  DerivativeVersion,
  DerivativeWriter,
  SourceDataset,
  SourceEpisode,
} from './ports.ts';
import { clockShiftSeconds } from './pseudonyms.ts';
import { isClock, rebuildEpisode, type RebuildCounts } from './rebuild-episode.ts';
import type { SourceTexts } from './source-texts.ts';
import { decideTasks, type TaskDecisions } from './task-texts.ts';
import type { WorkStep } from './work-estimate.ts';

const SAFE_ROBOT_TYPE = /^[A-Za-z][A-Za-z0-9_. -]{0,63}$/;
/** What the values of a kept column must be. */
const COLUMN_KINDS = { numbers: 'numbers', pseudonyms: 'text', images: 'images' } as const;

/** What rebuilding is given. */
export interface RebuildInput {
  readonly source: SourceDataset;
  readonly detectors: Detectors;
  readonly texts: SourceTexts;
  readonly drops: Drops;
  readonly request: {
    readonly sourceDir: string;
    readonly policy: DesensitizationPolicy;
    readonly dataset: string;
    readonly pseudonymKey: Uint8Array;
    readonly approvedTasks?: readonly string[];
    readonly signal?: AbortSignal;
  };
  readonly createWriter: (spec: DerivativeSpec) => Promise<DerivativeWriter>;
  readonly videoCache: string;
  readonly sizes: ReadonlyMap<string, number>;
  /** Begins a step of the estimate and returns where its bytes are told. */
  readonly follow: (step: WorkStep) => (bytes: number) => void;
}

/** What came out, for the report and for the inspection. */
export interface RebuiltDataset {
  readonly episodes: number;
  readonly frames: number;
  readonly used: { readonly data: ReadonlySet<string>; readonly videos: ReadonlySet<string> };
  readonly tasks: DesensitizationReport['tasks'];
  readonly pseudonyms: DesensitizationReport['pseudonyms'];
  readonly clocks: DesensitizationReport['clocks'];
  readonly video: DesensitizationReport['video'];
  readonly warnings: ReadonlySet<ReportWarning>;
  /** Texts that passed word for word: the inspection does not take them for leaks. */
  readonly keptTexts: ReadonlySet<string>;
}

/** One run of the first pass. */
export class Rebuild {
  readonly #input: RebuildInput;
  readonly #counts: RebuildCounts = { identities: new Set(), shifted: new Set(), dropped: new Map() };
  readonly #warnings = new Set<ReportWarning>(['operator-motion-style']);
  readonly #dataFiles = new Set<string>();
  readonly #usedVideos = new Set<string>();
  readonly #videoParts = new Map<string, VideoPart & { readonly camera: string }>();
  #episodes = 0;
  readonly #taskTexts = new Set<string>();
  #frames = 0;

  constructor(input: RebuildInput) {
    this.#input = input;
  }

  /** Reads, decides, writes. Throws what the reader and the writer throw, and `unsupported-format` for anything but LeRobot. */
  async run(): Promise<RebuiltDataset> {
    const { source, request, texts } = this.#input;
    const spec = this.#formatOf(source);
    let decisions = this.#decide();
    await this.#survey(decisions);
    texts.addDeclared(source.robotType, source.features, this.#taskTexts);
    const first = await this.#firstEpisode();
    const videos = await this.#cleanVideos();
    decisions = this.#dropBrokenCameras(this.#probe(decisions, first), videos);
    this.#countColumns(decisions);
    const tasks = decideTasks(this.#taskTexts, {
      policy: request.policy,
      detectors: this.#input.detectors,
      approved: new Set(request.approvedTasks),
    });
    const robotType = this.#robotType();
    const features = decisions.flatMap((decision) => keptFeature(decision, first));
    const writer = await this.#input.createWriter({ ...spec, robotType, features });
    const written = await this.#writeEpisodes(writer, { version: spec.version, decisions, tasks, videos });
    await writer.finish();
    return this.#result({ decisions, tasks, videos, written });
  }

  #formatOf(source: SourceDataset): { version: DerivativeVersion; fps: number } {
    const { name, version } = source.format;
    if (name !== 'lerobot' || (version !== 'v2.1' && version !== 'v3.0')) {
      throw new ExchangeError(
        'unsupported-format',
        'Only LeRobot v2.1 and v3.0 folders can be desensitized yet.',
        {
          params: { format: name, version },
        },
      );
    }
    const { fps } = source.declared;
    if (fps === null)
      throw new ExchangeError('bad-dataset', 'The dataset does not say how many frames a second it has.');
    return { version, fps };
  }

  #decide(): ColumnDecision[] {
    const { source, request, detectors } = this.#input;
    const scope = { key: request.pseudonymKey, recipient: request.dataset };
    return decideColumns({ features: source.features, policy: request.policy, detectors, scope });
  }

  /** Goes over the episodes without their rows: which tasks there are, and which videos the kept cameras need. */
  async #survey(decisions: readonly ColumnDecision[]): Promise<void> {
    const cameras = new Set(
      decisions.filter(({ kind }) => kind === 'video').map(({ feature }) => feature.name),
    );
    for (const task of this.#input.source.tasks.values()) this.#taskTexts.add(task);
    for await (const episode of this.#input.source.episodes()) {
      this.#episodes += 1;
      this.#frames += episode.frames;
      for (const task of episode.tasks) this.#taskTexts.add(task);
      for (const { camera, path, from, to } of episode.videos) {
        if (!cameras.has(camera) || !this.#input.sizes.has(path)) continue;
        this.#videoParts.set(partKey({ path, from, to }), { camera, path, from, to });
      }
    }
  }

  /** Looks at the first episode: declared columns that have no rows, and clocks in a type that cannot be shifted, are left out. */
  #probe(decisions: readonly ColumnDecision[], first: SourceEpisode): ColumnDecision[] {
    for (const name of first.columns.keys()) {
      const declared = this.#input.source.features.some((feature) => feature.name === name);
      if (!declared && !CORE_COLUMNS.has(name)) this.#input.drops.add('column', 'unknown-column');
    }
    return decisions.map((decision): ColumnDecision => {
      const { kind, feature } = decision;
      if (kind === 'drop' || kind === 'core' || kind === 'video') return decision;
      const column = first.columns.get(feature.name);
      if (column?.kind !== COLUMN_KINDS[kind]) return { kind: 'drop', feature, reason: 'unreadable' };
      if (column.kind === 'images' && !canClean(column))
        return { kind: 'drop', feature, reason: 'unreadable' };
      const lossy = column.kind === 'numbers' && isClock(feature.name, column) && !canShift(column);
      return lossy ? { kind: 'drop', feature, reason: 'clock' } : decision;
    });
  }

  /** A camera stays when at least half of the episodes have its pictures; an episode without them is left out later. */
  #dropBrokenCameras(decisions: readonly ColumnDecision[], videos: CleanedVideos | null): ColumnDecision[] {
    const cleaned = new Map<string, number>();
    for (const [key, { camera }] of this.#videoParts) {
      if (videos?.fileOf.has(key) === true) cleaned.set(camera, (cleaned.get(camera) ?? 0) + 1);
    }
    return decisions.map((decision): ColumnDecision => {
      const { kind, feature } = decision;
      const stays = kind !== 'video' || 2 * (cleaned.get(feature.name) ?? 0) >= this.#episodes;
      return stays ? decision : { kind: 'drop', feature, reason: 'unreadable' };
    });
  }

  async #firstEpisode(): Promise<SourceEpisode> {
    for await (const episode of this.#input.source.streamEpisodes()) return episode;
    throw new ExchangeError('bad-dataset', 'The dataset has no episode that can be read.');
  }

  #countColumns(decisions: readonly ColumnDecision[]): void {
    for (const decision of decisions) {
      if (decision.kind === 'drop') {
        const stream = decision.feature.dtype === 'video' || decision.feature.dtype === 'image';
        this.#input.drops.add(stream ? 'stream' : 'column', decision.reason);
        if (decision.reason === 'video-not-allowed') this.#warnings.add('video-left-out');
        if (decision.reason === 'image-not-allowed') this.#warnings.add('images-left-out');
      } else if (decision.kind !== 'core') {
        if (decision.renamed) this.#warnings.add('names-replaced');
        if (decision.kind === 'video' || decision.kind === 'images') this.#warnings.add('pictures-unmasked');
        if (/(?:^|[._/-])(?:pose|eef|ee|tcp|odom|base)/i.test(decision.name))
          this.#warnings.add('absolute-poses-kept');
      }
    }
  }

  async #cleanVideos(): Promise<CleanedVideos | null> {
    if (this.#videoParts.size === 0) return null;
    const videos = await cleanVideos(
      {
        sourceDir: this.#input.request.sourceDir,
        cacheDir: this.#input.videoCache,
        signal: this.#input.request.signal,
        onProgress: this.#input.follow('clean-video'),
      },
      this.#videoParts.values(),
    );
    this.#input.drops.add('stream', 'audio', videos.removedAudio);
    this.#input.drops.add('stream', 'container-metadata', videos.removedTracks);
    this.#input.drops.add('value', 'stream-metadata', videos.removedMessages);
    return videos;
  }

  #robotType(): string | null {
    const { robotType } = this.#input.source;
    if (robotType === null) return null;
    if (SAFE_ROBOT_TYPE.test(robotType) && this.#input.detectors.isClean(robotType)) return robotType;
    this.#input.drops.add('field', 'unsafe-name');
    this.#warnings.add('names-replaced');
    return null;
  }

  async #writeEpisodes(
    writer: DerivativeWriter,
    made: {
      version: DerivativeVersion;
      decisions: readonly ColumnDecision[];
      tasks: TaskDecisions;
      videos: CleanedVideos | null;
    },
  ): Promise<{ episodes: number; frames: number }> {
    const { source, request, texts } = this.#input;
    const follow = this.#input.follow('rebuild');
    const people = peopleColumns(made.decisions);
    const rules = {
      pictureStats: await readPictureStats(request.sourceDir, made.version),
      decisions: made.decisions,
      taskText: made.tasks.text,
      tasks: source.tasks,
      scope: { key: request.pseudonymKey, recipient: request.dataset },
      clockShift: clockShiftSeconds(request.pseudonymKey, request.dataset),
      videoFile: ({ path, from, to }: VideoPart) => made.videos?.fileOf.get(partKey({ path, from, to })),
    };
    const written = { episodes: 0, frames: 0 };
    const cameras = new Set(
      made.decisions.filter(({ kind }) => kind === 'video').map(({ feature }) => feature.name),
    );
    const columns = made.decisions.flatMap((decision) =>
      decision.kind in COLUMN_KINDS && 'name' in decision ? [decision.name] : [],
    );
    let read = 0;
    const dataBytes = this.#dataBytes();
    for await (const episode of source.streamEpisodes(
      request.signal === undefined ? {} : { signal: request.signal },
    )) {
      if (request.signal?.aborted === true) throw new ExchangeError('interrupted', 'The work was stopped.');
      texts.addEpisode(episode, people);
      read += episode.meta.frames;
      // One file may hold many episodes, so the work is measured by frames.
      follow((dataBytes * read) / this.#frames);
      const rebuilt = rebuildEpisode(episode, rules, this.#counts);
      if (rebuilt.videos.size < cameras.size || columns.some((name) => !rebuilt.columns.has(name))) continue;
      await writer.addEpisode(rebuilt);
      written.episodes += 1;
      written.frames += episode.meta.frames;
      this.#dataFiles.add(episode.meta.file);
      for (const { camera, path } of episode.meta.videos) if (cameras.has(camera)) this.#usedVideos.add(path);
    }
    // Episodes that the reader passed over, and those that lack a kept column or camera.
    this.#input.drops.add('episode', 'unreadable', this.#episodes - written.episodes);
    if (written.episodes === 0)
      throw new ExchangeError('bad-dataset', 'No episode of the dataset can be rebuilt.');
    return written;
  }

  #dataBytes(): number {
    let bytes = 0;
    for (const [path, size] of this.#input.sizes) if (path.startsWith('data/')) bytes += size;
    return bytes;
  }

  #result(made: {
    decisions: readonly ColumnDecision[];
    tasks: TaskDecisions;
    videos: CleanedVideos | null;
    written: { episodes: number; frames: number };
  }): RebuiltDataset {
    const { decisions, tasks, videos, written } = made;
    if (tasks.kept > 0) this.#warnings.add('task-text-kept');
    if (tasks.replaced > 0) this.#warnings.add('task-text-replaced');
    for (const [reason, items] of this.#counts.dropped) this.#input.drops.add('value', reason, items);
    const kept = decisions.filter((decision) => decision.kind !== 'drop' && decision.kind !== 'core');
    return {
      ...written,
      used: { data: this.#dataFiles, videos: this.#usedVideos },
      tasks: { kept: tasks.kept, replaced: tasks.replaced },
      pseudonyms: {
        columns: decisions.filter(({ kind }) => kind === 'pseudonyms').length,
        values: this.#counts.identities.size,
        names: decisions.filter((decision) => 'renamed' in decision && decision.renamed).length,
      },
      clocks: { shifted: this.#counts.shifted.size },
      video: {
        files: videos?.fileOf.size ?? 0,
        packets: videos?.packets ?? 0,
        removedAudio: videos?.removedAudio ?? 0,
      },
      warnings: this.#warnings,
      keptTexts: new Set([
        ...tasks.text.values(),
        ...kept.flatMap(({ name, names }) => [name, ...(names ?? [])]),
      ]),
    };
  }
}

/** Columns whose every value names a person, kept as pseudonyms or left out. */
function peopleColumns(decisions: readonly ColumnDecision[]): Set<string> {
  return new Set(
    decisions
      .filter(
        (decision) =>
          decision.kind === 'pseudonyms' || (decision.kind === 'drop' && decision.reason === 'identity'),
      )
      .map(({ feature }) => feature.name),
  );
}
