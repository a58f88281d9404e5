/**
 * The instructions of a catalog, read once: texts that say the same are one reading, and a question scores each reading once
 * however many datasets carry it.
 */

import { readTask, type Task } from '../task/read-task.ts';
import { isEmptyTask, SCORED_CONSTRAINTS, scoreTask, type Instruction } from '../task/score-task.ts';

/** Most texts whose reading is remembered. */
const MAX_TEXTS = 200_000;
/** Reading of a text that says nothing. */
const NOTHING = -1;

/** Readings of instructions by number. Readings are never removed: there are far fewer of them than datasets. */
export class TaskIndex {
  private readonly byKey = new Map<string, number>();
  private readonly readings: Task[] = [];
  private readonly byText = new Map<string, number>();

  /** Numbers of the readings of a dataset's instructions, ascending, none twice. Instructions that say nothing are left out. */
  add(instructions: readonly Instruction[]): Int32Array {
    const numbers = new Set<number>();
    for (const { text } of instructions) {
      const number = this.numberOfText(text);
      if (number !== NOTHING) numbers.add(number);
    }
    return Int32Array.from(numbers).sort();
  }

  /** Score of every reading for a task. */
  score(wanted: Task): Float64Array {
    return Float64Array.from(this.readings, (reading) => scoreTask(wanted, reading));
  }

  private numberOfText(text: string): number {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const task = readTask(text);
    const number = isEmptyTask(task) ? NOTHING : this.numberOf(task);
    if (this.byText.size < MAX_TEXTS) this.byText.set(text, number);
    return number;
  }

  private numberOf(task: Task): number {
    const ways = task.constraints.filter((constraint) => SCORED_CONSTRAINTS.has(constraint));
    const key = [task.verbs, task.objects, task.places, ways]
      .map((part) => part.toSorted().join(','))
      .join(';');
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const number = this.readings.push(task) - 1;
    this.byKey.set(key, number);
    return number;
  }
}
