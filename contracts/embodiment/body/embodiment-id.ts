/**
 * The id of a body: the hash of its quantised canonical form, so that re-packs of one robot share it.
 *
 * Quantisation: whole steps of 1e-4 (m, rad, and parts of unit vectors), with the boundaries of the steps at 0.55 of a step,
 * where no decimal with five digits lies. Half of the real descriptions have offsets that end in 5e-5: a grid with its
 * boundaries there would tear re-packs apart on the last bit of a double.
 */

import { canonicalBytes } from '../../canonical-json.ts';
import type { CryptoPort } from '../../crypto.ts';
import { type Digest, digestOf } from '../../digest.ts';
import { poseOf, vectorOf } from '../kinematics/embodiment-chains.ts';
import type { Embodiment, EmbodimentJoint } from '../embodiment-schema.ts';
import { add, scale, toMatrix } from '../spatial.ts';
import type { Pose, Vec3 } from '../kinematic-tree.ts';

/** Step of the grid. */
export const ID_GRID = 1e-4;
/** Where in a step its upper boundary lies. */
const BOUNDARY = 0.55;

/** Step of the grid in which a value lies. */
export function gridStep(value: number): number {
  const step = Math.floor(value / ID_GRID + (1 - BOUNDARY));
  return step === 0 ? 0 : step;
}

/** Id of an embodiment: `sha256:…` over its quantised form. Equal ids mean the same body; the reverse holds but for unlucky last digits (see {@link sameBody}). */
export function embodimentId(crypto: CryptoPort, embodiment: Embodiment): Digest {
  return digestOf(crypto, canonicalBytes(quantised(embodiment)));
}

function quantised(body: Embodiment): unknown {
  return {
    schema: body.schema,
    kind: body.kind,
    mounting: body.mounting,
    joints: body.joints.map(quantisedJoint),
    couplings: body.couplings,
    limbs: body.limbs,
    endEffectors: body.endEffectors.map(({ limb, joint, tcp, source, hand }) => ({
      limb,
      joint,
      source,
      tcp: quantisedPose(poseOf(tcp)),
      hand:
        hand === null
          ? null
          : {
              ...hand,
              aperture: hand.aperture?.map(gridStep) ?? null,
              fingers: hand.fingers.map(({ joints, root, tip }) => ({
                joints,
                root: root.map(gridStep),
                tip: tip.map(gridStep),
              })),
            },
    })),
    sensors: body.sensors.map(({ kind, joint, pose, rateHz }) => ({
      kind,
      joint,
      pose: quantisedPose(poseOf(pose)),
      rateHz: step(rateHz),
    })),
    shoulderHeight: step(body.shoulderHeight),
    controlModes: body.controlModes?.toSorted() ?? null,
    accuracy:
      body.accuracy === null
        ? null
        : // Repeatability is a few hundredths of a millimetre: its grid is finer.
          { method: body.accuracy.method, repeatability: gridStep(body.accuracy.repeatability * 1000) },
  };
}

function step(value: number | null): number | null {
  return value === null ? null : gridStep(value);
}

function quantisedJoint(joint: EmbodimentJoint): unknown {
  return {
    parent: joint.parent,
    type: joint.type,
    axis: joint.axis.map(gridStep),
    point: joint.point.map(gridStep),
    lower: step(joint.lower),
    upper: step(joint.upper),
    velocity: step(joint.velocity),
    effort: step(joint.effort),
    actuated: joint.actuated,
    follows:
      joint.follows === null
        ? null
        : {
            joint: joint.follows.joint,
            multiplier: gridStep(joint.follows.multiplier),
            offset: gridStep(joint.follows.offset),
          },
  };
}

/** Orientation by the directions of two axes: a quaternion has two signs and turns slowly near its poles. */
function quantisedPose({ position, rotation }: Pose): unknown {
  const m = toMatrix(rotation);
  return {
    position: position.map(gridStep),
    z: [m[0][2], m[1][2], m[2][2]].map(gridStep),
    x: [m[0][0], m[1][0], m[2][0]].map(gridStep),
  };
}

/** Largest difference of two bodies that still are one (m, rad, parts of unit vectors). */
export const SAME_BODY_TOLERANCE = 5e-4;

/**
 * True when two canonical forms agree within {@link SAME_BODY_TOLERANCE}: the alias relation for bodies whose ids differ only
 * because a value fell on either side of a boundary. Structure (parents, kinds, flags) must be equal.
 */
export function sameBody(a: Embodiment, b: Embodiment): boolean {
  return close(comparable(a), comparable(b));
}

/** The form with lines as lines: a point on an axis is compared where it lies nearest to the base, but for the hubs of wheels. */
function comparable(body: Embodiment): unknown {
  const hubs = new Set(body.limbs.flatMap(({ kind, joints }) => (kind === 'wheel' ? joints : [])));
  return {
    ...body,
    joints: body.joints.map((joint, i) => {
      const axis = vectorOf(joint.axis);
      const point = vectorOf(joint.point);
      if (hubs.has(i)) return joint;
      return { ...joint, point: joint.type === 'revolute' ? footOfOrigin(axis, point) : null };
    }),
    endEffectors: body.endEffectors.map((effector) => ({ ...effector, tcp: unsigned(poseOf(effector.tcp)) })),
    sensors: body.sensors.map((sensor) => ({ ...sensor, pose: unsigned(poseOf(sensor.pose)) })),
  };
}

function footOfOrigin(axis: Vec3, point: Vec3): Vec3 {
  return add(point, scale(axis, -(axis[0] * point[0] + axis[1] * point[1] + axis[2] * point[2])));
}

function unsigned(pose: Pose): unknown {
  return { position: pose.position, rotation: toMatrix(pose.rotation) };
}

function close(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= SAME_BODY_TOLERANCE;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, i) => close(value, b[i]));
  }
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
    const keys = Object.keys(x);
    return keys.length === Object.keys(y).length && keys.every((key) => close(x[key], y[key]));
  }
  return a === b;
}
