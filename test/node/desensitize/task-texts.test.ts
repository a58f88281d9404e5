import { test } from 'node:test';
import assert from 'node:assert/strict';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { Detectors } from '#node/desensitize/detectors.ts';
import { decideTasks, reviewTasks } from '#node/desensitize/task-texts.ts';

const detectors = new Detectors(['Ingrid Halvorsen']);
const tasks = ['pick up the cup', 'hand the cup to Ingrid Halvorsen', 'fold the towel', 'pick up the cup'];

function decide(policyId: string, approved: readonly string[]) {
  const policy = findPolicy(policyId);
  assert.ok(policy.ok);
  return decideTasks(tasks, { policy: policy.value, detectors, approved: new Set(approved) });
}

test('a sentence passes only when it scans clean and a person approved it', () => {
  const decisions = decide('standard@1', tasks.slice(0, 2));
  assert.deepEqual([...decisions.text.values()], ['pick up the cup', 'task-1', 'task-2']);
  assert.deepEqual([decisions.kept, decisions.replaced], [1, 2]);
});

test('without approval nothing passes, and under no-pixels nothing ever does', () => {
  assert.equal(decide('standard@1', []).kept, 0);
  assert.equal(decide('no-pixels@1', tasks).kept, 0);
});

test('the review shows every distinct sentence with its hits', () => {
  const review = reviewTasks(tasks, detectors);
  assert.deepEqual(
    review.map(({ hits }) => hits.map((hit) => hit.class)),
    [[], ['roster'], []],
  );
});
