/**
 * Tool centre points: where a limb acts, found from structure.
 *
 * The tool frame: z is the approach direction, x the direction in which a gripper opens (or some direction across z that
 * the arm itself singles out), origin between the finger tips. Without fingers the tool lies on the axis of the last
 * joint. A declared frame counts when it lies on the approach line found so, with one of its axes along it: a frame that
 * merely hangs there does not move the tool.
 */

import { endsOfBody, endsOfParts, farthestOf } from './body-points.ts';
import { type Line, senseOf } from '../lines.ts';
import { type Finger, tipOf } from './finger.ts';
import { areAlike, fingersOf, type Grip, gripsOf, type HandContext, openingOfOne } from './hand.ts';
import type { Pose, Vec3 } from '../kinematic-tree.ts';
import { findJaw, linesOf, MIN_STEP, placedStops, rangeOf, ROLLS } from './jaw.ts';
import { axisIn, locationIn, type Posture } from './posture.ts';
import type { Skeleton, Stop } from './skeleton.ts';
import {
  add,
  compose,
  conjugate,
  cross,
  distance,
  dot,
  fromAxes,
  norm,
  perpendicular,
  rotate,
  scale,
  subtract,
  toMatrix,
  transformPoint,
  unit,
  UNIT_X,
  UNIT_Y,
} from '../spatial.ts';

/** How far beyond the last joint (m) a declared tool may lie. */
const MAX_TOOL_LENGTH = 0.5003;
/** How near to the approach line (m) a declared tool must lie, and how parallel (cosine) one of its axes must be. */
const ON_LINE = 0.0027;
const PARALLEL = 0.9995;
/** An approach direction within this angle (cosine of 20 degrees) of the last axis is meant to be that axis. */
const SNAP = 0.94;
/** A hand that lies within this angle of the last axis (cosine of some 45 degrees) approaches along it. */
const LIES_ALONG = 0.7007;
/** A last joint with at least this range (rad) rolls the tool. */
const ROLL_RANGE = 3.9997;
/** A gripper is flat, or does not open, when it does so by less than this (m). */
const NO_DEPTH = 9.7e-5;
/** Cosine above which a direction of the base lies along the tool. */
const ALONG = 0.93;
/** A part that reaches less far (m) across an axis decides nothing. */
const MIN_REACH = 0.02997;

/** What is known about an end effector. Poses and points in the root frame, in the posture. */
export interface EndEffectorFinding {
  /** Joints of the limb that move the tool: without a jaw. */
  readonly joints: readonly number[];
  readonly tcp: Pose;
  readonly source: 'declared' | 'gripper' | 'last-axis';
  readonly grip: Grip | null;
  /** Joints at the end of the chain that only open and close the hand: a jaw, or the knuckles of the one finger there is. Empty for none. */
  readonly jaw: readonly number[];
  /** How far (m) a jaw opens from what it closes on; null where its length is in the meshes. */
  readonly jawOpening: readonly [number, number] | null;
}

type Context = HandContext;

/**
 * End effector of the limb at `index`; for -1, of a hand that stands alone. Several when fingers of a hand without a frame are alike: one
 * for each that may come first.
 */
export function findEndEffectors(context: Context, index: number): EndEffectorFinding[] {
  const { skeleton, posture, limbs } = context;
  const joints = limbs[index]?.joints ?? [];
  const fingers = fingersOf(context, index);
  const jaw = jawOf(context, joints, fingers);
  const moving = joints.slice(0, joints.length - (jaw?.inChain ?? 0));
  const grips = fingers.length >= 2 ? gripsOf(fingers, context) : [null];
  const body = (moving.at(-1) ?? -1) + 1;
  const jawOpening = jaw === null ? null : openingOfOne(jaw.finger, context);
  return grips.flatMap((grip) => {
    const tools =
      grip === null ? [alongLastAxis(context, moving, jaw)] : betweenFingers(context, moving, grip);
    return tools.map((found) => {
      const declared = declaredOnLine({ skeleton, posture }, body, found.tcp);
      const source = declared !== null ? 'declared' : found.source;
      const tcp = declared ?? found.tcp;
      return { joints: moving, tcp, source, grip, jaw: jaw?.finger.joints ?? [], jawOpening };
    });
  });
}

