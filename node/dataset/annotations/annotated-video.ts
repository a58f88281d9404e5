/** Puts the annotations of a video onto its frames: a sentence for every frame, and columns of numbers. */

import { ExchangeError } from '#contracts/errors.ts';
import type { DeclaredFeature, NumberColumn } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';
import type { AnnotationRow } from './annotation-row.ts';
import type { FrameTable, VideoAnnotations } from './read-annotations.ts';

/** Numbers of one table on the frames of one video. */
const MAX_VALUES = 16 * 1024 * 1024;
/** Dimensions of one table. */
const MAX_WIDTH = 256;
/** Words for parts of a person: tables that name them measure a human pose. */
const BODY =
  /(^|[._])(hands?|wrists?|thumb|fingers?|palm|elbows?|shoulders?|hips?|knees?|ankles?|nose|eyes?|ears?|keypoints?|joints?|body|skeleton|mano|smpl|gaze|left|right)([._]|\d|$)/i;

/** A video with its frames: seconds from its first picture, ascending. */
export interface FramedVideo {
  readonly file: string;
  readonly times: Float64Array;
  readonly annotations: VideoAnnotations;
  readonly collector: FindingCollector;
  /** True: tables that say nothing of this video make columns of nulls, so that all videos have the same ones. */
  readonly complete: boolean;
}

/** Frames from and to, both within. */
interface FrameRange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The sentence of every frame: of those that cover it, the one that begins last. Frames that none covers have the task of the video, or an empty
 * sentence. Null where nothing is said of parts.
 */
export function frameSentences(video: FramedVideo): string[] | null {
  const { annotations, times } = video;
  const ranges = rangesOf(video);
  if (ranges.length === 0) return null;
  const sentences = Array.from(times, () => annotations.task ?? '');
  // From each frame on, the first one without a sentence: every frame is written once, however many rows overlap.
  const open = Int32Array.from({ length: times.length + 1 }, (_, frame) => frame);
  for (const { from, to, text } of ranges.toReversed()) {
    for (let frame = find(open, from); frame <= to; frame = find(open, frame)) {
      sentences[frame] = text;
      open[frame] = frame + 1;
    }
  }
  return sentences;
}

function find(open: Int32Array, from: number): number {
  let root = from;
  while (open[root] !== root) root = open[root] ?? root;
  for (let at = from; open[at] !== root; ) {
    const next = open[at] ?? root;
    open[at] = root;
    at = next;
  }
  return root;
}

/** Spans as frames, in the order in which they begin; longer ones first where they begin together. */
function rangesOf({ annotations, times, file, collector }: FramedVideo): FrameRange[] {
  const { sentences } = annotations;
  const end = times.length - 1;
  const starts = sentences.map(({ span }) => startOf(span, times));
  const order = starts
    .map((start, i) => ({ start, i }))
    .filter(({ start }) => start <= end)
    .sort((a, b) => a.start - b.start || a.i - b.i);
  const outside = starts.length - order.length;
  if (outside > 0) {
    const params = { rows: outside, seconds: times.at(-1) ?? 0 };
    collector.add('warn', 'annotations-out-of-range', { file, params });
  }
  const ranges = order.map(({ start, i }, at): FrameRange => {
    const row = sentences[i] as AnnotationRow;
    return { from: start, to: endOf(row, times) ?? nextStart(order, at) ?? end, text: row.text ?? '' };
  });
  return ranges.filter(({ from, to }) => to >= from).sort((a, b) => a.from - b.from || b.to - a.to);
}

function startOf(span: AnnotationRow['span'], times: Float64Array): number {
  if (span === null) return 0;
  return span.unit === 'frames' ? span.from : firstAtOrAfter(times, span.from);
}

/** Last frame that a row covers; null for one that stands until the next. */
function endOf({ span }: AnnotationRow, times: Float64Array): number | null {
  if (span === null || span.to === null) return null;
  return span.unit === 'frames'
    ? Math.min(span.to, times.length - 1)
    : firstAtOrAfter(times, span.to) - (span.to > span.from ? 1 : 0);
}

function nextStart(order: readonly { start: number }[], at: number): number | null {
  const { start } = order[at] as { start: number };
  for (let next = at + 1; next < order.length; next++) {
    const later = order[next]?.start ?? start;
    if (later > start) return later - 1;
  }
  return null;
}

/** First frame at a time or after it; the number of frames where there is none. Half a millisecond of rounding is allowed. */
function firstAtOrAfter(times: Float64Array, seconds: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < seconds - 5e-4) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Columns that tables make; a table that does not fit is a finding. */
export function frameColumns(
  video: FramedVideo,
): { readonly feature: DeclaredFeature; readonly column: NumberColumn }[] {
  return video.annotations.tables.flatMap((table) => {
    if (table.rows.length === 0 && !video.complete) return [];
    try {
      return [columnOf(table, video.times)];
    } catch (error) {
      const params = { table: table.name };
      video.collector.addError('annotations-unreadable', error, { file: video.file, params });
      return [];
    }
  });
}

function columnOf(table: FrameTable, times: Float64Array) {
  const names = [...table.names];
  const width = names.length;
  const rows = times.length;
  if (width > MAX_WIDTH || width * rows > MAX_VALUES)
    throw new ExchangeError('limit-exceeded', `The table has ${width} columns for ${rows} frames.`);
  const values = new Float64Array(width * rows).fill(Number.NaN);
  const missing = new Uint8Array(rows).fill(1);
  const base = frameBase(table.rows, rows);
  for (const { span, numbers } of table.rows) {
    if (span === null) continue;
    const frame = span.unit === 'frames' ? span.from - base : nearest(times, span.from);
    if (frame === null || frame < 0 || frame >= rows) continue;
    if (missing[frame] === 0)
      throw new ExchangeError('unsupported-format', 'The table has several rows for one frame.');
    missing[frame] = 0;
    names.forEach((name, i) => (values[frame * width + i] = numbers.get(name) ?? Number.NaN));
  }
  const covered = missing.filter((absent) => absent === 0).length;
  if (covered === 0 && table.rows.length > 0)
    throw new ExchangeError('bad-dataset', 'No row of the table is about a frame of the video.');
  const shown = names.some((name) => BODY.test(name)) || BODY.test(table.name);
  const feature: DeclaredFeature = {
    name: `${shown ? 'human' : 'annotation'}.${table.name}`,
    dtype: 'float64',
    shape: [width],
    names,
    isOptional: true,
    fps: null,
    role: 'other',
    info: {},
  };
  const column: NumberColumn = {
    kind: 'numbers',
    type: 'float64',
    width,
    rows,
    values,
    missing: covered === rows ? null : missing,
  };
  return { feature, column };
}

/** Files count frames from 0 or from 1: a row for the number of frames, and none for 0, tells. */
function frameBase(rows: readonly AnnotationRow[], frames: number): 0 | 1 {
  let zero = false;
  let last = false;
  for (const { span } of rows) {
    if (span?.unit !== 'frames') continue;
    zero ||= span.from === 0;
    last ||= span.from === frames;
  }
  return last && !zero ? 1 : 0;
}

/** The frame whose time is nearest; null where none is within half of an interval. */
function nearest(times: Float64Array, seconds: number): number | null {
  const after = firstAtOrAfter(times, seconds);
  const before = Math.max(0, after - 1);
  const distance = (frame: number): number => Math.abs((times[frame] ?? Number.NaN) - seconds);
  const frame = after < times.length && !(distance(before) < distance(after)) ? after : before;
  const interval = times.length < 2 ? 1 : ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1);
  return distance(frame) <= interval / 2 + 5e-4 ? frame : null;
}
