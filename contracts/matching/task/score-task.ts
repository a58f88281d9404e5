/** Compares tasks: how much an instruction of a dataset says about the task that is asked for. Directed, offline, in [0, 1]. */

import { likeness, SAME_KIND } from './concept-likeness.ts';
import { isA } from '../lexicon/lexicon.ts';
import { readTask, type Task } from './read-task.ts';
import type { MatchReason, TaskMatch } from '../schema.ts';
import { untoldBetween } from './untold-words.ts';

/** One instruction of a dataset and how many episodes follow it. */
export interface Instruction {
  readonly text: string;
  readonly episodes: number;
}

/** An instruction with its reading. */
export interface ReadInstruction extends Instruction {
  readonly task: Task;
}

/** Score of a dataset without a readable instruction: unknown, not unrelated. */
export const UNKNOWN_TASK_SCORE = 0.25;
const FLOOR = 0.02;
/** What verb, object and both together are worth. They add up to 1. */
const WORTH = { verb: 0.32, object: 0.32, both: 0.36 } as const;
/** What the place is worth of the whole, where one is asked for; and where the task is nothing but going there. */
const PLACE = 0.1;
const PLACE_ALONE = 0.3;
/** Likeness of an instruction that names no place. */
const PLACE_OPEN = 0.6;
/** Part of a set's likeness that its best member decides; the rest is the mean of all. */
const BEST_MEMBER = 0.7;
/** What is left of the likeness of two acts that go opposite ways. */
const OPPOSITE_WAY = 0.65;
/** Ways that an act can go, in pairs; and the acts for which they matter: which cup is taken, left or right, does not. */
const WAYS: readonly (readonly [string, string])[] = [
  ['forward', 'backward'],
  ['left-side', 'right-side'],
  ['clockwise', 'counterclockwise'],
  ['upward', 'downward'],
];
const WAYWARD = [
  'locomote',
  'turn',
  'push',
  'pull',
  'put',
  'carry',
  'adjust-setting',
  'swipe',
  'screw',
  'unscrew',
];
/** Constraints that scores depend on. */
export const SCORED_CONSTRAINTS: ReadonlySet<string> = new Set(WAYS.flat());
/** Least width of the interval that an unknown word leaves, for it to be the reason that is given. */
const WORTH_SAYING = 0.2;
/** An object of one sentence that is a place in the other. */
const OBJECT_AS_PLACE = 0.8;

/** Reads a dataset's instructions once, to be compared many times. */
export function readInstructions(instructions: readonly Instruction[]): ReadInstruction[] {
  return instructions.map((instruction) => ({ ...instruction, task: readTask(instruction.text) }));
}

/** How well the best instruction of a dataset fits the task, and how much of the dataset does. */
export function matchTask(wanted: Task, instructions: readonly ReadInstruction[]): TaskMatch {
  if (isEmptyTask(wanted)) return unreadable('task-unreadable');
  const readable = instructions.filter((instruction) => !isEmptyTask(instruction.task));
  if (readable.length === 0) return unreadable('task-no-instructions');
  let best = readable[0]!;
  let score = -1;
  let fitting = 0;
  let episodes = 0;
  const scores = readable.map((instruction) => scoreTask(wanted, instruction.task));
  readable.forEach((instruction, i) => {
    if (scores[i]! > score || (scores[i] === score && instruction.text < best.text)) {
      best = instruction;
      score = scores[i]!;
    }
  });
  readable.forEach((instruction, i) => {
    episodes += instruction.episodes;
    if (scores[i]! >= score / 2) fitting += instruction.episodes;
  });
  return {
    score,
    instruction: best.text.slice(0, 500),
    episodesShare: episodes === 0 ? 1 : fitting / episodes,
    reason: reasonOf(wanted, best.task),
  };
}

function unreadable(code: string): TaskMatch {
  return { score: UNKNOWN_TASK_SCORE, instruction: '', episodesShare: 0, reason: { code, params: {} } };
}

/** True for a sentence in which nothing was understood. */
export function isEmptyTask(task: Task): boolean {
  return task.verbs.length + task.objects.length + task.places.length === 0;
}

