/** What a task asks of a body: the tolerance it leaves, and whether it needs fingers, two arms or force. */

import type { Task } from './read-task.ts';

/** Demands of a task. `toleranceM` in metres. */
export interface TaskDemands {
  readonly toleranceM: number;
  /** The object is moved within the hand: two fingers cannot. */
  readonly inHand: boolean;
  readonly twoHands: boolean;
  /** Contact forces matter. */
  readonly contact: boolean;
  /** The body has to walk or drive. */
  readonly locomotion: boolean;
}

const PRECISE_VERBS: ReadonlySet<string> = new Set([
  'insert',
  'screw',
  'unscrew',
  'assemble',
  'disassemble',
  'unplug',
  'join',
  'solder',
  'align',
  'draw-line',
  'tie',
  'untie',
  'sew',
  'dispense',
  'zip',
  'unlock',
]);
const MEDIUM_VERBS: ReadonlySet<string> = new Set([
  'stack',
  'hang',
  'cut',
  'peel',
  'press',
  'turn',
  'pour',
  'scoop',
  'hand-over',
  'flip',
  'glue',
  'crack',
  'spread',
  'drill',
  'hammer',
  'v:water',
  'switch-on',
  'switch-off',
]);
const CONTACT_VERBS: ReadonlySet<string> = new Set([
  'insert',
  'screw',
  'unscrew',
  'assemble',
  'unplug',
  'clean',
  'wipe',
  'wash',
  'v:brush',
  'sand',
  'knead',
  'iron',
  'glue',
  'hammer',
  'drill',
  'crack',
  'press',
  'cut',
  'peel',
  'squeeze',
  'open',
  'close',
  'pull',
  'push',
]);
const TWO_HAND_VERBS: ReadonlySet<string> = new Set([
  'fold',
  'unfold',
  'tie',
  'untie',
  'wear',
  'undress',
  'wring',
]);
const WALKING_VERBS: ReadonlySet<string> = new Set([
  'walk',
  'locomote',
  'navigate',
  'follow',
  'climb',
  'descend',
  'run',
  'jump',
  'squat',
  'stand',
]);

/** Tolerances of precise, of medium and of loose tasks, metres. */
export const TOLERANCES = { precise: 0.002, medium: 0.01, loose: 0.02 } as const;

/** Demands of a task; without a task the loose ones. */
export function demandsOf(task: Task | null): TaskDemands {
  const verbs = task?.verbs ?? [];
  const constraints = task?.constraints ?? [];
  const has = (set: ReadonlySet<string>): boolean => verbs.some((verb) => set.has(verb));
  const precise = has(PRECISE_VERBS) || constraints.includes('precise');
  return {
    toleranceM: precise ? TOLERANCES.precise : has(MEDIUM_VERBS) ? TOLERANCES.medium : TOLERANCES.loose,
    inHand: verbs.includes('in-hand'),
    twoHands: has(TWO_HAND_VERBS) || constraints.includes('two-hands'),
    contact: has(CONTACT_VERBS),
    locomotion: verbs.length > 0 && verbs.every((verb) => WALKING_VERBS.has(verb)),
  };
}
