/** A robot as a person wants to read it: limbs, tools and joints under the names of the file, with figures in metres and radians. */

import { drivesOf } from '#contracts/embodiment/body/drives.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment, EndEffector, Hand } from '#contracts/embodiment/embodiment-schema.ts';
import type { DescriptionWarning } from '#contracts/embodiment/kinematic-tree.ts';
import { toolReach } from '#contracts/embodiment/reach/tool-reach.ts';
import type { RobotHead } from './read-robot.ts';

/** One joint, as the file counts its positions. */
export interface JointDescription {
  /** Name in the file; null where it has none. */
  readonly name: string | null;
  /** Index in the embodiment. */
  readonly joint: number;
  readonly type: 'revolute' | 'prismatic';
  /** Radians or metres in the file's own count; null when unlimited. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly velocity: number | null;
  readonly effort: number | null;
  /** Name of the joint that it follows. */
  readonly follows: string | null;
}

/** One limb: which one carries it (by index; -1 for the base), and its joints. */
export interface LimbDescription {
  readonly kind: string;
  readonly parent: number;
  /** Joints that follow no single other one. */
  readonly degreesOfFreedom: number;
  /** Motors among them: fewer where tendons or closed loops tie joints. */
  readonly motors: number;
  readonly joints: readonly JointDescription[];
}

/** One tool. */
export interface ToolDescription {
  readonly limb: number;
  readonly source: EndEffector['source'];
  /** Position (m) and rotation (w, x, y, z) at the canonical zero, in the base frame. */
  readonly tcp: EndEffector['tcp'];
  /** Greatest distance (m) from the shoulder; null for hands without an arm. */
  readonly reach: number | null;
  readonly hand: Hand | null;
  /** Motors of the hand, those counted once that one tendon pulls; null without a hand. */
  readonly motors: number | null;
}

/** What of a robot is read off its embodiment, without a search. */
export interface BodyDescription {
  readonly name: string;
  /** Null for a body that no file describes. */
  readonly format: 'urdf' | 'mjcf' | null;
  readonly id: string;
  readonly kind: string;
  readonly mounting: string;
  readonly shoulderHeight: number | null;
  /** Joints that follow no single other one. */
  readonly degreesOfFreedom: number;
  /** Motors among them: fewer where tendons or closed loops tie joints. */
  readonly motors: number;
  readonly limbs: readonly LimbDescription[];
  readonly sensors: readonly { readonly kind: string; readonly rateHz: number | null }[];
  readonly warnings: readonly DescriptionWarning[];
}

/** A robot for people. */
export interface RobotDescription extends BodyDescription {
  readonly tools: readonly ToolDescription[];
}

/** Describes a robot with the reach of its tools, which is searched for: half a minute for a chain of 160 joints. */
export function describeRobot(robot: RobotHead): RobotDescription {
  const { embodiment } = robot.form;
  const tools = embodiment.endEffectors.map((effector) => ({
    limb: effector.limb,
    source: effector.source,
    tcp: effector.tcp,
    reach: embodiment.mounting === 'flange' ? null : toolReach(chainOf(embodiment, effector)),
    hand: effector.hand,
    motors: handMotors(embodiment, effector),
  }));
  return { ...describeBody(robot), tools };
}

function handMotors(embodiment: Embodiment, { limb, hand }: EndEffector): number | null {
  if (hand === null) return null;
  const fingers = embodiment.limbs.filter(({ kind, parent }) => kind === 'finger' && parent === limb);
  if (fingers.length === 0) return hand.actuated;
  const { motors } = drivesOf(
    embodiment,
    fingers.flatMap(({ joints }) => joints),
  );
  return Math.min(hand.actuated, motors);
}

/** Describes what of a robot needs no search: milliseconds. */
export function describeBody(robot: RobotHead): BodyDescription {
  const { embodiment, warnings } = robot.form;
  const whole = drivesOf(embodiment);
  return {
    name: robot.tree.name,
    format: robot.text === null ? null : robot.tree.format,
    id: robot.id,
    kind: embodiment.kind,
    mounting: embodiment.mounting,
    shoulderHeight: embodiment.shoulderHeight,
    degreesOfFreedom: whole.free,
    motors: whole.motors,
    limbs: embodiment.limbs.map(({ kind, parent, joints }) => {
      const { free, motors } = drivesOf(embodiment, joints);
      return {
        kind,
        parent,
        degreesOfFreedom: free,
        motors,
        joints: joints.map((joint) => describeJoint(robot, joint)),
      };
    }),
    sensors: embodiment.sensors.map(({ kind, rateHz }) => ({ kind, rateHz })),
    warnings,
  };
}

/** Name in the file of a joint of the embodiment; null where it has none. */
export function jointName(robot: RobotHead, joint: number): string | null {
  return robot.form.joints.find((binding) => binding.joint === joint)?.name ?? null;
}

/** 1 where a joint of an embodiment counts in the direction of the file, -1 where it counts the other way. */
export function jointSign(robot: RobotHead, joint: number): 1 | -1 {
  return robot.form.joints.find((binding) => binding.joint === joint)?.sign ?? 1;
}

function describeJoint(robot: RobotHead, index: number): JointDescription {
  const joint = robot.form.embodiment.joints[index]!;
  const binding = robot.form.joints.find((candidate) => candidate.joint === index);
  // q = sign * (file - offset), so file = sign * q + offset.
  const inFile = (q: number | null): number | null =>
    q === null || binding === undefined ? q : binding.sign * q + binding.offset;
  const ends = [inFile(joint.lower), inFile(joint.upper)] as const;
  const [lower, upper] = binding?.sign === -1 ? [ends[1], ends[0]] : ends;
  return {
    name: binding?.name ?? null,
    joint: index,
    type: joint.type,
    lower,
    upper,
    velocity: joint.velocity,
    effort: joint.effort,
    follows: joint.follows === null ? null : jointName(robot, joint.follows.joint),
  };
}
