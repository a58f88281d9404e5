/**
 * Descriptions in millimetres. Neither format has a unit of length but the metre, and exporters of CAD programs write millimetres all the
 * same: an arm of 860 metres. No robot is as long as {@link MAX_SPAN}, and none in millimetres is as short, so which one is meant shows.
 */

import type { DescriptionWarning, Joint, KinematicTree, Pose } from '../kinematic-tree.ts';
import { compose, distance, IDENTITY, norm, scale } from '../spatial.ts';

/** Metres from joint to joint, summed from the base to the end of the longest limb, beyond which lengths are taken as millimetres. */
export const MAX_SPAN = 40;

/** Metres that jaws slide in all, where nothing but jaws moves, beyond which lengths are taken as millimetres. */
export const MAX_JAW_STROKES = 5;

const METRES = 1e-3;
/** Sliding joints faster than this (m/s) are told in mm/s; slower ones had their speed left as it was. */
const MAX_SLIDING_SPEED = 20;

/** The tree in metres: as it is, or with every length divided by a thousand and a warning that says so. */
export function inMetres(tree: KinematicTree): KinematicTree {
  const span = spanOf(tree);
  const strokes = jawStrokes(tree);
  if (!(span > MAX_SPAN) && !(strokes > MAX_JAW_STROKES)) return tree;
  const sliding = new Set(tree.joints.flatMap(({ name, type }) => (type === 'prismatic' ? [name] : [])));
  return {
    ...tree,
    joints: tree.joints.map((joint) => scaledJoint(joint, sliding)),
    links: tree.links.map((link) => ({
      ...link,
      geometries: link.geometries.map((geometry) => ({
        ...geometry,
        origin: scaledPose(geometry.origin),
        size: geometry.size.map((size) => size * METRES),
      })),
    })),
    frames: tree.frames.map((frame) => ({ ...frame, pose: scaledPose(frame.pose) })),
    sensors: tree.sensors.map((sensor) => ({ ...sensor, pose: scaledPose(sensor.pose) })),
    warnings: [millimetres(Math.max(span, strokes)), ...tree.warnings],
  };
}

function millimetres(size: number): DescriptionWarning {
  const message = `Lengths are taken as millimetres: in metres the robot would be ${Math.round(size)} m large.`;
  return { code: 'millimetres', message, line: null };
}

/**
 * The longest way along a limb from its first moving joint on, or between two first joints. Neither where the base stands nor how far
 * joints slide counts: both may be any number in a file in metres.
 */
function spanOf(tree: KinematicTree): number {
  const below: number[][] = tree.links.map(() => []);
  tree.joints.forEach((joint, i) => below[joint.parent]!.push(i));
  /** Links to walk on from: how long the way was, and where the link lies in the frame of the joint before; null before the first one. */
  const open: { link: number; way: number; at: Pose; first: boolean }[] = [
    { link: tree.root, way: 0, at: IDENTITY, first: true },
  ];
  const firsts: Pose[] = [];
  let longest = 0;
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    longest = Math.max(longest, here.way + (here.first ? 0 : norm(here.at.position)));
    for (const i of below[here.link]!) {
      const joint = tree.joints[i]!;
      const pose = compose(here.at, joint.origin);
      if (joint.type === 'fixed') {
        open.push({ ...here, link: joint.child, at: pose });
        continue;
      }
      const driven = joint.type !== 'floating' && joint.type !== 'planar';
      if (driven && here.first) firsts.push(pose);
      const way = here.first || !driven ? here.way : here.way + norm(pose.position);
      open.push({ link: joint.child, way, at: IDENTITY, first: !driven });
    }
  }
  const [one, ...others] = firsts;
  if (one === undefined) return longest;
  return Math.max(longest, ...others.map((other) => distance(one.position, other.position)));
}

/** How far the joints of a gripper slide in all, when it has nothing but two or more sliding jaws; else 0. */
function jawStrokes({ joints }: KinematicTree): number {
  const moving = joints.filter(({ type }) => type !== 'fixed' && type !== 'floating');
  const carriers = new Set(moving.map(({ child }) => child));
  const jaws = moving.filter(
    ({ type, parent, lower, upper }) =>
      type === 'prismatic' && lower !== null && upper !== null && !carriers.has(parent),
  );
  if (jaws.length < 2 || jaws.length < moving.length) return 0;
  return jaws.reduce((sum, { lower, upper }) => sum + upper! - lower!, 0);
}

function scaledPose(pose: Pose): Pose {
  return { ...pose, position: scale(pose.position, METRES) };
}

function scaledJoint(joint: Joint, sliding: ReadonlySet<string>): Joint {
  const slides = joint.type === 'prismatic';
  const length = (value: number | null): number | null => (value !== null && slides ? value * METRES : value);
  const fast = joint.velocity !== null && joint.velocity > MAX_SLIDING_SPEED;
  return {
    ...joint,
    origin: scaledPose(joint.origin),
    lower: length(joint.lower),
    upper: length(joint.upper),
    velocity: fast ? length(joint.velocity) : joint.velocity,
    mimic: joint.mimic === null ? null : scaledMimic(joint.mimic, slides, sliding.has(joint.mimic.joint)),
  };
}

/** q = multiplier * q(joint) + offset, where either side may be a length. */
function scaledMimic(
  { joint, multiplier, offset }: NonNullable<Joint['mimic']>,
  slides: boolean,
  driverSlides: boolean,
): NonNullable<Joint['mimic']> {
  const own = slides ? METRES : 1;
  const driver = driverSlides ? METRES : 1;
  return { joint, multiplier: (multiplier * own) / driver, offset: offset * own };
}
