/**
 * The public sample of a dataset (`sample/1`): a few episodes of the derivative that anybody may look at before asking.
 *
 * It is a small dataset folder plus one series file an episode, which a page can draw without reading parquet. Everything in it is
 * content-addressed: the manifest signs the digest of this index, the index names the digest of every file.
 */

import { z } from 'zod';
import { canonicalBytes, parseJson } from '../canonical-json.ts';
import { FolderPaths } from '../content/paths.ts';
import type { CryptoPort } from '../crypto.ts';
import { MAX_NAME_LENGTH, MAX_TASK_LENGTH } from '../dataset/limits.ts';
import { featureRoleSchema, unitSchema } from '../dataset/vocabulary.ts';
import { digestOf, digestSchema, type Digest } from '../digest.ts';
import { ExchangeError } from '../errors.ts';
import { datasetIdSchema } from '../ids.ts';
import { licenseTermsSchema } from '../license/terms.ts';
import { lineSchema } from '../text.ts';
import { parseWire } from '../wire.ts';

/** Most bytes of a sample, all files together (DECISIONS 17). */
export const MAX_SAMPLE_BYTES = 20 * 1024 * 1024;
/** A sample holds at most one frame in this many of the dataset (DECISIONS 17). */
export const SAMPLE_SHARE = 10;
/** Datasets with fewer episodes have a sample only when the lister confirms it (DECISIONS 17). */
export const SMALL_DATASET_EPISODES = 20;
/** Most episodes of a sample. */
export const MAX_SAMPLE_EPISODES = 64;
/** Most channels that a sample's series hold. */
export const MAX_SAMPLE_CHANNELS = 512;
/** Most cameras of a sample. */
export const MAX_SAMPLE_CAMERAS = 16;
/** Most files of a sample. */
export const MAX_SAMPLE_FILES = 2048;
/** Longest index document, bytes. */
export const MAX_SAMPLE_INDEX_BYTES = 768 * 1024;
/** Most features that are named as left out of the series. */
const MAX_OMITTED = 256;
/** Most task sentences of one episode. */
export const MAX_SAMPLE_TASKS = 32;

const name = lineSchema(MAX_NAME_LENGTH).min(1);
const count = z.int().min(0);

/** What a manifest says about its sample. */
export const sampleOfferSchema = z
  .strictObject({
    /** Digest of the index document (`sample/1`). */
    index: digestSchema,
    /** Bytes of all files of the sample, the index apart. */
    bytes: z.int().min(1).max(MAX_SAMPLE_BYTES),
    episodes: z.int().min(1).max(MAX_SAMPLE_EPISODES),
    frames: z.int().min(1),
    /** Terms for the sample alone; it costs nothing. */
    license: licenseTermsSchema,
    /** The lister was told that the dataset is small, and confirmed the sample. */
    smallDatasetConfirmed: z.boolean(),
  })
  .describe('The public sample that the lister opted into');
/** What a manifest says about its sample. */
export type SampleOffer = z.infer<typeof sampleOfferSchema>;

/** One scalar over time: a dimension of a numeric feature. */
export const sampleChannelSchema = z.strictObject({
  feature: name,
  dimension: count,
  /** The dimension's own name; the feature's where it has only one. */
  label: name,
  unit: unitSchema,
  role: featureRoleSchema,
  /** Samples per second, measured; null when unknown. */
  rateHz: z.number().positive().nullable(),
});
/** One scalar over time. */
export type SampleChannel = z.infer<typeof sampleChannelSchema>;

/** One camera. Sizes are null where the stream does not say them. */
export const sampleCameraSchema = z.strictObject({
  name,
  codec: name,
  width: count.nullable(),
  height: count.nullable(),
  fps: z.number().positive().nullable(),
});
/** One camera. */
export type SampleCamera = z.infer<typeof sampleCameraSchema>;

/** One episode. */
export const sampleEpisodeSchema = z.strictObject({
  frames: z.int().min(1).max(1_000_000),
  /** Number of the episode in the derivative, and how many frames it has there: more when the sample holds its beginning only. */
  source: count,
  sourceFrames: z.int().min(1),
  tasks: z.array(lineSchema(MAX_TASK_LENGTH)).max(MAX_SAMPLE_TASKS),
  /** Digest of the series file, see {@link seriesBytes}. */
  series: digestSchema,
  /** Digest of the video of each camera that has one, by its place among the cameras. */
  videos: z.array(z.strictObject({ camera: count, file: digestSchema })).max(MAX_SAMPLE_CAMERAS),
});
/** One episode. */
export type SampleEpisode = z.infer<typeof sampleEpisodeSchema>;

/** One file. `dataset` files make up a folder that training code opens, `series` files are for pages. */
export const sampleFileSchema = z.strictObject({
  path: z.string().min(1).max(512),
  size: z.int().min(0).max(MAX_SAMPLE_BYTES),
  digest: digestSchema,
  part: z.enum(['dataset', 'series']),
});
/** One file. */
export type SampleFile = z.infer<typeof sampleFileSchema>;

