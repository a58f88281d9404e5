/** Columns of an episode as the writer takes them. */

import type { Column, NumberColumn } from '#node/dataset/dataset-reader.ts';
import type { WriterFeature } from '#node/dataset/write/lerobot-spec.ts';
import { FILM_HEIGHT, FILM_WIDTH, type Scene } from './film.ts';

/** A made-up recording of one episode. */
export interface Recording {
  readonly columns: Map<string, Column>;
  /** Frames by camera. */
  readonly films: ReadonlyMap<string, readonly Scene[]>;
}

/** What is recorded: the features that an episode kind yields. */
export interface Recorder {
  readonly features: readonly WriterFeature[];
  record(episode: number): Recording;
}

/** A float32 feature with named dimensions. */
export function floatFeature(name: string, names: readonly string[]): WriterFeature {
  return { name, dtype: 'float32', shape: [names.length], names };
}

/** A film of one camera. */
export function filmFeature(camera: string, fps: number): WriterFeature {
  return {
    name: camera,
    dtype: 'video',
    shape: [FILM_HEIGHT, FILM_WIDTH, 3],
    names: ['height', 'width', 'channels'],
    info: {
      height: FILM_HEIGHT,
      width: FILM_WIDTH,
      codec: 'h264',
      pix_fmt: 'yuv420p',
      fps,
      channels: 3,
      is_depth_map: false,
      has_audio: false,
    },
  };
}

/** A float32 column from one vector per frame. */
export function floatColumn(rows: readonly (readonly number[])[]): NumberColumn {
  const width = rows[0]?.length ?? 1;
  return {
    kind: 'numbers',
    type: 'float32',
    width,
    rows: rows.length,
    values: Float32Array.from(rows.flat()),
    missing: null,
  };
}

/** A text column that says the same in every frame. */
export function textColumn(text: string, rows: number): Column {
  return { kind: 'text', rows, values: Array.from({ length: rows }, () => text) };
}
