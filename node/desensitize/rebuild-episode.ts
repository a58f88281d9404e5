/** Makes one episode of the derivative from one episode of the source, by the decisions that were taken for its columns. */

import type { DropReason } from '#contracts/desensitize/report.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { cleanImage } from './clean-image.ts';
import { holdsClock, looksLikeClock, shiftClock } from './clocks.ts';
import type { PictureStatsOf } from './picture-stats.ts';
import { isClockName, type ColumnDecision } from './column-rules.ts';
import type {
  DerivativeEpisode,
  ImageColumn,
  NumberColumn,
  PictureStats,
  SourceColumn,
  SourceEpisode,
  TextColumn,
  VideoSegment,
} from './ports.ts';
import { pseudonymOf, type PseudonymScope } from './pseudonyms.ts';

/** What rebuilding needs to know; the same for all episodes. */
export interface RebuildRules {
  readonly decisions: readonly ColumnDecision[];
  /** Text in the derivative, by text in the source. */
  readonly taskText: ReadonlyMap<string, string>;
  readonly tasks: ReadonlyMap<number, string>;
  readonly scope: Omit<PseudonymScope, 'domain'>;
  readonly clockShift: number;
  /** Cleaned file of a part of a video file that passes. */
  readonly videoFile: (part: VideoSegment) => string | undefined;
  readonly pictureStats: PictureStatsOf;
}

/** Counts that go into the report. */
export interface RebuildCounts {
  readonly identities: Set<string>;
  readonly shifted: Set<string>;
  readonly dropped: Map<DropReason, number>;
}

/** Rebuilds one episode. Columns that no decision names are not even looked at. */
export function rebuildEpisode(
  episode: SourceEpisode,
  rules: RebuildRules,
  counts: RebuildCounts,
): DerivativeEpisode {
  const columns = new Map<string, SourceColumn>();
  const videos = new Map<string, { path: string; stats?: PictureStats }>();
  for (const decision of rules.decisions) {
    if (decision.kind === 'drop' || decision.kind === 'core') continue;
    if (decision.kind === 'video') {
      const part = episode.meta.videos.find((segment) => segment.camera === decision.feature.name);
      const path = part === undefined ? undefined : rules.videoFile(part);
      const stats = rules.pictureStats(decision.feature.name, episode.meta.index);
      if (path !== undefined) videos.set(decision.name, stats === undefined ? { path } : { path, stats });
      continue;
    }
    const source = episode.columns.get(decision.feature.name);
    const rebuilt = source === undefined ? null : rebuildColumn(decision, source, { rules, counts });
    if (rebuilt !== null) columns.set(decision.name, rebuilt);
  }
  const timestamp = relativeTimes(episode.columns.get('timestamp'));
  if (timestamp !== null) columns.set('timestamp', timestamp);
  return { columns, task: tasksOfRows(episode, rules), videos };
}

/** The time of each row since the start of its episode, float32 seconds as the format has it. Null when the source has none. */
function relativeTimes(column: SourceColumn | undefined): NumberColumn | null {
  if (column?.kind !== 'numbers' || column.width !== 1) return null;
  const start = holdsClock(column) ? Number(column.values[0]) : 0;
  const values = Float32Array.from(
    column.values as ArrayLike<number | bigint>,
    (time) => Number(time) - start,
  );
  return { ...column, type: 'float32', values };
}

function rebuildColumn(
  decision: Exclude<ColumnDecision, { kind: 'drop' | 'core' }>,
  source: SourceColumn,
  to: { rules: RebuildRules; counts: RebuildCounts },
): SourceColumn | null {
  if (decision.kind === 'numbers') {
    return source.kind === 'numbers' ? rebuildNumbers(decision.feature.name, source, to) : null;
  }
  if (decision.kind === 'pseudonyms') return source.kind === 'text' ? rebuildIdentities(source, to) : null;
  return source.kind === 'images' ? rebuildImages(source, to.counts) : null;
}

function rebuildNumbers(
  name: string,
  source: NumberColumn,
  { rules, counts }: { rules: RebuildRules; counts: RebuildCounts },
): NumberColumn {
  if (!isClock(name, source)) return source;
  counts.shifted.add(name);
  return shiftClock(source, rules.clockShift);
}

/** True when a column holds absolute times: its name says so and its size agrees, or its values leave no doubt. */
export function isClock(name: string, column: NumberColumn): boolean {
  if (name === 'frame_index' || name === 'index') return false;
  return isClockName(name) ? holdsClock(column) : looksLikeClock(column);
}

function rebuildIdentities(
  source: TextColumn,
  { rules, counts }: { rules: RebuildRules; counts: RebuildCounts },
): TextColumn {
  const known = new Map<string, string>();
  const values = source.values.map((value) => {
    if (value === null || value === '') return value;
    let pseudonym = known.get(value);
    if (pseudonym === undefined) {
      // One domain for all columns of people, so that the same person is the same in each.
      pseudonym = pseudonymOf({ ...rules.scope, domain: 'person' }, value);
      known.set(value, pseudonym);
      counts.identities.add(pseudonym);
    }
    return pseudonym;
  });
  return { kind: 'text', rows: source.rows, values };
}

function rebuildImages(source: ImageColumn, counts: RebuildCounts): ImageColumn {
  const values = source.values.map(({ bytes }, row) => {
    const clean = bytes === null ? null : cleanOrNull(bytes, counts);
    if (bytes !== null && clean !== null && clean.length < bytes.length) count(counts, 'container-metadata');
    return { bytes: clean, path: clean === null ? null : `frame-${String(row).padStart(6, '0')}` };
  });
  return { kind: 'images', rows: source.rows, values };
}

/** A picture that cannot be cleaned is left out; its row stays, so that the motion around it stays whole. */
function cleanOrNull(bytes: Uint8Array, counts: RebuildCounts): Uint8Array | null {
  try {
    return cleanImage(bytes);
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    count(counts, 'unreadable');
    return null;
  }
}

function tasksOfRows(episode: SourceEpisode, rules: RebuildRules): string[] {
  const text = (task: string | undefined): string => rules.taskText.get(task ?? '') ?? 'task-0';
  const column = episode.columns.get('task_index');
  if (column?.kind !== 'numbers') {
    return Array.from({ length: episode.meta.frames }, () => text(episode.meta.tasks[0]));
  }
  return Array.from(column.values as ArrayLike<number | bigint>, (index) =>
    text(rules.tasks.get(Number(index))),
  );
}

function count(counts: RebuildCounts, reason: DropReason): void {
  counts.dropped.set(reason, (counts.dropped.get(reason) ?? 0) + 1);
}