/** The one finger that closes on what does not move. */
interface Jaw {
  readonly finger: Finger;
  /** How many joints of the arm's chain it takes: none where it stands beside what is no finger. */
  readonly inChain: number;
}

/** The one finger there is closes as a jaw does, whether it ends the chain or stands beside what is no finger. */
function jawOf(context: Context, chain: readonly number[], fingers: readonly Finger[]): Jaw | null {
  if (fingers.length > 0) return fingers.length > 1 ? null : { finger: fingers[0]!, inChain: 0 };
  const joints = findJaw(context, chain);
  if (joints[0] === undefined) return null;
  const root = locationIn(context.posture, context.skeleton.joints, joints[0]);
  return { finger: { joints, root, tip: tipOf(joints, context), linkage: null }, inChain: joints.length };
}

/** Where a jaw closes: at its tip. What slides, and what one joint of a chain carries, is in the meshes as often as not: there, where the joint is. */
function closingPoint({ skeleton }: Context, { finger, inChain }: Jaw): Vec3 {
  const slides = skeleton.joints[finger.joints[0]!]!.type === 'prismatic';
  return slides || inChain === 1 ? finger.root : finger.tip;
}

interface Tool {
  readonly tcp: Pose;
  readonly source: 'gripper' | 'last-axis';
}

function alongLastAxis(context: Context, chain: readonly number[], jaw: Jaw | null): Tool {
  const { skeleton, posture, frame } = context;
  const last = chain.at(-1);
  if (last === undefined)
    return { tcp: { position: [0, 0, 0], rotation: [1, 0, 0, 0] }, source: 'last-axis' };
  const trail = trailOf(context, chain, jaw);
  const { here } = trail;
  const motion = posture.motions[last + 1]!;
  // What a locked joint carries shows where the tool is, not what carries the joint.
  const { outer } = skeleton.bodies[last + 1]!;
  const ends = endsOfParts(outer).map((p) => transformPoint(motion, p));
  const closes = jaw === null ? null : closingPoint(context, jaw);
  if (closes !== null) ends.push(closes);
  const markers = outer.markers.map((m) => transformPoint(motion, m.position));
  const inFrame = frame === null ? trail.axis : rotate(conjugate(frame.rotation), trail.axis);
  const line = scale(trail.axis, senseOf(inFrame));
  const forward = outward({ trail, axis: line, ends, markers });
  const position = add(here, scale(forward, toolLength(trail, forward, closes)));
  const across = acrossTool({ trail, forward, frame });
  return { tcp: toolPose(position, forward, across), source: 'last-axis' };
}

/** The joints of a chain from its end inwards. A joint that is locked is one, too: a tool does not move when it is. */
interface Trail {
  readonly here: Vec3;
  readonly axis: Vec3;
  readonly rolls: boolean;
  /** True when the outermost joint is locked. */
  readonly locked: boolean;
  /** Where the joints before the outermost lie, and the axes of all. */
  readonly behind: readonly Vec3[];
  readonly axes: readonly Vec3[];
}

