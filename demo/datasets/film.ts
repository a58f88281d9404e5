/** Films of the demo world: frames painted by the renderer, encoded as H.264 in an MP4 by a library without native code. */

import { writeFile } from 'node:fs/promises';
import hme from 'h264-mp4-encoder';
import type { FeatureStats } from '#node/dataset/write/lerobot-spec.ts';
import { markSyncSamples } from '#node/dataset/video/mark-sync-samples.ts';
import { QUANTILES } from '#node/dataset/write/episode-stats.ts';
import { Picture, type Stroke, type Viewpoint } from './picture.ts';

/** Size of all demo films, pixels. */
export const FILM_WIDTH = 160;
/** Height of all demo films, pixels. */
export const FILM_HEIGHT = 120;

/** Constant quantisation: small files, and the same bytes on every machine. */
const QUANTISER = 30;
/** The encoder's own scale, 0 to 10. */
const FASTEST = 10;
/** Every so many pixels are looked at for statistics; prime to the width, so that columns take turns. */
const PIXEL_STEP = 23;

/** One frame to paint. */
export interface Scene {
  readonly view: Viewpoint;
  readonly strokes: readonly Stroke[];
}

/** Writes a film and gives the statistics of its pixels that LeRobot keeps for images. */
export async function shootFilm(path: string, scenes: readonly Scene[], fps: number): Promise<FeatureStats> {
  const encoder = await hme.createH264MP4Encoder();
  encoder.width = FILM_WIDTH;
  encoder.height = FILM_HEIGHT;
  encoder.frameRate = fps;
  encoder.quantizationParameter = QUANTISER;
  encoder.groupOfPictures = fps;
  encoder.speed = FASTEST;
  encoder.initialize();
  const picture = new Picture(FILM_WIDTH, FILM_HEIGHT);
  const counts = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  for (const { view, strokes } of scenes) {
    picture.paint(view, strokes);
    countPixels(picture.pixels, counts);
    encoder.addFrameRgba(picture.pixels);
  }
  encoder.finalize();
  // The encoder names no key frames, and readers that seek would start between two of them.
  const bytes = markSyncSamples(encoder.FS.readFile(encoder.outputFilename), fps);
  encoder.delete();
  await writeFile(path, withoutDates(bytes));
  return pixelStats(counts);
}

/** Boxes of an MP4 file that hold boxes, and those that say when it was made (ISO/IEC 14496-12). */
const CONTAINERS = new Set(['moov', 'trak', 'mdia']);
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);
const BOX_HEADER = 8;
const VERSION_AND_FLAGS = 4;
const TWO_DATES = 8;

/** The encoder writes the time of day into three boxes; without it the same pictures make the same file. */
function withoutDates(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes);
  const walk = (from: number, to: number): void => {
    for (let at = from; at + BOX_HEADER <= to; at += view.readUInt32BE(at)) {
      const size = view.readUInt32BE(at);
      const type = view.toString('latin1', at + 4, at + BOX_HEADER);
      if (size < BOX_HEADER) return;
      if (CONTAINERS.has(type)) walk(at + BOX_HEADER, at + size);
      const dates = at + BOX_HEADER + VERSION_AND_FLAGS;
      if (DATED.has(type)) view.fill(0, dates, dates + TWO_DATES);
    }
  };
  walk(0, view.length);
  return view;
}

function countPixels(pixels: Uint8Array, counts: readonly Uint32Array[]): void {
  for (let at = 0; at < pixels.length; at += 4 * PIXEL_STEP) {
    counts.forEach((bins, channel) => {
      const value = pixels[at + channel] ?? 0;
      bins[value] = (bins[value] ?? 0) + 1;
    });
  }
}

/** Per channel, values scaled to 0..1. */
function pixelStats(counts: readonly Uint32Array[]): FeatureStats {
  const total = counts[0]?.reduce((sum, n) => sum + n, 0) ?? 0;
  const moment = (bins: Uint32Array, centre: number, power: number): number =>
    bins.reduce((sum, n, value) => sum + n * (value / 255 - centre) ** power, 0) / total;
  const quantile = (bins: Uint32Array, share: number): number => {
    let seen = 0;
    return bins.findIndex((n) => (seen += n) > share * (total - 1)) / 255;
  };
  const mean = counts.map((bins) => moment(bins, 0, 1));
  return {
    min: counts.map((bins) => bins.findIndex((n) => n > 0) / 255),
    max: counts.map((bins) => bins.findLastIndex((n) => n > 0) / 255),
    mean,
    std: counts.map((bins, channel) => Math.sqrt(moment(bins, mean[channel] ?? 0, 2))),
    count: total,
    quantiles: Object.fromEntries(
      Object.entries(QUANTILES).map(([name, share]) => [name, counts.map((bins) => quantile(bins, share))]),
    ),
  };
}
