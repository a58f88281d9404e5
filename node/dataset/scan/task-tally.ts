import { MAX_TASKS } from '#contracts/dataset/limits.ts';
import type { TaskFacts } from '#contracts/dataset/facts.ts';
import { asFloat64, type Column } from '../dataset-reader.ts';

/** Frames per task index in the `task_index` column of an episode; empty when it has none. */
export function countTasks(column: Column | undefined): Map<number, number> {
  const frames = new Map<number, number>();
  if (column?.kind !== 'numbers' || column.width !== 1) return frames;
  for (const index of asFloat64(column)) frames.set(index, (frames.get(index) ?? 0) + 1);
  return frames;
}

/** Counts episodes and frames per task index. */
export class TaskTally {
  readonly #texts: ReadonlyMap<number, string>;
  readonly #counts = new Map<number, { episodes: number; frames: number }>();

  constructor(texts: ReadonlyMap<number, string>) {
    this.#texts = texts;
  }

  /** Adds the frames per task of one episode. */
  merge(frames: ReadonlyMap<number, number>): void {
    for (const [index, count] of frames) {
      const sum = this.#counts.get(index) ?? { episodes: 0, frames: 0 };
      this.#counts.set(index, { episodes: sum.episodes + 1, frames: sum.frames + count });
    }
  }

  /** Task indices that occur in the data. */
  get observed(): number {
    return this.#counts.size;
  }

  /** Indices that occur in the data without a sentence. */
  get undeclared(): number[] {
    return [...this.#counts.keys()].filter((index) => !this.#texts.has(index));
  }

  /** Tasks by frames, most first; sentences that no frame refers to come last. */
  result(): { tasks: TaskFacts[]; omitted: number } {
    // An empty sentence stands for rows of which nobody said anything.
    const said = [...this.#texts].filter(([, text]) => text.trim() !== '');
    const tasks = said.map(([index, text]) => ({
      index,
      text,
      episodes: this.#counts.get(index)?.episodes ?? 0,
      frames: this.#counts.get(index)?.frames ?? 0,
    }));
    tasks.sort((a, b) => b.frames - a.frames || a.index - b.index);
    return { tasks: tasks.slice(0, MAX_TASKS), omitted: Math.max(0, tasks.length - MAX_TASKS) };
  }
}