function trailOf({ skeleton, posture }: Context, chain: readonly number[], jaw: Jaw | null): Trail {
  const { joints, bodies } = skeleton;
  const last = chain.at(-1)!;
  // Of locked joints between the arm and its jaw the arm's last one still shows where the tool is.
  const tail = jaw === null ? bodies[last + 1]!.stops : joints[jaw.finger.joints[0]!]!.stops;
  const lines = [...linesOf({ skeleton, posture }, chain), ...placedStops(posture, tail, last + 1)].reverse();
  const { point: here, axis } = lines[0]!;
  const behind = lines.slice(1).map(({ point }) => point);
  const came = behind.map((point) => subtract(here, point)).find((step) => norm(step) > MIN_STEP);
  const locked = tail.length > 0;
  // Nobody says how far a locked joint would turn: it rolls when it lies along what carries it.
  const rolls = locked
    ? came !== undefined && Math.abs(dot(came, axis)) > ROLLS * norm(came)
    : rangeOf(joints[last]!) >= ROLL_RANGE;
  return { here, axis, rolls, locked, behind, axes: lines.map((line) => line.axis) };
}

/**
 * How far beyond the last joint a tool without declared frame lies. A jaw has it where it closes; a rolling joint has the
 * tool on its axis, and how long the tool is, is in the meshes: 0. After a joint that pitches, the last body is taken to be
 * as long as the one before.
 */
function toolLength({ here, axis, behind }: Trail, forward: Vec3, closes: Vec3 | null): number {
  if (closes !== null) return Math.max(0, dot(subtract(closes, here), forward));
  if (Math.abs(dot(forward, axis)) > 0.5) return 0;
  const step = behind.map((point) => distance(here, point)).find((length) => length > MIN_STEP);
  return step === undefined ? 0 : Math.min(step, MAX_TOOL_LENGTH);
}

/**
 * Outward direction of a last body. A declared frame on the axis decides; else the way the parts reach, across the axis
 * only when the joint pitches instead of rolling; else the way the chain came.
 */
function outward(at: {
  readonly trail: Trail;
  readonly axis: Vec3;
  readonly ends: readonly Vec3[];
  readonly markers: readonly Vec3[];
}): Vec3 {
  const { here, rolls, behind } = at.trail;
  const sign = (along: number): Vec3 => scale(at.axis, along > 0 ? 1 : -1);
  const marked = farthestOffset(
    at.markers.filter((m) => besideAxis(m, { here, axis: at.axis }) < ON_LINE),
    here,
  );
  if (norm(marked) > MIN_STEP) return sign(dot(marked, at.axis));
  const parts = farthestOffset(at.ends, here);
  // Where the parts are in meshes, what is declared shows how the body lies: it turns with the body, whatever its range.
  const reach = norm(parts) > MIN_REACH ? parts : farthestOffset([...at.ends, ...at.markers], here);
  const along = dot(reach, at.axis);
  if (norm(reach) > MIN_STEP && Math.abs(along) < 0.3 * norm(reach) && !rolls) {
    return unit(subtract(reach, scale(at.axis, along)));
  }
  if (Math.abs(along) > MIN_STEP) return sign(along);
  for (const point of behind) {
    const step = subtract(here, point);
    const forward = dot(step, at.axis);
    if (Math.abs(forward) > MIN_STEP && (rolls || Math.abs(forward) > 0.5 * norm(step))) return sign(forward);
    if (!rolls && norm(step) > MIN_STEP) return unit(subtract(step, scale(at.axis, forward)));
  }
  return at.axis;
}

function besideAxis(point: Vec3, at: { here: Vec3; axis: Vec3 }): number {
  const offset = subtract(point, at.here);
  return norm(subtract(offset, scale(at.axis, dot(offset, at.axis))));
}

function farthestOffset(points: readonly Vec3[], from: Vec3): Vec3 {
  return subtract(farthestOf(points, from) ?? from, from);
}

function meanOffset(points: readonly Vec3[], from: Vec3): Vec3 {
  let sum: Vec3 = [0, 0, 0];
  for (const point of points) sum = add(sum, subtract(point, from));
  return points.length === 0 ? sum : scale(sum, 1 / points.length);
}

