/** Columns whose values are hard to keep: every element type, NaN, -0, integers beyond 2^53, text beyond ASCII, still images. */

import type { Column } from '#node/dataset/dataset-reader.ts';
import { numbers } from './lerobot-fixture.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Features of every element type, with awkward values. */
export const EXTRA = [
  { name: 'observation.exact', dtype: 'float64', shape: [3], names: ['x', 'y', 'z'] },
  { name: 'observation.grid', dtype: 'float32', shape: [2, 3], names: null },
  { name: 'observation.flag', dtype: 'bool', shape: [1], names: null },
  { name: 'observation.tick', dtype: 'int64', shape: [1], names: null },
  { name: 'observation.level', dtype: 'uint8', shape: [2], names: null },
  { name: 'note', dtype: 'string', shape: [1], names: null },
  { name: 'observation.images.still', dtype: 'image', shape: [1, 1, 3], names: null },
];

/** Their columns. */
export function extraColumns(episode: number, frames: number): Map<string, Column> {
  const awkward = [0.1 + 0.2, -0, 5e-324, 1 / 3, Number.MAX_VALUE, Number.NaN];
  const length = (width: number) => ({ length: width * frames });
  return new Map<string, Column>([
    [
      'observation.exact',
      numbers(
        'float64',
        3,
        Float64Array.from(length(3), (_, i) => (awkward[i % 6] ?? 0) * (episode + 1)),
      ),
    ],
    [
      'observation.grid',
      numbers(
        'float32',
        6,
        Float32Array.from(length(6), (_, i) => i / 7),
      ),
    ],
    [
      'observation.flag',
      numbers(
        'bool',
        1,
        Uint8Array.from(length(1), (_, i) => i % 2),
      ),
    ],
    [
      'observation.tick',
      numbers(
        'int64',
        1,
        BigInt64Array.from(length(1), (_, i) => 2n ** 60n + BigInt(i)),
      ),
    ],
    [
      'observation.level',
      numbers(
        'uint8',
        2,
        Uint8Array.from(length(2), (_, i) => i % 256),
      ),
    ],
    ['note', { kind: 'text', rows: frames, values: Array.from(length(1), (_, i) => `frame ${i} 杯`) }],
    [
      'observation.images.still',
      {
        kind: 'images',
        rows: frames,
        values: Array.from(length(1), (_, i) => ({ bytes: PNG, path: `${i}.png` })),
      },
    ],
  ]);
}
