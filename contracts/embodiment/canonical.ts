/**
 * From a robot description to its canonical embodiment, and the binding between the two.
 *
 * The canonical form does not depend on names, on the order of joints, on fixed joints put in between, on the frame of the
 * base, on where joints have their zero, on which way axes point, or on the file format.
 */

import { baseFrameOf, type Mounting, mountingOf, directionsOfBase } from './base-frame.ts';
import { CanonicalBody, type JointBinding, type LimbEffector } from './canonical-order.ts';
import {
  EMBODIMENT_VERSION,
  type Embodiment,
  MAX_END_EFFECTORS,
  parseEmbodiment,
} from './embodiment-schema.ts';
import { findEndEffector } from './end-effector.ts';
import { loneArm, type PosedBody, upOfLoneArm } from './lone-arm.ts';
import type { DescriptionWarning, KinematicTree, Pose, Vec3 } from './kinematic-tree.ts';
import { isHandAlone } from './hand-alone.ts';
import { findLimbs, type Limb } from './limbs.ts';
import { stripPlanarBase } from './mobile-base.ts';
import { canonicalPosture, middlePosture } from './posture.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import { UNIT_Y, UNIT_Z } from './spatial.ts';

/** An embodiment, and how positions and poses of the description translate into it. */
export interface CanonicalForm {
  readonly embodiment: Embodiment;
  /** Pose of the canonical base frame in the description's root frame (or in the floating base's initial pose there). */
  readonly base: Pose;
  readonly joints: readonly JointBinding[];
  /** What the reader and this module had to guess or pass over. */
  readonly warnings: readonly DescriptionWarning[];
}

/** What a description cannot say and a person may add. */
export interface EmbodimentOptions {
  readonly kind?: Embodiment['kind'];
  readonly controlModes?: Embodiment['controlModes'];
  readonly accuracy?: Embodiment['accuracy'];
}

/**
 * Canonical form of a description. Throws `limit-exceeded` when the body has more joints, limbs or bytes than an
 * embodiment may have.
 */
export function canonicalForm(tree: KinematicTree, options: EmbodimentOptions = {}): CanonicalForm {
  const { skeleton, stripped } = stripPlanarBase(skeletonOf(tree), UNIT_Z);
  const { body: whole, up } = poseSkeleton(skeleton);
  const alone = isHandAlone(skeleton, whole.posture);
  const mounting: Mounting = alone ? 'flange' : mountingOf(whole, up, stripped > 0);
  const at = { up, mounting, fileSide: UNIT_Y };
  const standing = alone ? null : baseFrameOf(whole, { ...at, palm: null });
  const effectors = effectorsOf(whole, standing);
  const base = standing ?? baseFrameOf(whole, { ...at, palm: effectors[0]?.found.tcp ?? null });
  const written = new CanonicalBody({ ...whole, limbs: withJaws(whole.limbs, effectors) }, base);
  const placeable = mounting === 'bench' || mounting === 'flange';
  const embodiment = parseEmbodiment({
    schema: EMBODIMENT_VERSION,
    kind: options.kind ?? 'robot',
    mounting,
    joints: written.joints(),
    couplings: written.couplings(),
    limbs: written.limbs(),
    endEffectors: written.endEffectors(effectors).slice(0, MAX_END_EFFECTORS),
    sensors: written.sensors(),
    shoulderHeight: placeable ? null : written.shoulderHeight(),
    controlModes: options.controlModes ?? null,
    accuracy: options.accuracy ?? null,
  });
  const warnings = [...tree.warnings, ...guesses(effectors, stripped)];
  return { embodiment, base, joints: written.bindings(), warnings };
}

function guesses(effectors: readonly LimbEffector[], stripped: number): DescriptionWarning[] {
  const warnings: DescriptionWarning[] = [];
  if (stripped > 0) {
    const message = `The first ${stripped} joints drive a base in the plane: the body begins behind them.`;
    warnings.push({ code: 'planar-base', message, line: null });
  }
  for (const { found } of effectors) {
    if (found.source === 'declared') continue;
    const how = found.source === 'gripper' ? 'between the finger tips' : 'on the axis of the last joint';
    const message = `No tool centre point is declared: it is taken ${how}.`;
    warnings.push({ code: `tool-from-${found.source}`, message, line: null });
  }
  return warnings;
}

/** A jaw at the end of an arm is a finger of its own. */
function withJaws(limbs: readonly Limb[], effectors: readonly LimbEffector[]): Limb[] {
  const jaws = effectors.flatMap(({ limb, found: { jaw } }): Limb[] =>
    jaw === null ? [] : [{ kind: 'finger', joints: [jaw], parent: limb }],
  );
  const arms = limbs.map((limb, i) => {
    const effector = effectors.find((e) => e.limb === i && e.found.jaw !== null);
    return effector === undefined ? limb : { ...limb, joints: effector.found.joints };
  });
  return [...arms, ...jaws];
}

/** Puts a skeleton into its canonical posture, finds its limbs and which way is up. */
function poseSkeleton(skeleton: Skeleton): { body: PosedBody; up: Vec3 } {
  const middle = middlePosture(skeleton.joints);
  const first: PosedBody = { skeleton, posture: middle, limbs: findLimbs(skeleton, middle, UNIT_Z) };
  const arm = loneArm(first);
  const up = arm === null ? UNIT_Z : upOfLoneArm(first, arm, UNIT_Z);
  const posture = canonicalPosture(skeleton, directionsOfBase(first, up));
  return { body: { skeleton, posture, limbs: findLimbs(skeleton, posture, up) }, up };
}

/** End effectors of all arms, or (without a base frame) of the palm of a hand that stands alone; its limb may be -1. */
function effectorsOf(body: PosedBody, base: Pose | null): LimbEffector[] {
  const carriers =
    base === null
      ? [body.limbs.findIndex((limb) => limb.kind !== 'finger')]
      : body.limbs.flatMap((limb, i) => (limb.kind === 'arm' ? [i] : []));
  return carriers.map((limb) => ({ limb, found: findEndEffector({ ...body, frame: base }, limb) }));
}
