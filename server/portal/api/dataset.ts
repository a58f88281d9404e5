/** One dataset of the catalog: its listing, and its manifest opened in the page by the lister's signature. */

import { useQuery } from '@tanstack/react-query';
import { datasetDetailSchema, type Listing } from '#contracts/http/catalog.ts';
import {
  MAX_SERIES_CHANNELS,
  MAX_SERIES_POINTS,
  sampleViewSchema,
  seriesSchema,
  type Series,
} from '#contracts/http/samples.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import { browserCrypto } from '../app/browser-crypto.ts';
import { callJson } from './client.ts';

/** A dataset as its page shows it. */
export interface DatasetView {
  readonly listing: Listing;
  readonly manifest: Manifest;
  readonly versions: readonly { readonly version: number; readonly publishedAt: string }[];
}

/** Path of a dataset's resources. */
export function datasetPath(id: string): string {
  return `/v1/datasets/${encodeURIComponent(id)}`;
}

/** A dataset. The manifest's signature is judged here, not by the server: one that does not hold is an error. */
export async function readDataset(id: string, signal?: AbortSignal): Promise<DatasetView> {
  const detail = await callJson(datasetPath(id), datasetDetailSchema, { signal });
  const { manifest } = await openManifest(browserCrypto, detail.manifest);
  return { listing: detail.listing, manifest, versions: detail.versions };
}

/** One dataset; null asks nothing. */
export function useDataset(id: string | null) {
  return useQuery({
    queryKey: ['datasets', id, 'detail'],
    enabled: id !== null,
    queryFn: ({ signal }) => readDataset(id ?? '', signal),
  });
}

/** What the public sample holds. */
export function useSample(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['datasets', id, 'sample'],
    enabled,
    retry: false,
    queryFn: ({ signal }) => callJson(`${datasetPath(id)}/sample`, sampleViewSchema, { signal }),
  });
}

/** Points of a series that is drawn as a line. */
const DRAWN_POINTS = 1200;

/** Series of an episode of the sample. */
export function useSeries(id: string, episode: number, channels: readonly number[]) {
  return useQuery({
    queryKey: ['datasets', id, 'sample', episode, channels],
    enabled: channels.length > 0,
    staleTime: Infinity,
    queryFn: ({ signal }) => readSeries(id, { episode, channels, points: DRAWN_POINTS }, signal),
  });
}

/** Series of any number of channels, as many points as there are: one answer for each {@link MAX_SERIES_CHANNELS}. */
export function useMotionSeries(id: string, episode: number, channels: readonly number[]) {
  return useQuery({
    queryKey: ['datasets', id, 'sample', episode, 'motion', channels],
    enabled: channels.length > 0,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(channels.length / MAX_SERIES_CHANNELS) }, (_, i) =>
        channels.slice(i * MAX_SERIES_CHANNELS, (i + 1) * MAX_SERIES_CHANNELS),
      );
      return Promise.all(
        parts.map((part) => readSeries(id, { episode, channels: part, points: MAX_SERIES_POINTS }, signal)),
      );
    },
  });
}

function readSeries(
  id: string,
  wanted: { readonly episode: number; readonly channels: readonly number[]; readonly points: number },
  signal: AbortSignal,
): Promise<Series> {
  const { episode, channels, points } = wanted;
  const query = { channels: channels.join(','), points };
  return callJson(`${datasetPath(id)}/sample/episodes/${episode}/series`, seriesSchema, { query, signal });
}
