/**
 * `meta/info.json` of a LeRobotDataset: what the dataset declares about itself.
 *
 * Layout: huggingface/lerobot, `lerobot/datasets` (v2.1 and v3.0). Unknown keys are ignored, as the reference loader does; a
 * known key with a senseless value becomes a finding and counts as not declared.
 */

import { fromUtf8 } from '#contracts/bytes.ts';
import { MAX_DIMENSIONS, MAX_FEATURES, MAX_NAME_LENGTH } from '#contracts/dataset/limits.ts';
import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { DeclaredExtent, DeclaredFeature } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';

/** Largest `info.json`. */
export const MAX_INFO_BYTES = 16 * 1024 * 1024;

/** The versions that are read. */
export type LerobotVersion = 'v2.1' | 'v3.0';

/** The declarations that reading needs. */
export interface LerobotInfo {
  readonly version: LerobotVersion;
  readonly robotType: string | null;
  readonly declared: DeclaredExtent;
  readonly features: readonly DeclaredFeature[];
  readonly chunksSize: number;
  /** Template of video paths; null when the dataset has none. */
  readonly videoPath: string | null;
}

type JsonObject = { readonly [key: string]: JsonValue };

const INFO_FILE = 'meta/info.json';
const DEFAULT_CHUNKS_SIZE = 1000;
const DEFAULT_VIDEO_PATHS: Record<LerobotVersion, string> = {
  'v2.1': 'videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4',
  'v3.0': 'videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4',
};

/** Parses the bytes of `info.json`. Throws `bad-json`, `bad-dataset` or `unsupported-format` (another LeRobot version). */
export function parseInfo(bytes: Uint8Array, findings: FindingCollector): LerobotInfo {
  const value = parseLoose(bytes, findings);
  if (!isObject(value)) throw new ExchangeError('bad-dataset', `${INFO_FILE} is no object.`);
  const version = readVersion(value['codebase_version']);
  const features = readFeatures(value['features'], findings);
  const videoPath = value['video_path'];
  return {
    version,
    robotType: nameOrNull(value['robot_type']),
    declared: {
      episodes: countOrNull(value['total_episodes']),
      frames: countOrNull(value['total_frames']),
      tasks: countOrNull(value['total_tasks']),
      videos: countOrNull(value['total_videos']),
      fps: rateOrNull(value['fps']),
      splits: readSplits(value['splits']),
    },
    features,
    chunksSize: countOrNull(value['chunks_size']) || DEFAULT_CHUNKS_SIZE,
    videoPath: typeof videoPath === 'string' ? videoPath : DEFAULT_VIDEO_PATHS[version],
  };
}

/** Python writes NaN and Infinity into JSON; they are read as null, with a finding. */
function parseLoose(bytes: Uint8Array, findings: FindingCollector): JsonValue {
  try {
    return parseJson(bytes, MAX_INFO_BYTES);
  } catch (error) {
    const text = fromUtf8(bytes);
    const repaired = text.replace(/(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, 'null');
    if (repaired === text) throw error;
    findings.add('warn', 'not-json', { file: INFO_FILE, params: { reason: 'NaN or Infinity' } });
    return parseJson(new TextEncoder().encode(repaired), MAX_INFO_BYTES);
  }
}

function readVersion(value: JsonValue | undefined): LerobotVersion {
  const text = typeof value === 'string' ? value : '';
  if (/^v?2\.1(\.|$)/.test(text)) return 'v2.1';
  if (/^v?3\.0(\.|$)/.test(text)) return 'v3.0';
  throw new ExchangeError(
    'unsupported-format',
    `LeRobotDataset ${text || 'of unknown version'} is not read.`,
    {
      params: { format: 'lerobot', version: text.slice(0, 40) },
    },
  );
}

function readFeatures(value: JsonValue | undefined, findings: FindingCollector): DeclaredFeature[] {
  if (!isObject(value)) {
    findings.add('error', 'features-not-declared', { file: INFO_FILE });
    return [];
  }
  const entries = Object.entries(value);
  if (entries.length > MAX_FEATURES) {
    findings.add('warn', 'too-many-features', { file: INFO_FILE, params: { features: entries.length } });
  }
  const features: DeclaredFeature[] = [];
  for (const [name, feature] of entries.slice(0, MAX_FEATURES)) {
    if (!isObject(feature) || typeof feature['dtype'] !== 'string' || name.length > MAX_NAME_LENGTH) {
      findings.add('error', 'bad-feature', { file: INFO_FILE, params: { feature: name } });
      continue;
    }
    const shape = Array.isArray(feature['shape']) ? feature['shape'].map(countOrNull) : [];
    if (shape.includes(null) || shape.length > 8) {
      findings.add('warn', 'bad-shape', { file: INFO_FILE, params: { feature: name } });
    }
    features.push({
      name: name.toWellFormed(),
      dtype: feature['dtype'].slice(0, MAX_NAME_LENGTH).toWellFormed(),
      shape: shape.slice(0, 8).map((extent) => extent ?? 0),
      names: flattenNames(feature['names']),
      fps: rateOrNull(feature['fps']),
      info: readStreamInfo(feature['info'] ?? feature['video_info']),
    });
  }
  return features;
}

/** Names come as a list, a list of lists, or an object of lists such as `{ motors: […] }`; all are flattened in order. */
function flattenNames(value: JsonValue | undefined): string[] | null {
  const out: string[] = [];
  const walk = (item: JsonValue | undefined): void => {
    if (out.length >= MAX_DIMENSIONS) return;
    if (typeof item === 'string') out.push(item.slice(0, MAX_NAME_LENGTH).toWellFormed());
    else if (Array.isArray(item)) for (const inner of item) walk(inner as JsonValue);
    else if (isObject(item)) {
      // {"name": index} maps, as some converters write them, name their dimensions by key.
      const values = Object.values(item);
      if (values.every((inner) => typeof inner === 'number'))
        out.push(...Object.keys(item).slice(0, MAX_DIMENSIONS));
      else for (const inner of values) walk(inner);
    }
  };
  walk(value);
  return out.length === 0 ? null : out.slice(0, MAX_DIMENSIONS);
}

function readStreamInfo(value: JsonValue | undefined): Record<string, string | number | boolean | null> {
  const out: Record<string, string | number | boolean | null> = {};
  if (!isObject(value)) return out;
  for (const [key, item] of Object.entries(value).slice(0, 64)) {
    if (typeof item === 'object' && item !== null) continue;
    out[key.replace(/^video\./, '')] = typeof item === 'string' ? item.slice(0, MAX_NAME_LENGTH) : item;
  }
  return out;
}

function readSplits(value: JsonValue | undefined): Record<string, string> {
  const out: Record<string, string> = {};
  if (!isObject(value)) return out;
  for (const [name, range] of Object.entries(value).slice(0, 32)) {
    if (typeof range === 'string') out[name.slice(0, 64)] = range.slice(0, 64);
  }
  return out;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_NAME_LENGTH).toWellFormed() : null;
}

function countOrNull(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function rateOrNull(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && value > 0 && value < 1e6 ? value : null;
}
