/** What words that the lexicon lacks leave open: the scores that a task has if they mean what is asked for, and if they do not. */

import { isUnknown, UNKNOWN } from './concept-likeness.ts';
import { JOINT } from '../lexicon/lexicon.ts';
import type { Task } from './read-task.ts';

/** Longest word that is shown. */
const MAX_SHOWN = 40;
const PARTS = ['verbs', 'objects', 'places'] as const;

/** What an unknown word leaves open. `least` and `most` are what the offered task would be if it meant something else, or what is asked for. */
export interface Untold {
  readonly word: string;
  readonly least: Task;
  readonly most: Task;
}

/** What unknown words of either task leave open; null when there are none, or each stands in both tasks. */
export function untoldBetween(wanted: Task, offered: Task): Untold | null {
  let word: string | null = null;
  const least = { ...offered };
  const most = { ...offered };
  for (const part of PARTS) {
    const open = [...unknownWords(wanted[part], offered[part]), ...unknownWords(offered[part], wanted[part])];
    if (open.length === 0) continue;
    word ??= open[0]!;
    least[part] = offered[part].filter((concept) => !hasUnknown(concept) || wanted[part].includes(concept));
    if (offered[part].length > 0) most[part] = [...offered[part], ...wanted[part]];
  }
  return word === null ? null : { word: word.slice(0, MAX_SHOWN), least, most };
}

function unknownWords(concepts: readonly string[], others: readonly string[]): string[] {
  return concepts
    .filter((concept) => !others.includes(concept))
    .flatMap((concept) => concept.split(JOINT))
    .filter(isUnknown)
    .map((word) => word.slice(UNKNOWN.length));
}

function hasUnknown(concept: string): boolean {
  return concept.split(JOINT).some(isUnknown);
}