/** Likeness of two tasks, in [0.02, 1]: 1 when the same verbs act on the same objects in the same place. */
export function scoreTask(wanted: Task, offered: Task): number {
  const act = actLikeness(wanted, offered) * (goOppositeWays(wanted, offered) ? OPPOSITE_WAY : 1);
  const place = placeLikeness(wanted, offered);
  const worth = wanted.places.length === 0 ? 0 : wanted.objects.length === 0 ? PLACE_ALONE : PLACE;
  return Math.max(FLOOR, Math.min(1, (1 - worth) * act + worth * place));
}

/** Turn left and turn right, up the stairs and down: one names only one way of a pair, the other only the other one. */
function goOppositeWays(wanted: Task, offered: Task): boolean {
  if (wanted.constraints.length === 0 || offered.constraints.length === 0) return false;
  if (!wanted.verbs.some((verb) => WAYWARD.some((kind) => isA(verb, kind)))) return false;
  return WAYS.some(([one, other]) =>
    goesOnly(wanted, one, other)
      ? goesOnly(offered, other, one)
      : goesOnly(wanted, other, one) && goesOnly(offered, one, other),
  );
}

function goesOnly({ constraints }: Task, way: string, other: string): boolean {
  return constraints.includes(way) && !constraints.includes(other);
}

/** Likeness of what is done to what. A part that nobody asks for plays no part. */
function actLikeness(wanted: Task, offered: Task): number {
  const verb = likenessOfSets(wanted.verbs, offered.verbs);
  const object = objectLikeness(wanted, offered);
  if (wanted.verbs.length === 0 && wanted.objects.length === 0) return placeLikeness(wanted, offered);
  if (wanted.verbs.length === 0) return object;
  if (wanted.objects.length === 0) return verb;
  return WORTH.verb * verb + WORTH.object * object + WORTH.both * verb * object;
}

/** Objects of one sentence may be places of the other ("open the drawer", "in the drawer"): that counts nearly as much. */
function objectLikeness(wanted: Task, offered: Task): number {
  const direct = likenessOfSets(wanted.objects, offered.objects);
  return Math.max(direct, OBJECT_AS_PLACE * likenessOfSets(wanted.objects, offered.places));
}

function placeLikeness(wanted: Task, offered: Task): number {
  if (wanted.places.length === 0) return 1;
  if (offered.places.length === 0) return PLACE_OPEN;
  return likenessOfSets(wanted.places, offered.places);
}

/** Likeness of the wanted concepts to the best offered ones: the best of them counts most; 1 when nothing is wanted. */
function likenessOfSets(wanted: readonly string[], offered: readonly string[]): number {
  if (wanted.length === 0) return 1;
  let sum = 0;
  let most = 0;
  for (const concept of wanted) {
    let best = 0;
    for (const other of offered) best = Math.max(best, likeness(concept, other));
    sum += best;
    most = Math.max(most, best);
  }
  return BEST_MEMBER * most + ((1 - BEST_MEMBER) * sum) / wanted.length;
}

function reasonOf(wanted: Task, offered: Task): MatchReason {
  const verb = likenessOfSets(wanted.verbs, offered.verbs);
  const object = objectLikeness(wanted, offered);
  const place = placeLikeness(wanted, offered);
  const params = { verb, object, place };
  const untold = untoldBetween(wanted, offered);
  if (untold !== null) {
    const [low, high] = [scoreTask(wanted, untold.least), scoreTask(wanted, untold.most)];
    if (high - low >= WORTH_SAYING)
      return { code: 'task-unknown-word', params: { ...params, word: untold.word, low, high } };
  }
  if (verb === 1 && object === 1) return { code: place === 1 ? 'task-exact' : 'task-same-elsewhere', params };
  if (verb >= SAME_KIND && object > 0) return { code: 'task-related', params };
  if (verb === 1) return { code: 'task-same-verb', params };
  if (object === 1) return { code: 'task-same-object', params };
  if (wanted.places.length > 0 && place >= SAME_KIND && offered.places.length > 0) {
    return { code: 'task-same-scene', params };
  }
  return { code: object > 0 || verb > 0 ? 'task-distant' : 'task-unrelated', params };
}
