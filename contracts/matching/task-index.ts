/**
 * The instructions of a catalog, read once: texts that say the same are one reading, and a question scores each reading once
 * however many datasets carry it.
 */

import { readTask, type Task } from './read-task.ts';
import { scoreTask, type Instruction } from './score-task.ts';

/** Readings of instructions by number. Readings are never removed: there are far fewer of them than datasets. */
export class TaskIndex {
  private readonly byKey = new Map<string, number>();
  private readonly readings: Task[] = [];

  /** Numbers of the readings of a dataset's instructions, ascending, none twice. Instructions that say nothing are left out. */
  add(instructions: readonly Instruction[]): Int32Array {
    const numbers = new Set<number>();
    for (const { text } of instructions) {
      const task = readTask(text);
      if (task.verbs.length + task.objects.length + task.places.length === 0) continue;
      numbers.add(this.numberOf(task));
    }
    return Int32Array.from(numbers).sort();
  }

  /** Score of every reading for a task. */
  score(wanted: Task): Float64Array {
    return Float64Array.from(this.readings, (reading) => scoreTask(wanted, reading));
  }

  private numberOf(task: Task): number {
    const key = [task.verbs, task.objects, task.places].map((part) => part.toSorted().join(',')).join(';');
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const number = this.readings.push(task) - 1;
    this.byKey.set(key, number);
    return number;
  }
}

/** Worth of the best reading among `numbers`; `unknown` without readable instructions. */
export function bestReading(scores: Float64Array, numbers: Int32Array, unknown: number): number {
  let best = -1;
  for (const number of numbers) if (scores[number]! > best) best = scores[number]!;
  return best < 0 ? unknown : best;
}