/** Schema of the index of a sample. */
export const sampleSchema = z.strictObject({
  schema: z.literal('sample/1'),
  dataset: datasetIdSchema,
  /** Plaintext root of the derivative that the sample was cut from. */
  derivative: digestSchema,
  format: z.strictObject({ name: z.literal('lerobot'), version: z.enum(['v2.1', 'v3.0']) }),
  fps: z.number().positive().max(100_000),
  episodes: z.array(sampleEpisodeSchema).min(1).max(MAX_SAMPLE_EPISODES),
  channels: z.array(sampleChannelSchema).max(MAX_SAMPLE_CHANNELS),
  /** Numeric features that are too wide for series; they are in the dataset folder. */
  omitted: z.array(name).max(MAX_OMITTED),
  cameras: z.array(sampleCameraSchema).max(MAX_SAMPLE_CAMERAS),
  /** In path order. */
  files: z.array(sampleFileSchema).min(1).max(MAX_SAMPLE_FILES),
});
/** The index of a sample. */
export type Sample = z.infer<typeof sampleSchema>;

/**
 * Bytes of a series file: little-endian float32, first the time of every frame in seconds since the episode's start, then channel by
 * channel its value at every frame. NaN stands for no value.
 */
export function seriesBytes(frames: number, channels: number): number {
  return 4 * frames * (channels + 1);
}

/** The bytes of an index, and their digest. */
export function sampleIndexBytes(sample: Sample): Uint8Array {
  return canonicalBytes(sample);
}

/**
 * Reads an index and checks everything that it says about itself: paths, sizes, sums, references. Throws `limit-exceeded`,
 * `schema-mismatch`, `not-canonical`, `path-not-allowed`, `content-mismatch`.
 */
export function parseSample(bytes: Uint8Array): Sample {
  const sample = parseWire(sampleSchema, parseJson(bytes, MAX_SAMPLE_INDEX_BYTES), 'sample index');
  requireConsistent(sample);
  return sample;
}

/**
 * Opens the index that a manifest offers: the bytes must have its digest, and say what the manifest says. Throws as
 * {@link parseSample} does. `pixels`: whether the manifest's policy lets pictures out at all.
 */
export function openSample(
  crypto: CryptoPort,
  bytes: Uint8Array,
  expected: {
    readonly offer: SampleOffer;
    readonly dataset: string;
    readonly plaintextRoot: Digest;
    readonly pixels: boolean;
  },
): Sample {
  const { offer } = expected;
  if (digestOf(crypto, bytes) !== offer.index)
    throw mismatch('The index is not the one that the manifest names.');
  const sample = parseSample(bytes);
  if (sample.dataset !== expected.dataset || sample.derivative !== expected.plaintextRoot)
    throw mismatch('The sample was cut from another derivative.');
  const frames = sample.episodes.reduce((sum, episode) => sum + episode.frames, 0);
  if (
    sampleBytes(sample) !== offer.bytes ||
    sample.episodes.length !== offer.episodes ||
    frames !== offer.frames
  )
    throw mismatch('The sample has another size than the manifest says.');
  if (!expected.pixels && sample.cameras.length > 0)
    throw mismatch('The sample has video, and the policy lets none out.');
  return sample;
}

/** Bytes of all files. */
export function sampleBytes(sample: Sample): number {
  return sample.files.reduce((sum, file) => sum + file.size, 0);
}

/** Throws `content-mismatch` unless the sample keeps within what DECISIONS 17 allows of a dataset of this size. */
export function requireAllowedSample(
  offer: SampleOffer,
  dataset: { readonly episodes: number; readonly frames: number },
): void {
  if (offer.frames * SAMPLE_SHARE > dataset.frames)
    throw mismatch('The sample holds more than a tenth of the frames.');
  if (dataset.episodes < SMALL_DATASET_EPISODES && !offer.smallDatasetConfirmed)
    throw mismatch('A sample of so few episodes must be confirmed by the lister.');
  if (offer.license.price !== null) throw mismatch('A public sample has no price.');
}

function requireConsistent(sample: Sample): void {
  const folder = new FolderPaths();
  const byDigest = new Map<Digest, SampleFile>();
  let total = 0;
  for (const file of sample.files) {
    folder.add(file.path);
    if (file.path.startsWith('series/') !== (file.part === 'series'))
      throw mismatch('A file of the sample stands in the wrong folder.');
    total += file.size;
    byDigest.set(file.digest, file);
  }
  if (total > MAX_SAMPLE_BYTES) {
    throw new ExchangeError('limit-exceeded', 'The sample is larger than a sample may be.', {
      params: { bytes: total, limit: MAX_SAMPLE_BYTES },
    });
  }
  for (const episode of sample.episodes) requireEpisode(sample, episode, byDigest);
}

function requireEpisode(
  sample: Sample,
  episode: SampleEpisode,
  files: ReadonlyMap<Digest, SampleFile>,
): void {
  if (episode.frames > episode.sourceFrames) throw mismatch('An episode is longer than where it comes from.');
  const series = files.get(episode.series);
  if (series?.size !== seriesBytes(episode.frames, sample.channels.length))
    throw mismatch('A series file does not have the size that its episode asks for.');
  const cameras = new Set(episode.videos.map(({ camera }) => camera));
  if (cameras.size !== episode.videos.length) throw mismatch('An episode names a camera twice.');
  for (const { camera, file } of episode.videos) {
    const video = files.get(file);
    if (camera >= sample.cameras.length || video === undefined || !video.path.endsWith('.mp4'))
      throw mismatch('An episode names a camera or a video that is not there.');
  }
}

function mismatch(message: string): ExchangeError {
  return new ExchangeError('content-mismatch', message);
}
