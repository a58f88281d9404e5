/** Task sentences are the one text that may pass: when no detector hits them and a person approved them, word for word. */

import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import type { Detection, Detectors } from './detectors.ts';

/** A task sentence as a person reviews it before anything is made. */
export interface TaskReview {
  readonly task: string;
  /** What the detectors hit; a sentence with hits never passes. */
  readonly hits: readonly Detection[];
}

/** The distinct task sentences of a dataset for the person who approves them. */
export function reviewTasks(tasks: Iterable<string>, detectors: Detectors): TaskReview[] {
  return [...new Set(tasks)].map((task) => ({ task, hits: detectors.scan(task) }));
}

/** What every task sentence becomes. */
export interface TaskDecisions {
  /** Text in the derivative, by text in the source. */
  readonly text: ReadonlyMap<string, string>;
  readonly kept: number;
  readonly replaced: number;
}

/** Decides over all tasks. What may not pass becomes `task-<n>`, numbered in the order of the source. */
export function decideTasks(
  tasks: Iterable<string>,
  rules: { policy: DesensitizationPolicy; detectors: Detectors; approved: ReadonlySet<string> },
): TaskDecisions {
  const text = new Map<string, string>();
  let kept = 0;
  let replaced = 0;
  for (const [n, task] of [...new Set(tasks)].entries()) {
    // Nothing was said of these rows, and a made-up name would say that something was.
    if (task.trim() === '') {
      text.set(task, '');
      continue;
    }
    const passes =
      rules.policy.tasks === 'approved' && rules.approved.has(task) && rules.detectors.isClean(task);
    if (passes) kept++;
    else replaced++;
    text.set(task, passes ? task : `task-${n}`);
  }
  return { text, kept, replaced };
}
