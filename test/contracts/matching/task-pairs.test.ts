import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTask } from '#contracts/matching/read-task.ts';
import { scoreTask } from '#contracts/matching/score-task.ts';
import { TASK_PAIRS, type TaskLabel } from '#test/contracts/matching/task-pairs.ts';

/** A pair counts as the same task, or as at all related, from these scores on. */
const SAME = 0.75;
const RELATED = 0.25;

function judge(
  hit: (label: TaskLabel) => boolean,
  threshold: number,
): { precision: number; recall: number; wrong: string[] } {
  let [right, found, there] = [0, 0, 0];
  const wrong: string[] = [];
  for (const [wanted, offered, label] of TASK_PAIRS) {
    const score = scoreTask(readTask(wanted), readTask(offered));
    const said = score >= threshold;
    if (said) found++;
    if (hit(label)) there++;
    if (said && hit(label)) right++;
    if (said !== hit(label)) wrong.push(`${wanted} / ${offered}: ${score.toFixed(2)} ${label}`);
  }
  return { precision: right / found, recall: right / there, wrong };
}

test('the same task is told from others in two languages', (t) => {
  const { precision, recall, wrong } = judge((label) => label === 'same', SAME);
  t.diagnostic(`${TASK_PAIRS.length} pairs: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
  for (const line of wrong) t.diagnostic(line);
  assert.ok(precision >= 0.8 && recall >= 0.8);
});

test('related tasks are told from unrelated ones', (t) => {
  const { precision, recall, wrong } = judge((label) => label !== 'other', RELATED);
  t.diagnostic(`precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
  for (const line of wrong) t.diagnostic(line);
  assert.ok(precision >= 0.95 && recall >= 0.9);
});