/** A direction across the tool that comes from the arm: the nearest earlier axis that is not along it; from the base when all axes are. */
function acrossTool(at: {
  readonly trail: Trail;
  readonly forward: Vec3;
  readonly frame: Pose | null;
}): Vec3 {
  for (const axis of at.trail.axes) {
    const across = subtract(axis, scale(at.forward, dot(axis, at.forward)));
    if (norm(across) > 0.1) return unit(across);
  }
  if (at.frame === null) return perpendicular(at.forward);
  const { rotation } = at.frame;
  const x = rotate(rotation, UNIT_X);
  return Math.abs(dot(x, at.forward)) < ALONG ? x : rotate(rotation, UNIT_Y);
}

function toolPose(position: Vec3, z: Vec3, xHint: Vec3): Pose {
  const x = unit(subtract(xHint, scale(z, dot(xHint, z))), perpendicular(z));
  return { position, rotation: fromAxes(x, cross(z, x), z) };
}

/** The tool of a gripper; two that approach either way when nothing of it has a depth. */
function betweenFingers(context: Context, chain: readonly number[], grip: Grip): Tool[] {
  const { skeleton, posture } = context;
  const { fingers } = grip;
  const last = chain.at(-1);
  const wrist = last === undefined ? null : outermostLine(context, chain, skeleton.bodies[last + 1]!.stops);
  const roots = mean(fingers.map((finger) => finger.root));
  const slides = fingers.length === 2 ? slideDirection(skeleton, posture, fingers[0]!.joints) : null;
  // Where the pads of sliding fingers are is in the meshes: the tool is where they slide, in every file of the gripper.
  const centre = slides === null ? mean(fingers.map((finger) => finger.tip)) : roots;
  const opening = openingOf(grip);
  const axes = fingers.flatMap(({ joints }) => joints.map((i) => axisIn(posture, skeleton.joints, i)));
  const x =
    slides !== null
      ? scale(slides, dot(slides, opening) < 0 ? -1 : 1)
      : norm(opening) > NO_DEPTH
        ? unit(opening)
        : axes[0]!;
  const from = wrist?.point ?? roots;
  const tips = mean(fingers.map((finger) => finger.tip));
  const base = mean(
    endsOfBody(skeleton, (last ?? -1) + 1).map((p) => transformPoint(posture.motions[(last ?? -1) + 1]!, p)),
  );
  const behind = [from, roots, base].find((point) => distance(point, tips) > MIN_STEP) ?? from;
  const away = subtract(distance(from, centre) > MIN_STEP ? centre : tips, behind);
  const flat = subtract(away, scale(x, dot(away, x)));
  const deep = norm(flat) > NO_DEPTH;
  const plain = deep ? unit(flat) : acrossBy(axes, x);
  const z =
    wrist === null ? plain : approachOf({ away: unit(away), plain, x, hand: isHand(fingers) }, wrist.axis);
  const alike = fingers.length === 2 && areAlike(fingers, context);
  const turned = alike && (leans(context, centre, cross(z, x)) || leans(context, centre, x)) < 0;
  return (deep ? [z] : [z, scale(z, -1)]).map((approach) => ({
    tcp: toolPose(centre, approach, turned ? scale(x, -1) : x),
    source: 'gripper',
  }));
}

/** Three fingers or more, or fingers with knuckles of their own: a hand, and what is left of one. */
function isHand(fingers: readonly Finger[]): boolean {
  return fingers.length > 2 || fingers.every(({ joints, linkage }) => joints.length > 1 && linkage === null);
}

/**
 * Which way a gripper approaches on a wrist: along the axis that it lies along, however its fingers stand; else a hand of many fingers from
 * the wrist to their tips, since thumbs stand anyhow, and two fingers across the way they open.
 */
