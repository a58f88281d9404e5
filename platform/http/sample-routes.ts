/**
 * The routes of a sample, the same wherever one is served: by a broker from its mirror, by a node for its own datasets, by a node for
 * previews that no dataset has come of yet.
 */

import { open, type FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { z } from 'zod';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  MAX_SERIES_CHANNELS,
  sampleVersionQuerySchema,
  sampleViewSchema,
  seriesQuerySchema,
  seriesSchema,
  type SampleView,
  type Series,
} from '#contracts/http/samples.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { reduceSeries } from '#contracts/sample/reduce-series.ts';
import { sampleBytes, type Sample, type SampleEpisode, type SampleFile } from '#contracts/sample/sample.ts';
import { tarBytes, tarStream } from '../tar.ts';
import { fileReply, type FileRequest, type ServedContent } from './file-reply.ts';
import { bytesRoute, jsonRoute, type BytesReply, type Route, type RouteInput, type Schema } from './route.ts';

/** Series files are little-endian, and so is nearly every machine. */
const BIG_ENDIAN = endianness() === 'BE';
/** A year: content under its digest never changes. */
const FOREVER = 'max-age=31536000, immutable';

/** A sample that can be served. */
export interface OpenedSample {
  readonly sample: Sample;
  /** Digest of its index: what this content is called. */
  readonly version: Digest;
  /** Null for previews. */
  readonly dataset: string | null;
  readonly license: LicenseTerms | null;
  /** Whether anybody may see it, so that caches on the way may keep it. */
  readonly isPublic: boolean;
  /** Where a file's bytes are. */
  pathOf(file: SampleFile): string;
}

/** Where the routes stand and who opens samples. */
export interface SampleRoutesSpec<Caller, Names extends z.ZodRawShape> {
  /** Such as `/v1/datasets/{id}/sample`. */
  readonly prefix: string;
  /** The parameters that the prefix names. */
  readonly names: Names;
  readonly access: string;
  readonly tag: string;
  /** Throws `not-found`. */
  readonly open: (params: z.output<z.ZodObject<Names>>, caller: Caller) => Promise<OpenedSample>;
}

/** The routes: what is there, series, video, files, the whole folder as an archive. */
export function sampleRoutes<Caller, Names extends z.ZodRawShape>(
  spec: SampleRoutesSpec<Caller, Names>,
): Route<Caller>[] {
  return [...viewRoutes(spec), ...contentRoutes(spec)];
}

const episode = z.coerce.number().int().min(0).max(10_000);

function viewRoutes<Caller, Names extends z.ZodRawShape>(
  spec: SampleRoutesSpec<Caller, Names>,
): Route<Caller>[] {
  const { prefix, names, access } = spec;
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: prefix,
      access,
      summary: 'What the sample holds: episodes, channels, cameras, files, its license',
      tags: [spec.tag],
      params: z.strictObject(names) as Schema,
      query: sampleVersionQuerySchema,
      response: sampleViewSchema,
      handle: async (input) => sampleView(await openFor(spec, input)),
    }),
    jsonRoute<Caller>()({
      method: 'GET',
      path: `${prefix}/episodes/{episode}/series`,
      access,
      summary:
        'Channels of an episode over time; with fewer points than frames each stretch shows its extremes',
      tags: [spec.tag],
      params: z.strictObject({ ...names, episode }) as Schema,
      query: seriesQuerySchema,
      response: seriesSchema,
      handle: async (input) => {
        const opened = await openFor(spec, input);
        const number = episodeOf(input.params);
        return readSeries(opened, number, { channels: input.query.channels, points: input.query.points });
      },
    }),
  ];
}

/** A route that answers with bytes of a sample. */
interface ContentRoute {
  readonly path: string;
  readonly params: z.ZodRawShape;
  readonly mediaType: string;
  readonly summary: string;
  readonly reply: (opened: OpenedSample, input: { params: unknown } & FileRequest) => BytesReply;
}

const CONTENT: readonly ContentRoute[] = [
  {
    path: '/episodes/{episode}/series.f32',
    params: { episode },
    mediaType: 'application/octet-stream',
    summary: 'All series of an episode: little-endian float32, first the times, then channel by channel',
    reply: (opened, input) => {
      const { series } = requireEpisode(opened, episodeOf(input.params));
      return fileReply(contentOf(opened, fileOf(opened, series)), input);
    },
  },
  {
    path: '/episodes/{episode}/video/{camera}',
    params: { episode, camera: z.string().max(160) },
    mediaType: 'video/mp4',
    summary: 'Video of a camera; byte ranges are served',
    reply: (opened, input) => fileReply(contentOf(opened, videoOf(opened, input.params)), input),
  },
  {
    path: '/files/{rest*}',
    params: { rest: z.string().max(512) },
    mediaType: 'application/octet-stream',
    summary: 'One file of the sample',
    reply: (opened, input) => {
      const { rest } = input.params as { rest: string };
      const file = opened.sample.files.find(({ path }) => path === rest);
      if (file === undefined) throw notThere();
      return fileReply(contentOf(opened, file), input, { 'content-disposition': 'attachment' });
    },
  },
  {
    path: '.tar',
    params: {},
    mediaType: 'application/x-tar',
    summary: 'The sample as a dataset folder in an archive',
    reply: (opened, input) => archive(opened, input.signal),
  },
];

