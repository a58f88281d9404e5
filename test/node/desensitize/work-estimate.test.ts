import { test } from 'node:test';
import assert from 'node:assert/strict';
import { firstEstimateSeconds, WorkEstimate } from '#node/desensitize/work-estimate.ts';

const WORK = { 'hash-input': 6e9, 'clean-video': 4e9, rebuild: 1e9, 'hash-output': 5e9, inspect: 5e9 };

test('before anything is measured the estimate is the sum over the steps', () => {
  const estimate = new WorkEstimate(() => 0, WORK);
  assert.equal(estimate.secondsLeft(), Math.ceil(firstEstimateSeconds(WORK)));
});

test('on a machine of half the speed the estimate doubles once a step has shown it', () => {
  let now = 0;
  const estimate = new WorkEstimate(() => now, WORK);
  estimate.begin('hash-input');
  now = 20_000;
  estimate.advance(6e9); // 300 MB/s, half the first figure
  estimate.begin('clean-video');
  const rest = firstEstimateSeconds({ ...WORK, 'hash-input': 0 });
  assert.equal(estimate.secondsLeft(), Math.ceil(2 * rest));
});

test('the current step is judged by its own speed', () => {
  let now = 0;
  const estimate = new WorkEstimate(() => now, { ...WORK, 'hash-output': 0, inspect: 0 });
  estimate.begin('rebuild');
  now = 10_000;
  estimate.advance(0.25e9);
  assert.equal(estimate.secondsLeft(), 30);
  estimate.advance(1e9);
  assert.equal(estimate.secondsLeft(), 0);
});
