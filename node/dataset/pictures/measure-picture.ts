/** What one decoded picture shows of itself. Works on brightness alone, so that every decoder gives the same figures. */

/** Brightness of a picture, row by row, 8 bits a pixel. `fullRange` is true where 0 is black and 255 white, false for 16 and 235. */
export interface Luma {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
  readonly fullRange: boolean;
}

/** Figures of one picture. */
export interface PictureMeasures {
  readonly black: boolean;
  readonly dark: number;
  readonly bright: number;
  readonly sharpness: number;
  /** Mean brightness of each cell of a grid of {@link GRID_COLUMNS} by {@link GRID_ROWS}. */
  readonly cells: Float32Array;
}

/** Cells by which two pictures are compared. */
export const GRID_COLUMNS = 16;
const GRID_ROWS = 12;

/** Longer side to which pictures are averaged down: figures of large and small cameras compare, and cost stays bounded. */
const MAX_SIDE = 640;
/** A pixel below this share of the range is black, a picture with this share of such pixels too (defaults of ffmpeg's `blackdetect`). */
const BLACK_PIXEL = 0.1;
const BLACK_PICTURE = 0.98;
/** Levels next to either end of the range that count as clipped: encoders overshoot. */
const CLIPPED_LEVELS = 2;

/**
 * Measures a picture.
 *
 * dark, bright: share of pixels at the lower and upper end of the range (clipping as saturation in EMVA 1288). sharpness: variance of the
 * 4-neighbour Laplacian, in squared levels (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000). black: as
 * ffmpeg's `blackdetect` judges one picture.
 */
export function measurePicture(luma: Luma): PictureMeasures {
  const { plane, width, height } = averagedDown(luma);
  const low = luma.fullRange ? 0 : 16;
  const high = luma.fullRange ? 255 : 235;
  const blackest = low + BLACK_PIXEL * (high - low);
  let black = 0;
  let dark = 0;
  let bright = 0;
  for (const value of plane) {
    if (value <= blackest) black++;
    if (value <= low + CLIPPED_LEVELS) dark++;
    else if (value >= high - CLIPPED_LEVELS) bright++;
  }
  const pixels = Math.max(1, plane.length);
  return {
    black: black / pixels >= BLACK_PICTURE,
    dark: dark / pixels,
    bright: bright / pixels,
    sharpness: laplacianVariance(plane, width, height),
    cells: gridMeans(plane, width, height),
  };
}

interface Plane {
  readonly plane: Float32Array;
  readonly width: number;
  readonly height: number;
}

function averagedDown({ data, width, height, stride }: Luma): Plane {
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / MAX_SIDE));
  const columns = Math.max(1, Math.floor(width / factor));
  const rows = Math.max(1, Math.floor(height / factor));
  const plane = new Float32Array(columns * rows);
  const scale = 1 / (factor * factor);
  for (let row = 0; row < rows; row++) {
    for (let inner = 0; inner < factor; inner++) {
      let at = (row * factor + inner) * stride;
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let i = 0; i < factor; i++) sum += data[at++] ?? 0;
        plane[row * columns + column] = (plane[row * columns + column] ?? 0) + sum * scale;
      }
    }
  }
  return { plane, width: columns, height: rows };
}

function laplacianVariance(plane: Float32Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  for (let row = 1; row < height - 1; row++) {
    for (let at = row * width + 1; at < (row + 1) * width - 1; at++) {
      const value =
        (plane[at - 1] ?? 0) +
        (plane[at + 1] ?? 0) +
        (plane[at - width] ?? 0) +
        (plane[at + width] ?? 0) -
        4 * (plane[at] ?? 0);
      sum += value;
      squares += value * value;
    }
  }
  const count = Math.max(0, width - 2) * Math.max(0, height - 2);
  return count === 0 ? 0 : Math.max(0, squares / count - (sum / count) ** 2);
}

function gridMeans(plane: Float32Array, width: number, height: number): Float32Array {
  const sums = new Float32Array(GRID_COLUMNS * GRID_ROWS);
  const counts = new Float32Array(sums.length);
  for (let row = 0; row < height; row++) {
    const base = Math.floor((row * GRID_ROWS) / height) * GRID_COLUMNS;
    for (let column = 0; column < width; column++) {
      const cell = base + Math.floor((column * GRID_COLUMNS) / width);
      sums[cell] = (sums[cell] ?? 0) + (plane[row * width + column] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1));
}

/** Largest change of a cell between two pictures, levels. */
export function largestChange(before: Float32Array, after: Float32Array): number {
  let most = 0;
  after.forEach((value, cell) => (most = Math.max(most, Math.abs(value - (before[cell] ?? 0)))));
  return most;
}
