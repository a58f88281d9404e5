/** What of a body is free to move, and how many motors move it: closed loops and tendons leave fewer motors than joints. */

import type { Embodiment } from '../embodiment-schema.ts';

/** Counts of joints and of what drives them. */
export interface Drives {
  /** Joints whose position follows from no single other: loops and tendons may tie them all the same. */
  readonly free: number;
  /** Motors: joints that are driven, those counted once that one tendon pulls. */
  readonly motors: number;
}

/** Counts for some joints of a body, by index; for all of them without. */
export function drivesOf({ joints, couplings }: Embodiment, of?: readonly number[]): Drives {
  const asked = of ?? joints.map((_, i) => i);
  const free = asked.filter((i) => joints[i]?.follows === null);
  const driven = free.filter((i) => joints[i]!.actuated);
  const group = new Map(driven.map((i) => [i, i]));
  for (const set of couplings) {
    const drivers = [...new Set(set.map((i) => joints[i]?.follows?.joint ?? i))];
    // A loop holds joints without a motor, and may have several motors; what one tendon pulls is driven throughout.
    if (!drivers.every((i) => group.has(i))) continue;
    const [first, ...rest] = drivers.map((i) => group.get(i)!);
    for (const [i, at] of group) if (rest.includes(at)) group.set(i, first!);
  }
  return { free: free.length, motors: new Set(group.values()).size };
}
