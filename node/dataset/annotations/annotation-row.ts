/** What annotation files say of videos, in one shape: rows that name a video or none, a span of it or none, and a sentence or numbers. */

/** One thing said about a part of a video. */
export interface AnnotationRow {
  /** Video as the file names it; null where it names none. */
  readonly video: string | null;
  /** Sentence; null for rows that hold numbers only. */
  readonly text: string | null;
  /** True for what the whole is about (a task, an instruction) rather than a part of it. */
  readonly isTask: boolean;
  /** Where it stands; null for the whole video. */
  readonly span: AnnotationSpan | null;
  /** Numbers by name; empty for sentences. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** A part of a video: seconds from its start, or frames counted from 0. `to` null: up to the next row. A single frame has `to` equal to `from`. */
export interface AnnotationSpan {
  readonly unit: 'seconds' | 'frames';
  readonly from: number;
  readonly to: number | null;
}

/** A record of an annotation file, flattened: lists and objects inside it become `hand.0.x`. */
export type FlatRecord = ReadonlyMap<string, string | number | boolean | null>;

/** Names of members that say which video is meant. */
const VIDEO_KEYS = [
  'video_uid',
  'video_id',
  'video_name',
  'video_path',
  'video_file',
  'video',
  'clip_uid',
  'clip_id',
  'clip_name',
  'clip',
  'vid',
] as const;
/** Names of members that may say it: believed where a video has the name that they hold. */
const PERHAPS_VIDEO_KEYS = [
  'filename',
  'file_name',
  'file',
  'path',
  'episode_id',
  'episode',
  'uid',
  'id',
  'name',
] as const;
/** What the whole video is about. */
const TASK_KEYS = [
  'language_instruction',
  'instruction',
  'task_instruction',
  'task_name',
  'task_description',
  'task',
  'goal',
] as const;
/** What a part of it shows. */
const LABEL_KEYS = [
  'narration_text',
  'narration',
  'action_text',
  'action_label',
  'sub_task',
  'subtask',
  'step_description',
  'step',
  'caption',
  'sentence',
  'description',
  'action',
  'activity',
  'label',
  'text',
] as const;
const START_SECONDS = [
  'start_timestamp',
  'start_time',
  'start_sec',
  'start_seconds',
  'start_s',
  'start',
  'begin',
  'from',
  't_start',
  'narration_timestamp',
  'timestamp_sec',
  'timestamp',
  'time',
  'seconds',
  't',
] as const;
const END_SECONDS = [
  'stop_timestamp',
  'end_timestamp',
  'end_time',
  'stop_time',
  'end_sec',
  'end_seconds',
  'end_s',
  'end',
  'stop',
  'to',
  't_end',
] as const;
const START_FRAMES = ['start_frame', 'begin_frame', 'frame_start', 'start_frame_index'] as const;
const END_FRAMES = ['end_frame', 'stop_frame', 'frame_end', 'end_frame_index'] as const;
const FRAME_KEYS = ['frame_index', 'frame_id', 'frame_number', 'frame_idx', 'frame'] as const;

/** Names that place a row: they are no measurements. */
const PLACING: ReadonlySet<string> = new Set([
  ...VIDEO_KEYS,
  ...PERHAPS_VIDEO_KEYS,
  ...START_SECONDS,
  ...END_SECONDS,
  ...START_FRAMES,
  ...END_FRAMES,
  ...FRAME_KEYS,
  'index',
]);

/** Longest sentence that is kept, characters. */
const MAX_TEXT = 500;
/** The numbers of a sentence. */
export const NO_NUMBERS: ReadonlyMap<string, number> = new Map();

/** The name by which a member is looked up: `Start Frame`, `start-frame` and `startFrame` are one. */
export function memberName(name: string): string {
  return name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_');
}

/** Seconds of a time as files write it: a number, `12.5`, `1:02.5`, `00:01:02.500` or `00:01:02,500`. Null for anything else. */
export function secondsOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?s?$/.test(text)) return Number.parseFloat(text);
  const parts = /^(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d(?:[.,]\d{1,9})?)$/.exec(text);
  if (parts === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
}

/** Whether a video has this name. */
export type IsVideo = (name: string) => boolean;

/** Reads a record. `around` is the video that the records around it name; null when the record says nothing about a video. */
export function rowOf(record: FlatRecord, around: string | null, isVideo: IsVideo): AnnotationRow | null {
  const span = spanOf(record);
  const label = textOf(record, span === null ? [...TASK_KEYS, ...LABEL_KEYS] : [...LABEL_KEYS, ...TASK_KEYS]);
  const own = videoOf(record, isVideo) ?? around;
  if (label !== null) {
    const isTask = (TASK_KEYS as readonly string[]).includes(label.key);
    return { video: own, text: label.text, isTask, span, numbers: NO_NUMBERS };
  }
  if (span === null) return null;
  const numbers = new Map<string, number>();
  for (const [name, value] of record) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    const plain = typeof number === 'boolean' ? Number(number) : number;
    if (typeof plain === 'number' && !PLACING.has(name)) numbers.set(name, plain);
  }
  return numbers.size === 0 ? null : { video: own, text: null, isTask: false, span, numbers };
}

function spanOf(record: FlatRecord): AnnotationSpan | null {
  const [startFrame, endFrame] = [first(record, START_FRAMES, wholeOf), first(record, END_FRAMES, wholeOf)];
  // Seconds are the surer ones: whether frames count from 0 or from 1 no file says.
  const [start, end] = [first(record, START_SECONDS, secondsOf), first(record, END_SECONDS, secondsOf)];
  if (start !== null && (end !== null || startFrame === null))
    return end !== null && end < start ? null : framed(record, { unit: 'seconds', from: start, to: end });
  if (startFrame !== null)
    return endFrame !== null && endFrame < startFrame
      ? null
      : { unit: 'frames', from: startFrame, to: endFrame };
  const frame = first(record, FRAME_KEYS, wholeOf);
  return frame === null ? null : { unit: 'frames', from: frame, to: frame };
}

/** A row that names one frame and its time is about that frame. */
function framed(record: FlatRecord, span: AnnotationSpan): AnnotationSpan {
  const frame = span.to === null ? first(record, FRAME_KEYS, wholeOf) : null;
  return frame === null ? span : { unit: 'frames', from: frame, to: frame };
}

function wholeOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function first<T>(record: FlatRecord, keys: readonly string[], read: (value: unknown) => T | null): T | null {
  for (const key of keys) {
    const value = read(record.get(key));
    if (value !== null) return value;
  }
  return null;
}

function textOf(record: FlatRecord, keys: readonly string[]): { key: string; text: string } | null {
  for (const key of keys) {
    const value = record.get(key);
    if (typeof value === 'string' && /\p{L}/u.test(value)) return { key, text: sentenceOf(value) };
  }
  return null;
}

/** A sentence on one line, of bounded length. */
export function sentenceOf(text: string): string {
  return text
    .slice(0, 8 * MAX_TEXT)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_TEXT)
    .toWellFormed();
}

/** The video that a record names; null where it names none. */
export function videoOf(record: FlatRecord, isVideo: IsVideo): string | null {
  for (const key of VIDEO_KEYS) {
    const name = nameOf(record.get(key));
    if (name !== null) return name;
  }
  for (const key of PERHAPS_VIDEO_KEYS) {
    const name = nameOf(record.get(key));
    if (name !== null && isVideo(name)) return name;
  }
  return null;
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