function contentRoutes<Caller, Names extends z.ZodRawShape>(
  spec: SampleRoutesSpec<Caller, Names>,
): Route<Caller>[] {
  return CONTENT.map(({ path, params, mediaType, summary, reply }) =>
    bytesRoute<Caller>()({
      method: 'GET',
      path: spec.prefix + path,
      access: spec.access,
      summary,
      tags: [spec.tag],
      params: z.strictObject({ ...spec.names, ...params }) as Schema,
      query: sampleVersionQuerySchema,
      mediaType,
      handle: async (input) => reply(await openFor(spec, input), input),
    }),
  );
}

async function openFor<Caller, Names extends z.ZodRawShape>(
  spec: SampleRoutesSpec<Caller, Names>,
  input: RouteInput<Caller, unknown, { version?: Digest | undefined }, undefined>,
): Promise<OpenedSample> {
  const opened = await spec.open(input.params as z.output<z.ZodObject<Names>>, input.caller);
  const wanted = input.query.version;
  if (wanted !== undefined && wanted !== opened.version) throw notThere();
  const scope = opened.isPublic ? 'public' : 'private';
  input.setHeader('cache-control', wanted === undefined ? `${scope}, no-cache` : `${scope}, ${FOREVER}`);
  return opened;
}

/** What a sample holds, as the API tells it. */
export function sampleView({ sample, version, dataset, license }: OpenedSample): SampleView {
  return {
    dataset,
    version,
    license,
    format: sample.format,
    fps: sample.fps,
    bytes: sampleBytes(sample),
    episodes: sample.episodes.map((each, number) => ({
      episode: number,
      frames: each.frames,
      seconds: Math.round((each.frames / sample.fps) * 1000) / 1000,
      source: each.source,
      cut: each.frames < each.sourceFrames,
      tasks: each.tasks,
      cameras: each.videos.map(({ camera }) => sample.cameras[camera]?.name ?? ''),
    })),
    channels: sample.channels,
    omitted: sample.omitted,
    cameras: sample.cameras,
    files: sample.files,
  };
}

/** Reads the rows of the wanted channels only. Throws `not-found`, `usage`, `storage-failed`. */
async function readSeries(
  opened: OpenedSample,
  number: number,
  wanted: { channels: string | undefined; points: number },
): Promise<Series> {
  const { frames, series } = requireEpisode(opened, number);
  const known = opened.sample.channels.length;
  const channels =
    wanted.channels?.split(',').map(Number) ??
    Array.from({ length: Math.min(known, MAX_SERIES_CHANNELS) }, (_, channel) => channel);
  if (channels.length > MAX_SERIES_CHANNELS || channels.some((channel) => channel >= known)) {
    throw new ExchangeError('usage', 'The sample has no such channels, or these are too many at once.', {
      params: { known, most: MAX_SERIES_CHANNELS },
    });
  }
  await using file = await open(opened.pathOf(fileOf(opened, series)), 'r');
  const times = await readRow(file, frames, 0);
  const values: Series['channels'] = [];
  const { time } = reduceSeries(times, [], wanted.points);
  // One channel at a time: others have their turn while the next one is read.
  for (const channel of channels) {
    const [reduced = []] = reduceSeries(
      times,
      [await readRow(file, frames, channel + 1)],
      wanted.points,
    ).values;
    values.push({ channel, values: reduced });
  }
  return { episode: number, frames, reduced: time.length < frames, time, channels: values };
}

/** One row of a series file. */
async function readRow(file: FileHandle, frames: number, row: number): Promise<Float32Array> {
  const values = new Float32Array(frames);
  const bytes = Buffer.from(values.buffer);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, row * bytes.length);
  if (bytesRead !== bytes.length)
    throw new ExchangeError('storage-failed', 'A series file is shorter than its index says.');
  if (BIG_ENDIAN) bytes.swap32();
  return values;
}

function contentOf(opened: OpenedSample, file: SampleFile): ServedContent {
  return { path: opened.pathOf(file), size: file.size, tag: file.digest };
}

function archive(opened: OpenedSample, signal: AbortSignal): BytesReply {
  const entries = opened.sample.files
    .filter(({ part }) => part === 'dataset')
    .map((file) => ({ path: `sample/${file.path}`, size: file.size, file: opened.pathOf(file) }));
  return {
    headers: {
      'content-disposition': 'attachment; filename="sample.tar"',
      'content-length': String(tarBytes(entries)),
    },
    body: tarStream(entries, signal),
  };
}

function videoOf(opened: OpenedSample, params: unknown): SampleFile {
  const { camera } = params as { camera: string };
  const place = opened.sample.cameras.findIndex(({ name }) => name === camera);
  const video = requireEpisode(opened, episodeOf(params)).videos.find((each) => each.camera === place);
  if (video === undefined) throw notThere();
  return fileOf(opened, video.file);
}

function episodeOf(params: unknown): number {
  return (params as { episode: number }).episode;
}

function requireEpisode({ sample }: OpenedSample, number: number): SampleEpisode {
  const found = sample.episodes[number];
  if (found === undefined) throw notThere();
  return found;
}

function fileOf({ sample }: OpenedSample, digest: Digest): SampleFile {
  const file = sample.files.find((each) => each.digest === digest);
  if (file === undefined) throw notThere();
  return file;
}

function notThere(): ExchangeError {
  return new ExchangeError('not-found', 'The sample has no such thing, or there is no sample.');
}
