import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionLag } from '#node/dataset/quality/action-lag.ts';
import { frozen } from '#node/dataset/quality/frozen.ts';
import { idleShare } from '#node/dataset/quality/idle.ts';
import { limitViolations } from '#node/dataset/quality/joint-limits.ts';
import { jumps } from '#node/dataset/quality/jumps.ts';
import { BUILT_IN_PROFILE, judgeEpisode } from '#node/dataset/quality/qualification.ts';
import { saturatedShare } from '#node/dataset/quality/saturation.ts';
import type { EpisodeSignals, Signal } from '#node/dataset/quality/signals.ts';
import { smoothness } from '#node/dataset/quality/smoothness.ts';
import { timing } from '#node/dataset/quality/timing.ts';
import { videoTiming } from '#node/dataset/quality/video-timing.ts';
import { fixtureRobot } from '#test/support/lerobot-fixture.ts';

const FPS = 30;
const ROWS = 300;

function signal(value: (row: number) => number, more: Partial<Signal> = {}): Signal {
  return {
    name: 'observation.state',
    role: 'state',
    width: 1,
    values: Float64Array.from({ length: ROWS }, (_, row) => value(row)),
    moving: true,
    joints: null,
    toJointUnit: null,
    ...more,
  };
}

function episode(signals: readonly Signal[], timestamps: Float64Array | null = null): EpisodeSignals {
  return { rows: ROWS, fps: FPS, timestamps, signals };
}

const smooth = (row: number): number => Math.sin(row / 20);

/** A minimum-jerk reach over the whole episode (Flash and Hogan, 1985). */
const minimumJerk = (row: number): number => {
  const t = row / (ROWS - 1);
  return 10 * t ** 3 - 15 * t ** 4 + 6 * t ** 5;
};

test('sees jitter, gaps, dropped frames and reversals in timestamps', () => {
  const times = Float64Array.from({ length: ROWS }, (_, row) => row / FPS + (row % 2) * 0.002);
  const jittered = timing(episode([], times));
  assert.ok(Math.abs((jittered.jitterMs ?? 0) - 2) < 0.01);
  assert.equal(jittered.dropped, 0);
  const gapped = times.map((time, row) => (row >= 100 ? time + 4 / FPS : time));
  const gap = timing(episode([], gapped));
  assert.equal(gap.dropped, 4);
  assert.ok(Math.abs((gap.longestGap ?? 0) - (5 / FPS - 0.002)) < 1e-9);
  const reversed = times.map((time, row) => (row === 50 ? time - 1 : time));
  assert.equal(timing(episode([], reversed)).reversals, 1);
});

test('knows a clock that was made up from the frame number', () => {
  const made = Float64Array.from({ length: ROWS }, (_, row) => Math.fround(row / FPS));
  assert.equal(timing(episode([], made)).synthetic, true);
  assert.equal(
    timing(
      episode(
        [],
        made.map((time, row) => time + (row === 7 ? 0.001 : 0)),
      ),
    ).synthetic,
    false,
  );
  assert.equal(timing(episode([])).jitterMs, null);
});

test('measures frozen stretches, dead channels and values that are no numbers', () => {
  const stuck = signal((row) => (row >= 100 && row < 160 ? smooth(100) : smooth(row)));
  const result = frozen(episode([stuck]));
  assert.equal(result.share, 59 / (ROWS - 1));
  assert.equal(result.longest, 59 / FPS);
  const odd = frozen(
    episode([
      signal(smooth),
      signal(() => 3, { name: 'b' }),
      signal((row) => (row < 4 ? Number.NaN : row), { name: 'c' }),
    ]),
  );
  assert.deepEqual([odd.deadChannels, odd.nonFinite, odd.share], [1, 4, 0]);
});

test('measures the share of samples that are clipped', () => {
  const clipped = signal((row) => Math.min(0.5, Math.max(-0.5, smooth(row))));
  const share = saturatedShare(episode([clipped])) ?? 0;
  const expected =
    Array.from({ length: ROWS }, (_, row) => Math.abs(smooth(row)) >= 0.5).filter(Boolean).length / ROWS;
  assert.ok(Math.abs(share - expected) < 0.03);
  assert.ok((saturatedShare(episode([signal(smooth)])) ?? 1) < 0.02);
});

test('counts jumps and lets fast but continuous motion pass', () => {
  assert.equal(jumps(episode([signal((row) => smooth(row) + (row >= 120 ? 3 : 0))])), 1);
  assert.equal(jumps(episode([signal((row) => Math.sin(row / 3))])), 0);
  assert.equal(jumps(episode([])), null);
});

