/** Annotation files of JSON, whatever nests in what: records are found by the names of their members. */

import {
  memberName,
  rowOf,
  videoOf,
  type AnnotationRow,
  type FlatRecord,
  type IsVideo,
} from './annotation-row.ts';

/** How deep records are looked for. */
const MAX_DEPTH = 12;
/** Numbers of one record: two hands of 21 points in three dimensions are 126. */
const MAX_FLAT = 512;
const SPAN_KEYS: ReadonlySet<string> = new Set(['segment', 'span', 'interval', 'timestamps', 'frame_range']);

type Plain = string | number | boolean | null;
type Members = Readonly<Record<string, unknown>>;

/**
 * Rows of a document. `isVideo` tells whether a member's name is that of a video: many files list what they say under it.
 * A record with parts of its own (a list of steps below a task) gives a row for the whole, and its parts rows of their own.
 */
export function* jsonRows(document: unknown, isVideo: IsVideo): Generator<AnnotationRow> {
  yield* walk(document, { video: null, depth: 0, isVideo });
}

interface Place {
  readonly video: string | null;
  readonly depth: number;
  readonly isVideo: IsVideo;
}

function* walk(value: unknown, place: Place): Generator<AnnotationRow> {
  if (value === null || typeof value !== 'object' || place.depth > MAX_DEPTH) return;
  const inside = { ...place, depth: place.depth + 1 };
  if (Array.isArray(value)) {
    for (const element of value) yield* walk(element, inside);
    return;
  }
  const members = Object.entries(value as Members);
  const direct = directOf(members);
  const video = videoOf(direct, place.isVideo) ?? place.video;
  yield* parallelRows(value as Members, { ...place, video });
  const isLeaf = members.every(([, member]) => !holdsRecords(member));
  const row = rowOf(isLeaf ? flattened(members, direct) : direct, video, place.isVideo);
  if (row !== null) yield row;
  if (isLeaf) return;
  for (const [name, member] of members)
    yield* walk(member, { ...inside, video: place.isVideo(name) ? name : video });
}

/** Members that are no lists and objects, and the two ends of a span in a list. */
function directOf(members: readonly (readonly [string, unknown])[]): Map<string, Plain> {
  const direct = new Map<string, Plain>();
  for (const [name, member] of members) {
    const known = memberName(name);
    if (member === null || typeof member !== 'object') direct.set(known, member as Plain);
    else if (SPAN_KEYS.has(known) && Array.isArray(member) && member.length === 2) {
      const [from, to] = member as unknown[];
      if (typeof from !== 'object' && typeof to !== 'object') {
        direct.set(known === 'frame_range' ? 'start_frame' : 'start', from as Plain);
        direct.set(known === 'frame_range' ? 'end_frame' : 'end', to as Plain);
      }
    }
  }
  return direct;
}

/** True when something below is a record of its own rather than a list of numbers. */
function holdsRecords(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (!Array.isArray(value)) return true;
  return value.some((element) => holdsRecords(element));
}

/** A record with its lists of numbers spread out: `hand.0.1`. */
function flattened(
  members: readonly (readonly [string, unknown])[],
  direct: ReadonlyMap<string, Plain>,
): FlatRecord {
  const flat = new Map(direct);
  const spread = (name: string, value: unknown): void => {
    if (flat.size > MAX_FLAT) return;
    if (Array.isArray(value))
      value.forEach((element, i) => {
        spread(`${name}.${i}`, element);
      });
    else if (typeof value === 'number') flat.set(name, value);
  };
  for (const [name, member] of members)
    if (Array.isArray(member) && !SPAN_KEYS.has(memberName(name))) spread(memberName(name), member);
  return flat;
}

/** Times in one list and sentences in another of the same length, as in ActivityNet Captions. */
function* parallelRows(record: Members, { video, isVideo }: Place): Generator<AnnotationRow> {
  const lists = new Map(Object.entries(record).map(([name, member]) => [memberName(name), member]));
  const times = lists.get('timestamps') ?? lists.get('segments');
  const sentences = lists.get('sentences') ?? lists.get('captions') ?? lists.get('labels');
  if (!Array.isArray(times) || !Array.isArray(sentences) || times.length !== sentences.length) return;
  for (const [i, time] of (times as unknown[]).entries()) {
    if (!Array.isArray(time) || time.length !== 2) continue;
    const [start, end] = time as Plain[];
    const members = new Map<string, Plain>([
      ['start', start ?? null],
      ['end', end ?? null],
      ['sentence', sentences[i] as Plain],
    ]);
    const row = rowOf(members, video, isVideo);
    if (row !== null) yield row;
  }
}
