import { asFloat64, type Column } from '../dataset-reader.ts';

/**
 * Label coverage: frames of an episode that a task sentence covers, over all frames. Sentences per frame count where the dataset has
 * task indices, else those of the episode as a whole. (Annotation completeness as in ISO/IEC 25012, "completeness".) Null without frames.
 */
export function labelCoverage(episode: {
  readonly frames: number;
  readonly taskIndex: Column | undefined;
  readonly tasks: ReadonlyMap<number, string>;
  readonly sentences: readonly string[];
}): number | null {
  const { frames, taskIndex, tasks, sentences } = episode;
  if (frames === 0) return null;
  if (taskIndex?.kind !== 'numbers' || taskIndex.width !== 1) {
    return sentences.some((sentence) => sentence.trim() !== '') ? 1 : 0;
  }
  const said = new Set([...tasks].filter(([, text]) => text.trim() !== '').map(([index]) => index));
  return asFloat64(taskIndex).filter((index) => said.has(index)).length / taskIndex.rows;
}
