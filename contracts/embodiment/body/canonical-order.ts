/**
 * The one order and the one way round in which a posed skeleton is written down.
 *
 * Children of a body are ordered by what they are and where they are in the base frame, then by all that they carry; axes point into a
 * fixed half of space. Both have a tolerance, so that the last digits of a file decide nothing.
 */

import type { PosedBody } from './lone-arm.ts';
import type {
  EmbodimentJoint,
  EmbodimentLimb,
  EmbodimentSensor,
  EndEffector,
  Hand,
} from '../embodiment-schema.ts';
import { MAX_COUPLINGS, MAX_SENSORS } from '../embodiment-schema.ts';
import type { EndEffectorFinding } from './end-effector.ts';
import type { Pose, Sensor, Vec3 } from '../kinematic-tree.ts';
import { compareKeys, inOrder } from '../ordering.ts';
import { footOn, type Line, nearestOn, senseOf } from '../lines.ts';
import { axisIn, locationIn } from './posture.ts';
import {
  compose,
  cross,
  fromAxisAngle,
  invert,
  multiply,
  norm,
  rotate,
  scale,
  toMatrix,
  transformPoint,
  UNIT_Z,
  ZERO,
} from '../spatial.ts';

/** Components of quaternions below this have no sign: rotations of files end in the fifth digit. */
const NO_COMPONENT = 1.37e-4;
const LIMB_ORDER = ['wheel', 'leg', 'torso', 'arm', 'head', 'finger', 'other'] as const;

/** How one axis of a joint of the file maps to the canonical form: q = sign * (q(file) - offset). */
export interface JointBinding {
  readonly name: string;
  /** Axis of a ball or planar joint; 0 for joints with one axis. */
  readonly component: number;
  /** Index in the embodiment's joints. */
  readonly joint: number;
  readonly sign: 1 | -1;
  readonly offset: number;
}

/** An end effector and the limb that carries it (-1: the base), both by index in the skeleton. */
export interface LimbEffector {
  readonly limb: number;
  readonly found: EndEffectorFinding;
}

/** Eight decimals: below any tolerance, and above the noise of another way to write the same. */
export function rounded(value: number): number {
  const scaled = Math.round(value * 1e8) / 1e8;
  return scaled === 0 ? 0 : scaled;
}

function triple(v: Vec3): number[] {
  return v.map(rounded);
}

/** A pose with the sign of its quaternion fixed, rounded. */
function writtenPose({ position, rotation }: Pose): { position: number[]; rotation: number[] } {
  const lead = rotation.find((c) => Math.abs(c) > NO_COMPONENT) ?? 1;
  return { position: triple(position), rotation: rotation.map((c) => rounded(lead < 0 ? -c : c)) };
}

/** Writes a posed skeleton in the base frame. */
export class CanonicalBody {
  readonly #body: PosedBody;
  readonly #toBase: Pose;
  /** Skeleton joint at each place, and place of each skeleton joint. */
  readonly #order: readonly number[];
  readonly #place = new Map<number, number>();
  readonly #limbOrder: number[];
  readonly #location: Vec3[];
  readonly #axis: Vec3[];
  readonly #sense: (1 | -1)[];

