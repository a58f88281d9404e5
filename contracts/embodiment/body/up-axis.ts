/**
 * Which way is up in the root frame of a description. URDF has z up by convention, and MJCF says where gravity pulls; files that come out of
 * animation and drawing programs have y up all the same. What a lone arm stands on is found from its axes, whatever its file says.
 *
 * A machine that stands looks alike left and right of a plane, many also before and behind one, and never above and below. So z is not up
 * where it looks alike across z and not across y, nor where hips and shoulders are level along z and one above the other along y.
 */

import type { Vec3 } from '../kinematic-tree.ts';
import { findLimbs, type Limb, type LimbKind } from './limbs.ts';
import { canonicalPostures, locationIn, type Posture } from './posture.ts';
import type { Skeleton } from './skeleton.ts';
import { add, distance, scale, subtract, UNIT_Y, UNIT_Z, ZERO } from '../spatial.ts';

/** How sure the vertical is: said by the file or a person, taken for granted, shown by the machine, or in doubt. */
export interface FoundUp {
  readonly up: Vec3;
  readonly sure: 'said' | 'taken' | 'shown' | 'doubtful';
}

/** Two points are mirror images when they are nearer than this part of the size of the machine. */
const MIRROR_TOLERANCE = 0.02;
/** Part of the joints that have to have an image. */
const MIRRORED_PART = 0.9;
/** Hips and shoulders are level when their heights differ by less than this part of the size, and one above the other when by more. */
const LEVEL_PART = 0.06;
const ABOVE_PART = 0.12;
/** Fewest joints of a leg: wheels on swivels, and rollers, are none. */
const LEG_JOINTS = 3;
/** Legs of a machine that certainly stands on all of them. */
const MANY_LEGS = 4;

/** The vertical of a skeleton; `said` is what the file or a person says of it, null for nothing. */
export function findUp(skeleton: Skeleton, said: Vec3 | null): FoundUp {
  if (said !== null) return { up: said, sure: 'said' };
  const z = readingOf(skeleton, UNIT_Z);
  const taken: FoundUp = { up: UNIT_Z, sure: 'taken' };
  if (z.count('arm') + z.count('leg') + z.count('torso') < 2) return taken;
  const y = readingOf(skeleton, UNIT_Y);
  const [acrossX, acrossY, acrossZ] = [isMirrored(z, 0), isMirrored(z, 1), isMirrored(z, 2) && !isFlat(z)];
  const shown: FoundUp = { up: UNIT_Y, sure: 'shown' };
  const doubtful: FoundUp = { up: UNIT_Z, sure: 'doubtful' };
  const legs = y.limbs.filter(({ kind }) => kind === 'leg');
  const walks =
    legs.length >= 2 && legs.length % 2 === 0 && legs.every(({ joints }) => joints.length >= LEG_JOINTS);
  if (acrossZ && !acrossY) return walks ? shown : doubtful;
  if (acrossX && !acrossY && !acrossZ && z.count('leg') < MANY_LEGS && walks && isUpright(y)) return shown;
  return z.count('leg') === 0 && walks ? doubtful : taken;
}

/** The limbs of a skeleton for one vertical, in a posture that does without knowing where is ahead. */
interface Reading {
  readonly skeleton: Skeleton;
  readonly posture: Posture;
  readonly limbs: readonly Limb[];
  readonly count: (kind: LimbKind) => number;
  /** Places of all joints, and the greatest distance of two of them. */
  readonly places: readonly Vec3[];
  readonly size: number;
}

function readingOf(skeleton: Skeleton, up: Vec3): Reading {
  const roots = skeleton.joints.filter(({ parent }) => parent < 0).map(({ location }) => location);
  const middle = middleOf(roots);
  const posture = canonicalPostures(skeleton, { up, side: null, ahead: null, middle })[0]!;
  const limbs = findLimbs(skeleton, posture, up);
  const places = skeleton.joints.map((_, i) => locationIn(posture, skeleton.joints, i));
  const centre = middleOf(places);
  const size = 2 * Math.max(...places.map((place) => distance(place, centre)), 0);
  const count = (kind: LimbKind): number => limbs.filter((limb) => limb.kind === kind).length;
  return { skeleton, posture, limbs, count, places, size };
}

function middleOf(points: readonly Vec3[]): Vec3 {
  return scale(points.reduce(add, ZERO), 1 / Math.max(1, points.length));
}

/** True when nearly every joint has its image across a plane that an axis of the file stands on, in the middle of the joints. */
function isMirrored({ places, size }: Reading, axis: number): boolean {
  const middle = middleOf(places);
  const images = places.map((place): Vec3 => {
    const image = [...place] as [number, number, number];
    image[axis] = 2 * middle[axis]! - image[axis]!;
    return image;
  });
  const found = images.filter((image) =>
    places.some((place) => distance(place, image) < MIRROR_TOLERANCE * size),
  );
  return found.length > MIRRORED_PART * places.length;
}

/** True when nothing is above anything else along z. */
function isFlat({ places, size }: Reading): boolean {
  const heights = places.map(([, , height]) => height);
  return Math.max(...heights) - Math.min(...heights) < LEVEL_PART * size;
}

/** True when two arms begin above two legs along y, and level with them along z. */
function isUpright(reading: Reading): boolean {
  const rootsOf = (kind: LimbKind): Vec3[] =>
    reading.limbs
      .filter((limb) => limb.kind === kind)
      .map(({ joints }) => locationIn(reading.posture, reading.skeleton.joints, joints[0]!));
  const [arms, legs] = [rootsOf('arm'), rootsOf('leg')];
  if (arms.length !== 2 || legs.length !== 2) return false;
  const [, above, ahead] = subtract(middleOf(arms), middleOf(legs));
  const { size } = reading;
  return above > ABOVE_PART * size && Math.abs(ahead) < LEVEL_PART * size;
}
