/** What a task asks of a body: the tolerance it leaves, and whether it needs fingers, two arms or forces. */

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
  /** What is done is done by pressing, not by going somewhere: a peg in a hole, a surface that is ground. */
  readonly contact: boolean;
}

/** Tolerances, metres. */
export const TOLERANCES: Readonly<Record<Precision, number>> = {
  precise: 0.002,
  medium: 0.01,
  loose: 0.02,
  open: 0.02,
};

/** What is asked when nobody says what is to be done. */
export const NO_DEMANDS: TaskDemands = {
  toleranceM: TOLERANCES.open,
  precision: 'open',
  inHand: false,
  twoHands: false,
  contact: false,
};
