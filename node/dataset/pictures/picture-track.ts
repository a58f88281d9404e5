/** Pictures of one camera in time order, as figures. */

import { largestChange, type PictureMeasures } from './measure-picture.ts';

/** Figures of judged pictures, one place per picture. */
export interface PictureTrack {
  /** Seconds; NaN where a picture has no time. */
  readonly times: Float64Array;
  readonly black: Uint8Array;
  readonly dark: Float32Array;
  readonly bright: Float32Array;
  readonly sharpness: Float32Array;
  /** Largest change of brightness since the picture before, levels; NaN for the first. */
  readonly change: Float32Array;
}

/** Still pictures that were taken out of an episode: encoded, or raw rows of 8-bit pixels. */
export interface StillPicture {
  readonly seconds: number | null;
  readonly bytes: Uint8Array;
  /** Size and channels of raw pixels; null for an encoded picture. */
  readonly raw: { readonly width: number; readonly height: number; readonly channels: number } | null;
}

/** Collects a track, picture by picture. */
export class TrackBuilder {
  readonly #times: number[] = [];
  readonly #measures: PictureMeasures[] = [];
  readonly #change: number[] = [];
  #cells: Float32Array | null = null;

  /** Adds the next picture. */
  add(seconds: number | null, measures: PictureMeasures): void {
    this.#times.push(seconds ?? Number.NaN);
    this.#change.push(this.#cells === null ? Number.NaN : largestChange(this.#cells, measures.cells));
    this.#cells = measures.cells;
    this.#measures.push({ ...measures, cells: new Float32Array() });
  }

  /** Pictures so far. */
  get length(): number {
    return this.#times.length;
  }

  /** The track so far. */
  track(): PictureTrack {
    const all = this.#measures;
    return {
      times: Float64Array.from(this.#times),
      black: Uint8Array.from(all, ({ black }) => (black ? 1 : 0)),
      dark: Float32Array.from(all, ({ dark }) => dark),
      bright: Float32Array.from(all, ({ bright }) => bright),
      sharpness: Float32Array.from(all, ({ sharpness }) => sharpness),
      change: Float32Array.from(this.#change),
    };
  }
}