test('ranks a minimum-jerk reach as smoother than the same reach with tremor', () => {
  const clean = smoothness(episode([signal(minimumJerk)]));
  const shaky = smoothness(episode([signal((row) => minimumJerk(row) + 0.002 * Math.sin(row * 2.1))]));
  // ∫ jerk² of the minimum-jerk polynomial is 720 for unit duration and amplitude, its peak speed 1.875: ln(720 / 1.875²).
  assert.ok(Math.abs((clean.logDimensionlessJerk ?? 0) + Math.log(720 / 1.875 ** 2)) < 0.1);
  assert.ok((shaky.logDimensionlessJerk ?? 0) < (clean.logDimensionlessJerk ?? 0) - 1);
  assert.ok((shaky.jerk ?? 0) > (clean.jerk ?? 0));
});

test('measures rest as idle, noise or not', () => {
  const noisyRest = signal(
    (row) => (row < 150 ? Math.sin(row / 10) : Math.sin(15)) + 0.0003 * Math.sin(row * 1.7),
  );
  const share = idleShare(episode([noisyRest])) ?? 0;
  assert.ok(share > 0.5 && share < 0.56, String(share));
  assert.equal(idleShare(episode([signal(() => 1)])), 1);
});

test('finds the lag of a state that follows its action, and none where it does not', () => {
  const state = signal(smooth);
  const action = signal((row) => smooth(row + 6), { name: 'action', role: 'action' });
  const follow = actionLag(episode([state, action]));
  assert.equal(follow.lag, 6 / FPS);
  assert.ok((follow.error ?? 1) < 1e-9);
  const deltas = signal((row) => smooth(row + 1) - smooth(row), { name: 'action', role: 'action' });
  assert.deepEqual(actionLag(episode([state, deltas])), { lag: null, error: null });
});

test('counts frames outside the limits and above the speed of the robot', () => {
  const joints = fixtureRobot(1).joints;
  const inside = signal(smooth, { joints, toJointUnit: 1 });
  assert.deepEqual(limitViolations(episode([inside])), { position: 0, velocity: 0 });
  const outside = signal((row) => (row < 30 ? 2.5 : smooth(row)), { joints, toJointUnit: 1 });
  assert.equal(limitViolations(episode([outside])).position, 0.1);
  const fast = signal((row) => Math.sin(row / 2), { joints, toJointUnit: 1 });
  assert.ok((limitViolations(episode([fast])).velocity ?? 0) > 0.8);
  const degrees = signal((row) => 100 * smooth(row), { joints, toJointUnit: Math.PI / 180 });
  assert.equal(limitViolations(episode([degrees])).position, 0);
  assert.deepEqual(limitViolations(episode([signal(smooth)])), { position: null, velocity: null });
});

test('counts rows without a frame and the longest stall within the segment', () => {
  const times = Float64Array.from({ length: 100 }, (_, i) => i / FPS + (i >= 60 ? 0.4 : 0));
  const first = videoTiming([{ times, from: 0, to: 50 / FPS }], 50, FPS);
  assert.equal(first.missing, 0);
  assert.ok(Math.abs((first.longestStall ?? 0) - 1 / FPS) < 1e-9);
  const second = videoTiming([{ times, from: 50 / FPS, to: null }], 60, FPS);
  assert.equal(second.missing, 10);
  assert.ok(Math.abs((second.longestStall ?? 0) - (1 / FPS + 0.4)) < 1e-9);
});

test('qualifies by rules, and says why not', () => {
  const good = {
    frames: 300,
    duration: 10,
    'frozen-longest': 0.2,
    'dropped-frames': 3,
    'modality-completeness': 1,
  };
  const calm = { duplicate: false, unreadable: false };
  assert.deepEqual(judgeEpisode(BUILT_IN_PROFILE, good, calm), []);
  assert.deepEqual(judgeEpisode(BUILT_IN_PROFILE, { ...good, 'dropped-frames': 7 }, calm), [
    'dropped-frames',
  ]);
  assert.deepEqual(
    judgeEpisode(BUILT_IN_PROFILE, { ...good, 'modality-completeness': 0.9 }, { ...calm, duplicate: true }),
    ['duplicate', 'modality-completeness'],
  );
  assert.deepEqual(judgeEpisode(BUILT_IN_PROFILE, { frames: 0 }, calm), ['empty']);
});
