import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parquetMetadataAsync, asyncBufferFromFile } from 'hyparquet';
import { isExchangeError } from '#contracts/errors.ts';
import type { Column, Episode } from '#node/dataset/dataset-reader.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { columnStats, StatsAggregate } from '#node/dataset/write/episode-stats.ts';
import type { LerobotSpec } from '#node/dataset/write/lerobot-spec.ts';
import { dataFile, numbers, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const BOOKKEEPING = new Set(['frame_index', 'episode_index', 'index', 'task_index']);

const EXTRA = [
  { name: 'observation.exact', dtype: 'float64', shape: [3], names: null },
  { name: 'observation.grid', dtype: 'float32', shape: [2, 3], names: null },
  { name: 'observation.flag', dtype: 'bool', shape: [1], names: null },
  { name: 'observation.tick', dtype: 'int64', shape: [1], names: null },
  { name: 'observation.level', dtype: 'uint8', shape: [2], names: null },
  { name: 'note', dtype: 'string', shape: [1], names: null },
];

function extraColumns(episode: number, frames: number): Map<string, Column> {
  const awkward = [0.1 + 0.2, -0, 5e-324, 1 / 3, Number.MAX_VALUE, -1e-17];
  return new Map<string, Column>([
    [
      'observation.exact',
      numbers(
        'float64',
        3,
        Float64Array.from({ length: 3 * frames }, (_, i) => (awkward[i % 6] ?? 0) + episode),
      ),
    ],
    [
      'observation.grid',
      numbers(
        'float32',
        6,
        Float32Array.from({ length: 6 * frames }, (_, i) => i / 7),
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
      'observation.tick',
      numbers(
        'int64',
        1,
        BigInt64Array.from({ length: frames }, (_, i) => 2n ** 60n + BigInt(i)),
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
    [
      'note',
      { kind: 'text', rows: frames, values: Array.from({ length: frames }, (_, i) => `frame ${i} 杯`) },
    ],
  ]);
}

async function readAll(dir: string): Promise<Episode[]> {
  await using reader = await openDataset(dir);
  const episodes: Episode[] = [];
  for await (const episode of reader.streamEpisodes()) episodes.push(episode);
  return episodes;
}

async function convert(from: string, to: string, version: 'v2.1' | 'v3.0'): Promise<void> {
  await using reader = await openDataset(from);
  const spec: LerobotSpec = {
    version,
    fps: reader.declared.fps ?? 0,
    robotType: reader.robotType,
    features: reader.features,
  };
  const writer = await createLerobotWriter(to, spec);
  for await (const { columns, meta } of reader.streamEpisodes()) {
    const own = new Map([...columns].filter(([name]) => !BOOKKEEPING.has(name)));
    await writer.addEpisode({ columns: own, task: meta.tasks[0] ?? '' });
  }
  await writer.finish();
}

test('keeps every number through v2.1 → v3.0 → v2.1', async (t) => {
  const folder = await tempFolder(t);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, name)) as [string, string, string];
  await writeLerobotFixture(a, { version: 'v2.1', extraFeatures: EXTRA, extraColumns });
  await convert(a, b, 'v3.0');
  await convert(b, c, 'v2.1');
  const [first, second, third] = [await readAll(a), await readAll(b), await readAll(c)];
  assert.equal(first.length, 3);
  for (const [i, episode] of first.entries()) {
    assert.deepEqual(second[i]?.columns, episode.columns);
    assert.deepEqual(third[i], episode);
  }
});

test('gives what was written back to the bit, whatever its type', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { extraFeatures: EXTRA, extraColumns });
  const episodes = await readAll(dir);
  for (const [i, { columns }] of episodes.entries()) {
    for (const [name, column] of extraColumns(i, 40)) {
      const read = columns.get(name);
      if (name === 'observation.grid') assert.equal(read?.kind, 'numbers');
      assert.deepEqual(read, column, name);
    }
  }
});

