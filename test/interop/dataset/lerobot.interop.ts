/** The reference package opens what is written and converted, in both layouts: every number to the bit, every frame decoded. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Column } from '#node/dataset/dataset-reader.ts';
import { columnDigests, type ColumnDigest } from '#test/support/column-digests.ts';
import { CAMERA, numbers, reach, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { ask, pythonEnvironment, type Environment } from '../python/environment.ts';

const current = await pythonEnvironment('current');
const legacy = await pythonEnvironment('legacy');

/** What `read_lerobot.py` says. */
interface Seen {
  readonly episodes: number;
  readonly frames: number;
  readonly fps: number;
  readonly features: readonly string[];
  readonly cameras: number;
  readonly pictures: number;
  readonly digests: Readonly<Record<string, ColumnDigest>>;
  readonly rows: Readonly<Record<string, Readonly<Record<string, readonly number[] | string>>>>;
}

function load(environment: Environment, dir: string, rows: readonly number[] = []): Promise<Seen> {
  return ask<Seen>(environment, 'read_lerobot.py', [dir, rows.join(',')]);
}

const EXTRA = [
  { name: 'observation.exact', dtype: 'float64', shape: [3], names: null },
  { name: 'observation.grid', dtype: 'float32', shape: [2, 3], names: null },
  { name: 'observation.flag', dtype: 'bool', shape: [1], names: null },
  { name: 'observation.level', dtype: 'uint8', shape: [2], names: null },
  { name: 'note', dtype: 'string', shape: [1], names: null },
];

function extraColumns(episode: number, frames: number): Map<string, Column> {
  const exact = Float64Array.from({ length: 3 * frames }, (_, i) => i / 3 + episode);
  const grid = Float32Array.from({ length: 6 * frames }, (_, i) => i / 7);
  const flag = Uint8Array.from({ length: frames }, (_, i) => i % 2);
  const level = Uint8Array.from({ length: 2 * frames }, (_, i) => i % 256);
  return new Map<string, Column>([
    ['observation.exact', numbers('float64', 3, exact)],
    ['observation.grid', numbers('float32', 6, grid)],
    ['observation.flag', numbers('bool', 1, flag)],
    ['observation.level', numbers('uint8', 2, level)],
    ['note', { kind: 'text', rows: frames, values: Array.from({ length: frames }, (_, i) => `frame ${i}`) }],
  ]);
}

/** The package sees what we see: sizes, every number, one picture a frame and camera. */
async function requireSame(environment: Environment, dir: string): Promise<Seen> {
  const seen = await load(environment, dir, [0, 45, 119]);
  assert.deepEqual([seen.episodes, seen.frames, seen.fps, seen.cameras], [3, 120, 30, 1]);
  assert.equal(seen.pictures, 120);
  assert.deepEqual(seen.digests, await columnDigests(dir));
  return seen;
}

const layouts = [
  { version: 'v3.0', other: 'v2.1', environment: current, converted: legacy },
  { version: 'v2.1', other: 'v3.0', environment: legacy, converted: current },
] as const;
for (const { version, other, environment, converted } of layouts) {
  const skip = environment.skip !== false ? environment.skip : converted.skip;
  test(`lerobot opens ${version}, and ${other} made of it, and ${version} again`, { skip }, async (t) => {
    const folder = await tempFolder(t);
    const dir = join(folder, 'set');
    await writeLerobotFixture(dir, { version, withVideo: true, extraFeatures: EXTRA, extraColumns });
    const seen = await requireSame(environment, dir);
    const row = seen.rows['45'];
    assert.ok(row);
    assert.deepEqual([row['episode_index'], row['task'], row['note']], [[1], 'Open the drawer.', 'frame 5']);
    const expected = Array.from({ length: 6 }, (_, joint) => Math.fround(reach(1, 5, joint)));
    assert.deepEqual(row['observation.state'], expected);
    assert.equal(row[CAMERA]?.length, 8);

    const there = join(folder, 'there');
    const made = await kin(['convert', dir, '--to', `lerobot-${other}`, '-o', there]);
    assert.equal(made.code, 0, made.stderr);
    assert.deepEqual((await requireSame(converted, there)).digests, seen.digests);
    const back = join(folder, 'back');
    const returned = await kin(['convert', there, '--to', `lerobot-${version}`, '-o', back]);
    assert.equal(returned.code, 0, returned.stderr);
    assert.deepEqual((await requireSame(environment, back)).digests, seen.digests);
  });
}