function approachOf(
  gripper: { readonly away: Vec3; readonly plain: Vec3; readonly x: Vec3; readonly hand: boolean },
  axis: Vec3,
): Vec3 {
  const { away, plain, x, hand } = gripper;
  const carried = dot(axis, away);
  if (Math.abs(carried) > LIES_ALONG) return scale(axis, carried > 0 ? 1 : -1);
  if (hand) return away;
  const side = dot(axis, plain);
  const isAxis = Math.abs(side) > SNAP && Math.abs(dot(axis, x)) < 0.02;
  return isAxis ? scale(axis, side > 0 ? 1 : -1) : plain;
}

/** The last joint that carries a hand, be it locked or not. */
function outermostLine(
  { skeleton, posture }: Context,
  chain: readonly number[],
  stops: readonly Stop[],
): Line {
  const last = chain.at(-1)!;
  return placedStops(posture, stops, last + 1).at(-1) ?? linesOf({ skeleton, posture }, chain).at(-1)!;
}

/** The first of some directions that is not along x, across x. */
function acrossBy(directions: readonly Vec3[], x: Vec3): Vec3 {
  const across = directions.map((direction) => subtract(direction, scale(x, dot(direction, x))));
  return unit(across.find((direction) => norm(direction) > 0.1) ?? perpendicular(x));
}

/** How far (m, summed) the machine lies to one side of a point: decides which of two like fingers comes first. */
function leans({ skeleton, posture }: Context, from: Vec3, side: Vec3): number {
  const joints = skeleton.joints.map((_, i) => locationIn(posture, skeleton.joints, i));
  const parts = skeleton.bodies.flatMap((body, i) =>
    [...body.parts, ...body.sensors.map(({ pose }) => pose)].map(({ position }) =>
      transformPoint(posture.motions[i]!, position),
    ),
  );
  const sum = [...joints, ...parts].reduce((total, p) => total + dot(subtract(p, from), side), 0);
  return Math.abs(sum) < 1e-6 ? 0 : sum;
}

/** From the thumb to the others, or between two fingers. */
function openingOf({ fingers, thumb }: Grip): Vec3 {
  const opposing = fingers[thumb];
  if (opposing === undefined || fingers.length === 2) return subtract(fingers[0]!.tip, fingers[1]!.tip);
  const others = fingers.filter((finger) => finger !== opposing);
  return subtract(mean(others.map((finger) => finger.tip)), opposing.tip);
}

/** Opening direction of fingers that slide. */
function slideDirection(skeleton: Skeleton, posture: Posture, chain: readonly number[]): Vec3 | null {
  const sliding = chain.find((i) => skeleton.joints[i]!.type === 'prismatic');
  return sliding === undefined ? null : axisIn(posture, skeleton.joints, sliding);
}

function mean(points: readonly Vec3[]): Vec3 {
  return points.length === 0 ? [0, 0, 0] : add(points[0]!, meanOffset(points, points[0]!));
}

/** The farthest marker of a body on the approach line, with the approach line's own directions. */
function declaredOnLine(
  { skeleton, posture }: { skeleton: Skeleton; posture: Posture },
  body: number,
  tool: Pose,
): Pose | null {
  const motion = posture.motions[body]!;
  const matrix = toMatrix(tool.rotation);
  const z: Vec3 = [matrix[0][2], matrix[1][2], matrix[2][2]];
  let best: number | null = null;
  for (const marker of skeleton.bodies[body]!.outer.markers) {
    const pose = compose(motion, marker);
    const offset = subtract(pose.position, tool.position);
    const along = dot(offset, z);
    const beside = norm(subtract(offset, scale(z, along)));
    const axes = toMatrix(pose.rotation);
    const parallel = [0, 1, 2].some(
      (c) => Math.abs(axes[0][c]! * z[0] + axes[1][c]! * z[1] + axes[2][c]! * z[2]) > PARALLEL,
    );
    if (beside > ON_LINE || !parallel || Math.abs(along) > MAX_TOOL_LENGTH) continue;
    if (best === null || along > best) best = along;
  }
  return best === null ? null : { position: add(tool.position, scale(z, best)), rotation: tool.rotation };
}
