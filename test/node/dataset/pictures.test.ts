import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { measurePicture, type Luma } from '#node/dataset/pictures/measure-picture.ts';
import { PictureDecoder } from '#node/dataset/pictures/picture-decoder.ts';
import type { PictureTrack } from '#node/dataset/pictures/picture-track.ts';
import { pictureQuality, worstPictures } from '#node/dataset/quality/picture-quality.ts';
import type { EpisodeSignals } from '#node/dataset/quality/signals.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { plainVideo } from '#test/support/seeded-video.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

function luma(width: number, height: number, paint: (x: number, y: number) => number): Luma {
  const data = Uint8Array.from({ length: width * height }, (_, i) => paint(i % width, Math.floor(i / width)));
  return { data, width, height, stride: width, fullRange: true };
}

test('measures black, clipped and blurred pictures', () => {
  const black = measurePicture(luma(64, 48, () => 3));
  assert.deepEqual([black.black, black.dark, black.bright, black.sharpness], [true, 0, 0, 0]);
  const half = measurePicture(luma(64, 48, (x) => (x < 32 ? 0 : 255)));
  assert.deepEqual([half.black, half.dark, half.bright], [false, 0.5, 0.5]);
  // A board of single pixels: the Laplacian is four steps up or down everywhere.
  const board = measurePicture(luma(64, 48, (x, y) => ((x + y) % 2 === 0 ? 100 : 110)));
  assert.equal(board.sharpness, 1600);
  const slope = measurePicture(luma(64, 48, (x) => 2 * x));
  assert.equal(slope.sharpness, 0);
});

test('averages large pictures down, so that cameras of any size compare', () => {
  const large = measurePicture(luma(1280, 960, (x) => (x < 640 ? 0 : 255)));
  assert.deepEqual([large.dark, large.bright], [0.5, 0.5]);
  assert.equal(large.cells.length, 192);
  assert.deepEqual([large.cells[0], large.cells[191]], [0, 255]);
});

function trackOf(changes: readonly number[]): PictureTrack {
  const count = changes.length;
  return {
    times: Float64Array.from({ length: count }, (_, i) => 10 + i * 0.5),
    black: Uint8Array.from({ length: count }, (_, i) => (i === 0 ? 1 : 0)),
    dark: new Float32Array(count).fill(0.25),
    bright: new Float32Array(count),
    sharpness: Float32Array.from({ length: count }, (_, i) => i),
    change: Float32Array.from(changes),
  };
}

function moving(until: number): EpisodeSignals {
  const rows = 150;
  const values = Float64Array.from({ length: rows }, (_, row) => Math.min(row / 30, until));
  const signal = {
    name: 'state',
    role: 'state',
    width: 1,
    values,
    moving: true,
    joints: null,
    toJointUnit: null,
  } as const;
  return { rows, fps: 30, timestamps: null, signals: [signal] };
}

test('calls a picture frozen only while the robot moves', () => {
  const track = trackOf([Number.NaN, 5, 0.2, 0.2, 0.2, 0.2, 5, 5]);
  const of = (signals: EpisodeSignals) =>
    pictureQuality(track, { from: 10, to: null }, { episode: 3, camera: 'top', signals });
  assert.equal(of(moving(5)).frozenLongest, 2);
  // The robot comes to rest one second in: what stands still then may well be the scene.
  assert.equal(of(moving(1)).frozenLongest, 0.5);
  // Where no sensor tells, a resting scene still has the noise of its camera, and a stalled camera has not.
  const untold: EpisodeSignals = { rows: 0, fps: null, timestamps: null, signals: [] };
  assert.equal(of(untold).frozenLongest, 0);
  const stalled = trackOf([Number.NaN, 5, 0, 0.01, 0, 0, 5, 5]);
  const alone = { episode: 3, camera: 'top', signals: untold };
  assert.equal(pictureQuality(stalled, { from: 10, to: null }, alone).frozenLongest, 2);
  const { judged, black, sharpness, dark } = of(moving(5));
  assert.deepEqual([judged, black, sharpness, dark], [8, 0.125, 3.5, 0.25]);
  const none = pictureQuality(track, { from: 20, to: 30 }, { episode: 3, camera: 'top', signals: moving(5) });
  assert.deepEqual([none.judged, none.black, none.sharpness], [0, null, null]);
});

test('lets the worst camera speak for its episode', () => {
  const row = { episode: 0, judged: 4, dark: 0.1, bright: 0.05 };
  const worst = worstPictures([
    { ...row, camera: 'a', black: 0, frozenLongest: 2, sharpness: 90 },
    { ...row, camera: 'b', black: 0.5, frozenLongest: null, sharpness: 12, bright: 0.4 },
  ]);
  assert.deepEqual(worst, { black: 0.5, frozenLongest: 2, sharpness: 12, clipped: 0.5 });
  assert.deepEqual(worstPictures([]), { black: null, frozenLongest: null, sharpness: null, clipped: null });
});

test('decodes every frame or a sample, and goes on after what is no video', async (t) => {
  const dir = await tempFolder(t);
  await writeFile(join(dir, 'good.mp4'), await plainVideo(60));
  await writeFile(join(dir, 'bad.mp4'), 'this is no video');
  await using decoder = new PictureDecoder(dir);
  const job = (path: string, every: boolean, limit: number) =>
    decoder.measure({ kind: 'video', path, plan: { every, limit } });
  const [bad, all, some, few] = await Promise.all([
    job('bad.mp4', true, 100),
    job('good.mp4', true, 100),
    job('good.mp4', false, 100),
    job('good.mp4', false, 2),
  ]);
  assert.equal(bad?.ok, false);
  assert.ok(all?.ok && some?.ok && few?.ok);
  assert.deepEqual([all.track.times.length, some.track.times.length, few.track.times.length], [60, 4, 2]);
  assert.ok(all.track.sharpness.every((value) => value > 10));
  assert.ok(all.track.change.slice(1).every((value) => value > 0.2));
  // The same frame gives the same figures, whether it was decoded in a row or by itself.
  const at = all.track.times.findIndex((time) => Math.abs(time - (some.track.times[1] ?? 0)) < 1e-6);
  assert.equal(all.track.sharpness[at], some.track.sharpness[1]);
});

test('finds the black and the frozen camera of a dataset', async (t) => {
  const folder = await tempFolder(t);
  const paint = (pixels: Uint8Array, frame: number): void => {
    pixels.fill(frame < 30 ? 0 : 90);
    if (frame < 30) return;
    for (let i = 0; i < pixels.length; i += 28) pixels[i] = 255;
  };
  await writeLerobotFixture(join(folder, 'set'), { withVideo: true, frames: 90, episodes: 2, paint });
  const { quality, findings } = await inspectDataset(join(folder, 'set'), { pictures: 'all' });
  assert.deepEqual(findings, []);
  assert.deepEqual([quality.pictures?.sampling, quality.pictures?.judged], ['all', 180]);
  const median = (id: string) => quality.metrics.find((metric) => metric.id === id)?.median ?? Number.NaN;
  assert.ok(Math.abs(median('black-frames') - 1 / 3) < 0.02, String(median('black-frames')));
  assert.ok(median('picture-frozen-longest') > 1.5, String(median('picture-frozen-longest')));
  assert.ok(quality.qualification.reasons.some(({ reason }) => reason === 'black-frames'));
});
