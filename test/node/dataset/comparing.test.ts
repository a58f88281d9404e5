import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareShapes, episodeShape, poseDiversity } from '#node/dataset/quality/episode-shapes.ts';
import { labelCoverage } from '#node/dataset/quality/label-coverage.ts';
import type { EpisodeSignals } from '#node/dataset/quality/signals.ts';
import { streamTiming } from '#node/dataset/quality/streams.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { writeMcapFixture } from '#test/support/recording-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const clock = (count: number, rate: number, start = 0): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => start + i / rate);

test('finds a source clock that runs away from the recording’s', () => {
  const times = clock(1000, 100);
  const slow = times.map((time) => 1_700_000_000 + time * 0.999);
  const { driftMs } = streamTiming([{ times, stamps: slow }]);
  // Nine tenths of ten seconds lie between the ends that are compared.
  assert.ok(Math.abs((driftMs ?? 0) - 9) < 0.01, String(driftMs));
  const steady = streamTiming([{ times, stamps: times.map((time) => 5e8 + time) }]).driftMs ?? Number.NaN;
  assert.ok(steady < 1e-3, String(steady));
  assert.equal(streamTiming([{ times, stamps: null }]).driftMs, null);
  assert.equal(streamTiming([{ times: times.subarray(0, 10), stamps: slow.subarray(0, 10) }]).driftMs, null);
});

test('tells how much of the time every stream covers', () => {
  const overlap = (...streams: Float64Array[]) =>
    streamTiming(streams.map((times) => ({ times, stamps: null }))).overlap;
  assert.equal(overlap(clock(101, 100), clock(11, 10)), 1);
  assert.equal(overlap(clock(101, 100), clock(51, 100, 0.5)), 0.5);
  assert.equal(overlap(clock(101, 100), clock(101, 100, 3)), 0);
  assert.equal(overlap(clock(101, 100)), null);
});

function episode(rows: number, motion: (share: number, channel: number) => number): EpisodeSignals {
  const values = Float64Array.from({ length: rows * 3 }, (_, i) =>
    motion(Math.floor(i / 3) / (rows - 1), i % 3),
  );
  const signal = {
    name: 'state',
    role: 'state',
    width: 3,
    values,
    moving: true,
    joints: null,
    toJointUnit: null,
  } as const;
  return { rows, fps: 30, timestamps: null, signals: [signal] };
}

const wave =
  (phase: number, noise = 0) =>
  (share: number, channel: number) =>
    Math.sin(6 * share + channel + phase) + noise * Math.sin(1e4 * share + channel);

test('groups episodes whose motion is nearly the same and takes as long', () => {
  const all = [
    episode(100, wave(0)),
    episode(100, wave(1)),
    episode(104, wave(0, 0.005)),
    episode(100, wave(2)),
    episode(300, wave(0)),
    episode(97, wave(1.005)),
  ];
  const shapes = all.map((signals, i) => episodeShape(i, signals));
  const result = compareShapes(shapes.filter((shape) => shape !== null));
  assert.equal(result.compared, 6);
  // Episode 4 moves as episode 0 does, three times as slowly: another motion.
  assert.deepEqual(result.groups, [
    [0, 2],
    [1, 5],
  ]);
});

test('compares nothing where nothing moves', () => {
  const signals: EpisodeSignals = { rows: 10, fps: 30, timestamps: null, signals: [] };
  assert.equal(episodeShape(0, signals), null);
  assert.deepEqual(compareShapes([]), {
    compared: 0,
    groups: [],
    startDiversity: null,
    goalDiversity: null,
  });
});

test('counts poses that are far apart, and those that are the same once', () => {
  const pose = (value: number) => Float32Array.of(value, value);
  assert.equal(poseDiversity([pose(0), pose(0), pose(0)]), 1);
  assert.ok(Math.abs((poseDiversity([pose(0), pose(0.5), pose(1)]) ?? 0) - 3) < 1e-6);
  const halves = poseDiversity([pose(0), pose(0), pose(1), pose(1)]) ?? 0;
  assert.ok(Math.abs(halves - 2) < 1e-6, String(halves));
  assert.equal(poseDiversity([pose(0)]), null);
});

test('counts frames that a sentence covers', () => {
  const taskIndex = {
    kind: 'numbers',
    type: 'int64',
    width: 1,
    rows: 4,
    values: BigInt64Array.of(0n, 0n, 1n, 7n),
    missing: null,
  } as const;
  const tasks = new Map([
    [0, 'Pick the cup.'],
    [1, ' '],
  ]);
  assert.equal(labelCoverage({ frames: 4, taskIndex, tasks, sentences: [] }), 0.5);
  assert.equal(labelCoverage({ frames: 4, taskIndex: undefined, tasks, sentences: ['Pick.'] }), 1);
  assert.equal(labelCoverage({ frames: 4, taskIndex: undefined, tasks, sentences: [] }), 0);
  assert.equal(labelCoverage({ frames: 0, taskIndex: undefined, tasks, sentences: [] }), null);
});

test('states them in the facts: diversity, completeness, drift and overlap', async (t) => {
  const folder = await tempFolder(t);
  await writeLerobotFixture(join(folder, 'set'));
  const { quality } = await scanDataset(join(folder, 'set'));
  const overall = new Map(quality.overall?.map(({ id, value }) => [id, value]));
  assert.ok((overall.get('start-diversity') ?? 0) >= 1);
  assert.equal(overall.get('force-completeness'), 0);
  assert.equal(quality.nearDuplicates?.compared, 3);
  assert.equal(quality.metrics.find(({ id }) => id === 'label-coverage')?.median, 1);
  const recording = join(folder, 'recording');
  await writeMcapFixture(join(recording, 'a.mcap'));
  const facts = await scanDataset(recording);
  const recorded = new Map(facts.quality.overall?.map(({ id, value }) => [id, value]));
  assert.equal(recorded.get('force-completeness'), 1);
  // The fixture's efforts never change: a channel that stands still measures nothing.
  assert.equal(recorded.get('joint-torque-completeness'), 0);
  const median = (id: string) => facts.quality.metrics.find((metric) => metric.id === id)?.median;
  assert.ok((median('stream-overlap') ?? 0) > 0.98);
  // Every header of the fixture bears the same stamp, while two seconds pass.
  assert.ok((median('stream-drift') ?? 0) > 1700, String(median('stream-drift')));
});