  constructor(body: PosedBody, base: Pose) {
    this.#body = body;
    this.#toBase = invert(base);
    const { skeleton, posture, limbs } = body;
    this.#location = skeleton.joints.map((_, i) =>
      transformPoint(this.#toBase, locationIn(posture, skeleton.joints, i)),
    );
    this.#axis = skeleton.joints.map((_, i) =>
      rotate(this.#toBase.rotation, axisIn(posture, skeleton.joints, i)),
    );
    this.#sense = this.#axis.map(senseOf);
    this.#order = this.#visit(-1).order;
    this.#order.forEach((i, place) => this.#place.set(i, place));
    this.#limbOrder = limbs
      .map((_, i) => i)
      .sort((a, b) => this.#placeOf(limbs[a]!.joints[0]!) - this.#placeOf(limbs[b]!.joints[0]!));
  }

  /** Joints below a body in order, parents first, and the figures of them all. */
  #visit(parent: number): { order: number[]; figures: number[] } {
    const { joints } = this.#body.skeleton;
    const branches = joints
      .flatMap((joint, i) => (joint.parent === parent ? [i] : []))
      .map((i) => {
        const below = this.#visit(i);
        const figures = [...this.#figuresOf(i), ...below.figures];
        return { order: [i, ...below.order], key: [...this.#keyOf(i), ...figures], figures };
      });
    const sorted = inOrder(branches.map(({ key }) => key)).map((i) => branches[i]!);
    return {
      order: sorted.flatMap(({ order }) => order),
      figures: sorted.flatMap(({ figures }) => figures),
    };
  }

  /** What tells a joint from its siblings at first sight: limb, joints below, place, line, and the middle of what it carries. */
  #keyOf(i: number): number[] {
    const limb = this.#body.limbs.find(({ joints }) => joints.includes(i));
    const kind = limb === undefined ? LIMB_ORDER.length : LIMB_ORDER.indexOf(limb.kind);
    // Shoulders of some bodies turn about one line: then what they carry tells them apart.
    return [kind, -this.#below(i), ...this.#lineOf(i), ...this.#middleBelow(i)];
  }

  /** Place and line of a joint. */
  #lineOf(i: number): number[] {
    const [x, y, z] = this.#location[i]!;
    return [z, y, x, ...scale(this.#axis[i]!, this.#sense[i]!)];
  }

  #figuresOf(i: number): number[] {
    return [...this.#lineOf(i), this.#body.skeleton.joints[i]!.rank];
  }

  /** Mean place of a joint and all that it carries: height, then left, then forward. */
  #middleBelow(joint: number): [number, number, number] {
    const { joints } = this.#body.skeleton;
    const below = new Set([joint]);
    const sum: [number, number, number] = [0, 0, 0];
    this.#location.forEach(([x, y, z], i) => {
      if (below.has(joints[i]!.parent)) below.add(i);
      if (!below.has(i)) return;
      sum[0] += z;
      sum[1] += y;
      sum[2] += x;
    });
    return [sum[0] / below.size, sum[1] / below.size, sum[2] / below.size];
  }

  #below(i: number): number {
    return this.#body.skeleton.joints.reduce(
      (sum, joint, k) => (joint.parent === i ? sum + this.#below(k) : sum),
      1,
    );
  }

