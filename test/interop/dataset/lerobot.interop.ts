/**
 * Opens written datasets with the real `lerobot` package. Opt-in: KIN_INTEROP_PYTHON names a Python that has lerobot 0.4 or newer;
 * `node --test "test/**\/*.interop.ts"` skips by name without it.
 */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import type { Column } from '#node/dataset/dataset-reader.ts';
import { CAMERA, numbers, reach, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const python = process.env['KIN_INTEROP_PYTHON'];
const skip = python === undefined ? 'needs KIN_INTEROP_PYTHON, a Python with the package lerobot' : false;

interface Seen {
  readonly episodes: number;
  readonly frames: number;
  readonly fps: number;
  readonly features: readonly string[];
  readonly rows: readonly Readonly<Record<string, readonly number[] | string>>[];
}

async function load(dir: string, rows: readonly number[]): Promise<Seen> {
  const script = join(import.meta.dirname, 'load_lerobot.py');
  const { stdout } = await promisify(execFile)(python ?? '', [script, dir, rows.join(',')], {
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Seen;
}

const EXTRA = [
  { name: 'observation.exact', dtype: 'float64', shape: [3], names: null },
  { name: 'observation.grid', dtype: 'float32', shape: [2, 3], names: null },
  { name: 'observation.flag', dtype: 'bool', shape: [1], names: null },
  { name: 'observation.level', dtype: 'uint8', shape: [2], names: null },
  { name: 'note', dtype: 'string', shape: [1], names: null },
];

function extraColumns(episode: number, frames: number): Map<string, Column> {
  return new Map<string, Column>([
    [
      'observation.exact',
      numbers(
        'float64',
        3,
        Float64Array.from({ length: 3 * frames }, (_, i) => i / 4 + episode),
      ),
    ],
    [
      'observation.grid',
      numbers(
        'float32',
        6,
        Float32Array.from({ length: 6 * frames }, (_, i) => i / 8),
      ),
    ],
    [
      'observation.flag',
      numbers(
        'bool',
        1,
        Uint8Array.from({ length: frames }, (_, i) => i % 2),
      ),
    ],
    [
      'observation.level',
      numbers(
        'uint8',
        2,
        Uint8Array.from({ length: 2 * frames }, (_, i) => i % 256),
      ),
    ],
    ['note', { kind: 'text', rows: frames, values: Array.from({ length: frames }, (_, i) => `frame ${i}`) }],
  ]);
}

test('the reference package loads what is written, every type and every camera', { skip }, async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { withVideo: true, extraFeatures: EXTRA, extraColumns });
  const seen = await load(dir, [0, 45, 119]);
  assert.deepEqual([seen.episodes, seen.frames, seen.fps], [3, 120, 30]);
  const row = seen.rows[1];
  assert.ok(row);
  assert.deepEqual(
    [row['episode_index'], row['frame_index'], row['task'], row['note']],
    [[1], [5], 'Open the drawer.', 'frame 5'],
  );
  const expected = Array.from({ length: 6 }, (_, joint) => Math.fround(reach(1, 5, joint)));
  assert.deepEqual(row['observation.state'], expected);
  assert.deepEqual(
    row['observation.exact'],
    [15, 16, 17].map((i) => i / 4 + 1),
  );
  assert.deepEqual(
    row['observation.grid'],
    [30, 31, 32, 33, 34, 35].map((i) => i / 8),
  );
  assert.equal(row[CAMERA]?.length, 8);
});
