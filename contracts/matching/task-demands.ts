/** What a task asks of a body: the tolerance it leaves, and whether it needs fingers, two arms or force. */

import type { Task } from './read-task.ts';

/** How exactly a task has to be done; `open` when nobody says what is to be done. */
export const PRECISIONS = ['precise', 'medium', 'loose', 'open'] as const;
/** One of {@link PRECISIONS}. */
export type Precision = (typeof PRECISIONS)[number];

/** Demands of a task. `toleranceM` in metres. */
export interface TaskDemands {
  readonly toleranceM: number;
  readonly precision: Precision;
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

/** Tolerances, metres. */
export const TOLERANCES: Readonly<Record<Precision, number>> = {
  precise: 0.002,
  medium: 0.01,
  loose: 0.02,
  open: 0.02,
};

/** Demands of a task. */
export function demandsOf(task: Task | null): TaskDemands {
  const verbs = task?.verbs ?? [];
  const constraints = task?.constraints ?? [];
  const has = (set: ReadonlySet<string>): boolean => verbs.some((verb) => set.has(verb));
  const precise = has(PRECISE_VERBS) || constraints.includes('precise');
  const stated = has(MEDIUM_VERBS) ? 'medium' : verbs.length > 0 ? 'loose' : 'open';
  const precision: Precision = precise ? 'precise' : stated;
  return {
    toleranceM: TOLERANCES[precision],
    precision,
    inHand: verbs.includes('in-hand'),
    twoHands: has(TWO_HAND_VERBS) || constraints.includes('two-hands'),
    contact: has(CONTACT_VERBS),
    locomotion: verbs.length > 0 && verbs.every((verb) => WALKING_VERBS.has(verb)),
  };
}
