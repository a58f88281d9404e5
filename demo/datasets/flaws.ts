/** What careless collection does to recordings: a stuck bus, a lost link, wrapped encoders, an episode saved twice. */

import type { Column } from '#node/dataset/dataset-reader.ts';

const STUCK_EPISODE = 2;
const GAP_EPISODE = 4;
const WRAP_EPISODE = 5;
const COPY_EPISODE = 7;
/** Episode that {@link COPY_EPISODE} repeats. */
const COPIED_EPISODE = 1;
/** Seconds that are missing in the middle of the episode with a gap. */
const GAP_SECONDS = 0.9;
const WRAP_DEGREES = 180;

/** The episode whose recording is written in the place of `episode`. */
export function recordedInstead(episode: number): number {
  return episode === COPY_EPISODE ? COPIED_EPISODE : episode;
}

/** Damages the columns of one episode as the story has it. Columns are changed in place; a timestamp column may be added. */
export function damage(columns: Map<string, Column>, episode: number, fps: number): void {
  const state = columns.get('observation.state');
  if (state?.kind !== 'numbers' || !(state.values instanceof Float32Array)) return;
  const { values, width, rows } = state;
  if (episode === STUCK_EPISODE) {
    // Readings of the last two thirds are the reading at one third.
    const from = Math.floor(rows / 3);
    for (let row = from; row < rows; row++) values.copyWithin(row * width, from * width, (from + 1) * width);
  }
  if (episode === WRAP_EPISODE) {
    for (let row = 5; row < rows; row += 9) values[row * width] = (values[row * width] ?? 0) + WRAP_DEGREES;
  }
  if (episode === GAP_EPISODE) {
    const times = Float32Array.from(
      { length: rows },
      (_, row) => row / fps + (row > rows / 2 ? GAP_SECONDS : 0),
    );
    columns.set('timestamp', {
      kind: 'numbers',
      type: 'float32',
      width: 1,
      rows,
      values: times,
      missing: null,
    });
  }
}
