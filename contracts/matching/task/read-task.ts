/**
 * Reads an instruction, English or Chinese, as verbs, objects, places and constraints.
 *
 * No model and no grammar: longest words of the lexicon first, and where a thing stands tells its part. In English a thing
 * after "from", "on", "into" … is a place; in Chinese after 从, 到, 在, 往, 向, or before 上, 里, 中, 内, 下 … Words that the
 * lexicon lacks are kept as they are, so that an unknown object or verb still matches itself.
 */

import { repaired } from './english-repair.ts';
import { plainInstruction } from './plain-instruction.ts';
import { readChinese } from './read-chinese.ts';
import { isFunctionWord, readEnglish } from './read-english.ts';
import { TaskDraft, type Task } from './task-draft.ts';

export type { Task } from './task-draft.ts';

/** Longest text that is read; the rest is ignored. */
export const MAX_READ = 600;

/** Reads an instruction. Never throws; text that says nothing gives a task without entries. */
export function readTask(text: string): Task {
  const draft = new TaskDraft();
  const clean = plainInstruction(text.slice(0, MAX_READ));
  // A letter beside Chinese characters is part of their word: T恤, U盘, USB口.
  for (const run of clean.match(
    /(?:[a-z]{1,3}(?=\p{Script=Han}))?\p{Script=Han}+|[a-z0-9][a-z0-9'-]*(?:[\s_]+[a-z0-9][a-z0-9'-]*)*|[,.:;!?，。：；！？、]/gu,
  ) ?? []) {
    if (/\p{Script=Han}$/u.test(run)) readChinese(run, draft);
    else if (/^[a-z0-9]/.test(run)) readEnglish(wordsOf(run), draft);
    else draft.beginClause();
  }
  return draft.finish();
}

/** Words of an English run; "pick-and-place" is three, "t-shirt" stays whole. */
function wordsOf(run: string): string[] {
  return run.split(/[\s_]+/).flatMap((word) => (isFunctionWord(word) ? [word] : repaired(word)));
}