test('numbers frames, episodes and tasks as the format asks', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { frames: 4 });
  const [, second] = await readAll(dir);
  const values = (name: string) => {
    const column = second?.columns.get(name);
    return column?.kind === 'numbers' ? [...column.values].map(Number) : [];
  };
  assert.deepEqual(values('frame_index'), [0, 1, 2, 3]);
  assert.deepEqual(values('episode_index'), [1, 1, 1, 1]);
  assert.deepEqual(values('index'), [4, 5, 6, 7]);
  assert.deepEqual(values('task_index'), [1, 1, 1, 1]);
  assert.deepEqual(values('timestamp'), [0, 1 / 30, 2 / 30, 3 / 30].map(Math.fround));
});

test('writes one row group an episode and the footer that the datasets library reads', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { extraFeatures: EXTRA, extraColumns });
  const meta = await parquetMetadataAsync(await asyncBufferFromFile(dataFile(dir)));
  assert.deepEqual(
    meta.row_groups.map(({ num_rows }) => Number(num_rows)),
    [40, 40, 40],
  );
  const footer = meta.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value ?? '{}';
  const { info } = JSON.parse(footer) as { info: { features: Record<string, unknown> } };
  assert.deepEqual(info.features['observation.exact'], {
    feature: { dtype: 'float64', _type: 'Value' },
    length: 3,
    _type: 'List',
  });
  assert.deepEqual(info.features['observation.grid'], { shape: [2, 3], dtype: 'float32', _type: 'Array2D' });
  assert.deepEqual(info.features['task_index'], { dtype: 'int64', _type: 'Value' });
});

test('computes statistics that agree with the values, and combines them over episodes', () => {
  const part = (from: number, to: number) =>
    columnStats(
      numbers(
        'float64',
        1,
        Float64Array.from({ length: to - from }, (_, i) => (from + i) ** 2),
      ),
    );
  const whole = part(0, 100);
  const aggregate = new StatsAggregate();
  aggregate.add(part(0, 30));
  aggregate.add(part(30, 100));
  const joined = aggregate.value;
  assert.ok(joined);
  assert.deepEqual([joined.count, joined.min, joined.max], [100, whole.min, whole.max]);
  assert.ok(Math.abs((joined.mean[0] ?? 0) - (whole.mean[0] ?? 1)) < 1e-9);
  assert.ok(Math.abs((joined.std[0] ?? 0) - (whole.std[0] ?? 1)) < 1e-9);
  assert.equal(whole.quantiles['q50']?.[0], (49 ** 2 + 50 ** 2) / 2);
});

test('is read back without findings or discrepancies, in both versions', async (t) => {
  for (const version of ['v2.1', 'v3.0'] as const) {
    const dir = join(await tempFolder(t), version);
    await writeLerobotFixture(dir, { version, withVideo: true, extraFeatures: EXTRA, extraColumns });
    const facts = await scanDataset(dir);
    assert.deepEqual([facts.findings, facts.discrepancies], [[], []]);
    const info = JSON.parse(await readFile(join(dir, 'meta/info.json'), 'utf8')) as { total_frames: number };
    assert.equal(info.total_frames, 120);
  }
});

test('refuses folders that are not empty and episodes that do not fit', async (t) => {
  const folder = await tempFolder(t);
  const spec: LerobotSpec = {
    version: 'v3.0',
    fps: 10,
    robotType: null,
    features: [{ name: 'action', dtype: 'float32', shape: [2], names: null }],
  };
  const refused = (columns: [string, Column][]) => async () => {
    const writer = await createLerobotWriter(join(folder, `${Math.random()}`), spec);
    await writer.addEpisode({ columns: new Map(columns), task: 'a task' });
  };
  const isBad = (error: unknown) => isExchangeError(error, 'bad-dataset');
  await assert.rejects(refused([]), isBad);
  await assert.rejects(refused([['action', numbers('float32', 3, new Float32Array(6))]]), isBad);
  await assert.rejects(refused([['action', numbers('float64', 2, new Float64Array(4))]]), isBad);
  const good = numbers('float32', 2, new Float32Array(4));
  await assert.rejects(
    refused([
      ['action', good],
      ['other', good],
    ]),
    isBad,
  );
  await assert.rejects(createLerobotWriter(folder, spec), (error) => isExchangeError(error, 'conflict'));
});