  #placeOf(joint: number): number {
    return joint < 0 ? -1 : this.#place.get(joint)!;
  }

  #limbPlace(limb: number): number {
    return limb < 0 ? -1 : this.#limbOrder.indexOf(limb);
  }

  /** Joints in canonical order. */
  joints(): EmbodimentJoint[] {
    const { skeleton, posture } = this.#body;
    const points: Vec3[] = [];
    return this.#order.map((i): EmbodimentJoint => {
      const { type, parent, coupling, lower, upper, velocity, effort, actuated } = skeleton.joints[i]!;
      const sense = this.#sense[i]!;
      const axis = this.#axis[i]!;
      const point = this.#isHub(i)
        ? this.#location[i]!
        : parent < 0
          ? this.#firstPoint(i)
          : this.#nextPoint(i, points[this.#placeOf(parent)]!);
      points.push(point);
      const now = posture.positions[i]!;
      const limits: [number, number] | null =
        coupling !== null
          ? this.#coupledLimits(i)
          : lower === null || upper === null
            ? null
            : [lower - now, upper - now];
      const [low, high] = limits === null ? [null, null] : sense > 0 ? limits : [-limits[1], -limits[0]];
      return {
        parent: this.#placeOf(parent),
        type,
        axis: triple(scale(axis, sense)),
        point: triple(point),
        lower: low === null ? null : rounded(low),
        upper: high === null ? null : rounded(high),
        velocity: velocity === null ? null : rounded(velocity),
        effort: effort === null ? null : rounded(effort),
        actuated: actuated && coupling === null,
        follows: this.#follows(i),
      };
    });
  }

  /** Wheels and rotors lie where their file has their hub: two on one axle are told apart by nothing else. */
  #isHub(i: number): boolean {
    const { limbs, skeleton } = this.#body;
    if (skeleton.joints[i]!.type !== 'revolute') return false;
    return limbs.some(
      ({ kind, joints }) =>
        (kind === 'wheel' || (kind === 'other' && joints.length === 1)) && joints.at(-1) === i,
    );
  }

  /** Point of a joint on the base: where its axis passes nearest to the next axis. */
  #firstPoint(i: number): Vec3 {
    const { joints } = this.#body.skeleton;
    const next = this.#order.find((k) => joints[k]!.parent === i && joints[k]!.type === 'revolute');
    if (joints[i]!.type === 'prismatic') return ZERO;
    const line = this.#line(i);
    const other = next === undefined ? null : this.#line(next);
    const crossing = other === null ? 0 : norm(cross(line.axis, other.axis));
    return other === null || crossing < 1e-3 ? footOn(line, ZERO) : nearestOn(line, other);
  }

  /** Point of a joint nearest to the point of the joint before; a sliding joint has no place of its own. */
  #nextPoint(i: number, before: Vec3): Vec3 {
    return this.#body.skeleton.joints[i]!.type === 'prismatic' ? before : footOn(this.#line(i), before);
  }

  #line(i: number): Line {
    return { point: this.#location[i]!, axis: this.#axis[i]! };
  }

  /** Range that the driver gives a following joint, from where both stand. */
  #coupledLimits(i: number): [number, number] | null {
    const { joints } = this.#body.skeleton;
    const coupling = joints[i]!.coupling!;
    const driver = joints[coupling.joint]!;
    if (driver.lower === null || driver.upper === null) return null;
    const half = (Math.abs(coupling.multiplier) * (driver.upper - driver.lower)) / 2;
    return [-half, half];
  }

  #follows(i: number): EmbodimentJoint['follows'] {
    const coupling = this.#body.skeleton.joints[i]!.coupling;
    if (coupling === null) return null;
    const multiplier = coupling.multiplier * this.#sense[i]! * this.#sense[coupling.joint]!;
    // Both stand at their zero in the same posture, so nothing is left to add.
    return { joint: this.#placeOf(coupling.joint), multiplier: rounded(multiplier), offset: 0 };
  }

  /** Where each joint of the file went. */
  bindings(): JointBinding[] {
    const { skeleton, posture } = this.#body;
    return this.#order.map((i, joint) => ({
      name: skeleton.joints[i]!.name,
      component: skeleton.joints[i]!.component,
      joint,
      sign: this.#sense[i]!,
      offset: posture.positions[i]!,
    }));
  }

  /** Sets of joints coupled otherwise, each once. */
  couplings(): number[][] {
    const sets = this.#body.skeleton.couplings.map((set) =>
      [...new Set(set.map((i) => this.#placeOf(i)))].sort((a, b) => a - b),
    );
    const unique = new Map(sets.filter((set) => set.length > 1).map((set) => [set.join(), set]));
    return [...unique.values()].sort(compareKeys).slice(0, MAX_COUPLINGS);
  }

  /** Limbs in the order of their first joints. */
  limbs(): EmbodimentLimb[] {
    return this.#limbOrder.map((i) => {
      const { kind, parent, joints } = this.#body.limbs[i]!;
      return { kind, parent: this.#limbPlace(parent), joints: joints.map((joint) => this.#placeOf(joint)) };
    });
  }

  /** End effectors in the order of their limbs. */
  endEffectors(effectors: readonly LimbEffector[]): EndEffector[] {
    const written = effectors.map(({ limb, found }): EndEffector => {
      const tcp = compose(this.#toBase, found.tcp);
      const directed = found.grip !== null && found.grip.fingers.length > 2;
      return {
        limb: this.#limbPlace(limb),
        joint: this.#placeOf(found.joints.at(-1) ?? -1),
        tcp: writtenPose(directed ? tcp : withCanonicalOpening(tcp)),
        source: found.source,
        hand: this.#hand(found),
      };
    });
    return written.sort((a, b) => a.limb - b.limb);
  }

  #hand({ grip, jaw, jawOpening }: EndEffectorFinding): Hand | null {
    if (jaw.length > 0) {
      const [root, tip] = [jaw[0]!, jaw.at(-1)!].map((joint) => triple(this.#location[joint]!));
      const fingers = [{ joints: jaw.map((joint) => this.#placeOf(joint)), root: root!, tip: tip! }];
      const aperture = jawOpening === null ? null : jawOpening.map(rounded);
      return { kind: 'jaw', fingers, thumb: -1, opposable: 1, aperture, actuated: 1 };
    }
    if (grip === null) return null;
    const at = (p: Vec3): number[] => triple(transformPoint(this.#toBase, p));
    const order = grip.fingers
      .map((finger, i) => ({ finger, i }))
      .sort((a, b) => this.#placeOf(a.finger.joints[0]!) - this.#placeOf(b.finger.joints[0]!));
    const count = grip.fingers.length;
    const many = count >= 5 && grip.opposable > 0 ? 'anthropomorphic' : 'multi-finger';
    return {
      kind: count === 2 ? 'two-finger' : count === 3 ? 'three-finger' : many,
      fingers: order.map(({ finger }) => ({
        joints: finger.joints.map((joint) => this.#placeOf(joint)),
        root: at(finger.root),
        tip: at(finger.tip),
      })),
      // Of two fingers neither is the thumb.
      thumb: count === 2 ? -1 : order.findIndex(({ i }) => i === grip.thumb),
      opposable: grip.opposable,
      aperture: grip.aperture === null ? null : grip.aperture.map(rounded),
      actuated: grip.actuated,
    };
  }

  /** Sensors in canonical order. */
  sensors(): EmbodimentSensor[] {
    const { skeleton, posture } = this.#body;
    const all = skeleton.bodies.flatMap(({ sensors }, body) =>
      sensors.map((sensor: Sensor): EmbodimentSensor => {
        const pose = compose(this.#toBase, compose(posture.motions[body]!, sensor.pose));
        const joint = this.#placeOf(body - 1);
        return { kind: sensor.kind, joint, pose: writtenPose(pose), rateHz: sensor.rateHz };
      }),
    );
    const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
    const keys = all.map(({ kind, joint, pose, rateHz }) => [
      kinds.indexOf(kind),
      joint,
      ...pose.position,
      ...pose.rotation,
      rateHz ?? 0,
    ]);
    return inOrder(keys)
      .map((i) => all[i]!)
      .slice(0, MAX_SENSORS);
  }

  /** Mean height of the shoulders in the base frame, or null without arms. */
  shoulderHeight(): number | null {
    const arms = this.#body.limbs.filter((limb) => limb.kind === 'arm');
    const heights = arms.map((arm) => this.#location[arm.joints[0]!]![2]);
    return heights.length === 0 ? null : rounded(heights.reduce((sum, z) => sum + z, 0) / heights.length);
  }
}

/** Opening directions have no sense: turned half about the approach, a gripper is the same. */
function withCanonicalOpening(tcp: Pose): Pose {
  const matrix = toMatrix(tcp.rotation);
  const x: Vec3 = [matrix[0][0], matrix[1][0], matrix[2][0]];
  if (senseOf(x) > 0) return tcp;
  return { position: tcp.position, rotation: multiply(tcp.rotation, fromAxisAngle(UNIT_Z, Math.PI)) };
}
