/** A robot moves: a table, a cup or a scene is written in the same formats, and is no source or target of motion. */

import type { Embodiment } from '../embodiment-schema.ts';
import { faultError } from '../../faults.ts';

/** Whether a body is a robot none of whose joints move. */
export function isJointless({ kind, joints }: Pick<Embodiment, 'kind' | 'joints'>): boolean {
  return kind === 'robot' && joints.length === 0;
}

/** Returns the body. Throws `bad-robot-description` when it is a robot without a joint that moves. */
export function requireMoving(body: Embodiment): Embodiment {
  if (isJointless(body)) throw faultError('bad-robot-description', 'no-joint');
  return body;
}
