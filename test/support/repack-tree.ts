/** The ways of `REPACKS` for kinematic trees that were read from files: the same machine, written differently. */

import type { Joint, KinematicTree, Link, Pose } from '#contracts/embodiment/kinematic-tree.ts';
import type { SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import {
  compose,
  fromAxisAngle,
  fromRpy,
  IDENTITY,
  invert,
  NO_ROTATION,
  scale,
  ZERO,
} from '#contracts/embodiment/spatial.ts';

type Repack = (tree: KinematicTree, random: SeededRandom) => KinematicTree;

const RIGID = {
  type: 'fixed',
  axis: [0, 0, 1],
  lower: null,
  upper: null,
  velocity: null,
  effort: null,
  mimic: null,
  actuated: false,
} as const;

function turnsOrSlides({ type }: Joint): boolean {
  return type === 'revolute' || type === 'continuous' || type === 'prismatic';
}

/** Changes joints one by one; `change` gives the new joint and how a follower of it has to be rewritten. */
function rewriteMimics(
  tree: KinematicTree,
  factor: Map<string, number>,
  shift: Map<string, number>,
): Joint[] {
  // Old position = factor * new position + shift, for every joint.
  return tree.joints.map((joint) => {
    if (joint.mimic === null) return joint;
    const own = { factor: factor.get(joint.name) ?? 1, shift: shift.get(joint.name) ?? 0 };
    const lead = { factor: factor.get(joint.mimic.joint) ?? 1, shift: shift.get(joint.mimic.joint) ?? 0 };
    const { multiplier, offset } = joint.mimic;
    return {
      ...joint,
      mimic: {
        joint: joint.mimic.joint,
        multiplier: (multiplier * lead.factor) / own.factor,
        offset: (multiplier * lead.shift + offset - own.shift) / own.factor,
      },
    };
  });
}

export const TREE_REPACKS: Readonly<Record<string, Repack>> = {
  renaming(tree, random) {
    const names = new Map(tree.joints.map((joint) => [joint.name, `j${random.uint32()}`]));
    const name = (old: string): string => names.get(old) ?? old;
    return {
      ...tree,
      name: 'x',
      links: tree.links.map((link) => ({ ...link, name: `l${random.uint32()}` })),
      joints: tree.joints.map((joint) => ({
        ...joint,
        name: name(joint.name),
        mimic: joint.mimic === null ? null : { ...joint.mimic, joint: name(joint.mimic.joint) },
      })),
      couplings: tree.couplings.map((set) => set.map(name)),
      sensors: tree.sensors.map((sensor) => ({ ...sensor, name: 's' })),
    };
  },
  'another order'(tree, random) {
    const order = tree.links.map((_, i) => i).sort(() => random.unit() - 0.5);
    const place = new Map(order.map((old, now) => [old, now]));
    const at = (link: number): number => place.get(link)!;
    return {
      ...tree,
      root: at(tree.root),
      links: order.map((old) => tree.links[old]!),
      joints: tree.joints
        .map((joint) => ({ ...joint, parent: at(joint.parent), child: at(joint.child) }))
        .sort(() => random.unit() - 0.5),
      frames: tree.frames.map((frame) => ({ ...frame, link: at(frame.link) })),
      sensors: tree.sensors.map((sensor) => ({ ...sensor, link: at(sensor.link) })),
    };
  },
  'fixed joints in between'(tree, random) {
    const links: Link[] = [...tree.links];
    const joints = tree.joints.flatMap((joint): Joint[] => {
      if (random.below(3) > 0) return [joint];
      const middle: Pose = {
        position: [random.unit(), random.unit(), random.unit()],
        rotation: fromRpy([random.unit(), 1, random.unit()]),
      };
      links.push({ name: `between ${joint.name}`, mass: null, geometries: [] });
      const between = links.length - 1;
      return [
        { ...RIGID, name: `weld ${joint.name}`, parent: joint.parent, child: between, origin: middle },
        { ...joint, parent: between, origin: compose(invert(middle), joint.origin) },
      ];
    });
    return { ...tree, links, joints };
  },
  'a shifted and turned base'(tree, random) {
    const origin: Pose = {
      position: [random.unit(), random.unit(), random.unit()],
      rotation: fromAxisAngle([0, 0, 1], 6 * random.unit()),
    };
    const links = [...tree.links, { name: 'station', mass: null, geometries: [] }];
    const root = links.length - 1;
    const bolts = { ...RIGID, name: 'bolts', parent: root, child: tree.root, origin };
    return { ...tree, links, root, joints: [...tree.joints, bolts] };
  },
  'shifted joint zeros'(tree, random) {
    const shifts = new Map<string, number>();
    const joints = tree.joints.map((joint): Joint => {
      if (!turnsOrSlides(joint)) return joint;
      const slides = joint.type === 'prismatic';
      const shift = slides ? 0.1 * random.unit() : random.unit();
      shifts.set(joint.name, shift);
      const motion = slides
        ? { position: scale(joint.axis, shift), rotation: NO_ROTATION }
        : { position: ZERO, rotation: fromAxisAngle(joint.axis, shift) };
      return {
        ...joint,
        origin: compose(joint.origin, motion),
        lower: joint.lower === null ? null : joint.lower - shift,
        upper: joint.upper === null ? null : joint.upper - shift,
      };
    });
    return { ...tree, joints: rewriteMimics({ ...tree, joints }, new Map(), shifts) };
  },
  'flipped axes'(tree, random) {
    const factors = new Map<string, number>();
    const joints = tree.joints.map((joint): Joint => {
      if (!turnsOrSlides(joint) || random.below(2) === 0) return joint;
      factors.set(joint.name, -1);
      return {
        ...joint,
        axis: scale(joint.axis, -1),
        lower: joint.upper === null ? null : -joint.upper,
        upper: joint.lower === null ? null : -joint.lower,
      };
    });
    return { ...tree, joints: rewriteMimics({ ...tree, joints }, factors, new Map()) };
  },
  'more meshes'(tree, random) {
    const real = (link: Link): boolean => link.geometries.length > 0 || (link.mass ?? 0) > 0;
    const links = tree.links.map((link) =>
      real(link) && random.below(2) === 0
        ? { ...link, geometries: [...link.geometries, { kind: 'mesh' as const, origin: IDENTITY, size: [] }] }
        : link,
    );
    return { ...tree, links };
  },
};
