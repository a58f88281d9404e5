/**
 * Bodies that no file describes: a person of a given height, and a camera worn on a head.
 *
 * Segment lengths as parts of stature: Drillis and Contini (1966), as given by Winter, "Biomechanics and Motor Control of
 * Human Movement", chapter 4. Bones of the hand: Buryanov and Kotiuk (2010). Ranges of motion: American Academy of
 * Orthopaedic Surgeons, "Joint Motion". Averages of adults: good enough to say what a person can reach, not who it was.
 */

import { ExchangeError } from '../../errors.ts';
import type { EmbodimentOptions } from './canonical.ts';
import { EMBODIMENT_VERSION, type Embodiment, parseEmbodiment } from '../embodiment-schema.ts';
import { PI } from '../elementary.ts';
import type { KinematicTree, Quaternion, Vec3 } from '../kinematic-tree.ts';
import { fromAxisAngle, multiply, NO_ROTATION, UNIT_X, UNIT_Y, UNIT_Z } from '../spatial.ts';
import { buildTree, type JointDraft, type LinkDraft } from '../description/tree-builder.ts';

/** Statures (m) that are taken for a person's. */
export const MIN_STATURE = 0.5;
export const MAX_STATURE = 2.6;

/** Options under which a person's tree becomes an embodiment. */
export const HUMAN: EmbodimentOptions = { kind: 'human' };

const DEGREE = PI / 180;
const BACK: Vec3 = [0, -1, 0];
const RIGHT: Vec3 = [-1, 0, 0];

/** Lengths of metacarpal and phalanges (m) for a hand of {@link HAND_LENGTH}, and where the finger stands across the palm. */
const FINGERS = [
  { name: 'index', bones: [0.06812, 0.03978, 0.02238, 0.01582], across: 0.027 },
  { name: 'middle', bones: [0.0646, 0.04463, 0.02633, 0.0174], across: 0.007 },
  { name: 'ring', bones: [0.058, 0.04137, 0.02565, 0.0173], across: -0.012 },
  { name: 'little', bones: [0.05369, 0.03274, 0.01811, 0.01596], across: -0.03 },
] as const;
const THUMB = [0.04622, 0.03157, 0.02167] as const;
const HAND_LENGTH = 0.189;
/** From the wrist to the metacarpals (m). */
const WRIST = 0.02;

/** Name, place in the frame of the joint before, axis, and range in degrees. */
type Hinge = readonly [string, Vec3, Vec3, readonly [number, number]];

/** Collects links and joints; lengths are given as parts of stature. */
class Skeleton {
  readonly links: LinkDraft[] = [{ name: 'pelvis', mass: 1, geometries: [], line: 0 }];
  readonly joints: JointDraft[] = [];
  readonly #stature: number;

  constructor(stature: number) {
    this.#stature = stature;
  }

  /** Adds hinges one after the other, each with the link it carries; returns the name of the last link. */
  chain(parent: string, prefix: string, hinges: readonly Hinge[]): string {
    let last = parent;
    for (const [name, place, axis, [low, high]] of hinges) {
      const own = prefix + name;
      const range = { lower: low * DEGREE, upper: high * DEGREE };
      this.joints.push({ ...this.#hung(own, last, place), type: 'revolute', axis, ...range, actuated: true });
      last = own;
    }
    return last;
  }

  /** Adds the end of a limb: a part that does not move by itself. */
  tip(parent: string, name: string, place: Vec3): void {
    this.joints.push(this.#hung(name, parent, place));
  }

  /** A rigid joint with the link of its name. */
  #hung(name: string, parent: string, [x, y, z]: Vec3): JointDraft {
    const s = this.#stature;
    this.links.push({ name, mass: 1, geometries: [], line: 0 });
    return {
      name,
      type: 'fixed',
      parent,
      child: name,
      origin: { position: [x * s, y * s, z * s], rotation: NO_ROTATION },
      axis: UNIT_Z,
      lower: null,
      upper: null,
      velocity: null,
      effort: null,
      mimic: null,
      actuated: false,
      line: 0,
    };
  }
}

/** A camera on a person's head: pictures a second, and whether it measures depth. */
export interface HeadCamera {
  readonly rateHz?: number;
  readonly depth?: boolean;
}

/** Optical frame of a camera that looks ahead and `tilt` (rad) down: from looking up, half a turn to the front, then down. */
function lookingAhead(tilt: number): Quaternion {
  return multiply(fromAxisAngle(UNIT_Z, -PI / 2), fromAxisAngle(UNIT_X, -PI / 2 - tilt));
}

/**
 * Kinematic tree of a standing person: pelvis, waist, neck, arms with five-finger hands, legs. Joints are named
 * `left_elbow_flexion` and so on; all are zero when the arms hang down with the palms to the thighs. A head camera sits
 * between the eyes and looks ahead. Throws `limit-exceeded` for a stature (m) outside {@link MIN_STATURE} to {@link MAX_STATURE}.
 */
export function humanTree(stature: number, headCamera: HeadCamera | null = null): KinematicTree {
  if (!(stature >= MIN_STATURE && stature <= MAX_STATURE)) {
    throw new ExchangeError('limit-exceeded', `A stature of ${stature} m is not a person's.`, {
      params: { min: MIN_STATURE, max: MAX_STATURE },
    });
  }
  const body = new Skeleton(stature);
  const chest = body.chain('pelvis', '', [
    ['waist_rotation', [0, 0, 0.05], UNIT_Z, [-45, 45]],
    ['waist_flexion', [0, 0, 0], UNIT_Y, [-25, 80]],
    ['waist_bending', [0, 0, 0], UNIT_X, [-35, 35]],
  ]);
  const head = body.chain(chest, '', [
    ['neck_rotation', [0, 0, 0.29], UNIT_Z, [-80, 80]],
    ['neck_flexion', [0, 0, 0.02], UNIT_Y, [-60, 45]],
  ]);
  body.tip(head, 'eyes', [0.05, 0, 0.046]);
  for (const side of ['left', 'right'] as const) {
    addLeg(body, side);
    addArm(body, side, chest);
  }
  return buildTree({
    name: 'human',
    format: 'urdf',
    links: body.links,
    joints: body.joints,
    frames: [],
    sensors:
      headCamera === null
        ? []
        : [
            {
              name: 'head_camera',
              kind: headCamera.depth === true ? 'depth' : 'camera',
              link: 'eyes',
              pose: { position: [0, 0, 0], rotation: lookingAhead(0) },
              rateHz: headCamera.rateHz ?? null,
              line: 0,
            },
          ],
    couplings: [],
    warnings: [],
  });
}

type Side = 'left' | 'right';

function addLeg(body: Skeleton, side: Side): void {
  const y = side === 'left' ? 1 : -1;
  const out = side === 'left' ? UNIT_X : RIGHT;
  const foot = body.chain('pelvis', `${side}_`, [
    ['hip_flexion', [0, 0.0955 * y, 0], BACK, [-20, 120]],
    ['hip_abduction', [0, 0, 0], out, [-30, 45]],
    ['hip_rotation', [0, 0, 0], UNIT_Z, [-45, 45]],
    ['knee_flexion', [0, 0, -0.245], UNIT_Y, [0, 140]],
    ['ankle_flexion', [0, 0, -0.246], BACK, [-50, 20]],
    ['ankle_inversion', [0, 0, 0], out, [-15, 35]],
  ]);
  body.tip(foot, `${side}_sole`, [0.03, 0, -0.039]);
}

function addArm(body: Skeleton, side: Side, chest: string): void {
  const y = side === 'left' ? 1 : -1;
  const out = side === 'left' ? UNIT_X : RIGHT;
  const hand = body.chain(chest, `${side}_`, [
    ['shoulder_flexion', [0, 0.129 * y, 0.238], BACK, [-60, 180]],
    ['shoulder_abduction', [0, 0, 0], out, [-50, 180]],
    ['shoulder_rotation', [0, 0, 0], UNIT_Z, y > 0 ? [-90, 70] : [-70, 90]],
    ['elbow_flexion', [0, 0, -0.186], BACK, [0, 150]],
    ['forearm_rotation', [0, 0, 0], UNIT_Z, [-80, 80]],
    ['wrist_flexion', [0, 0, -0.146], out, [-80, 70]],
    ['wrist_deviation', [0, 0, 0], BACK, [-30, 20]],
  ]);
  addFingers(body, side, hand);
}

/** The palm faces the thigh: fingers point down, the thumb forward. */
function addFingers(body: Skeleton, side: Side, hand: string): void {
  const inwards = side === 'left' ? RIGHT : UNIT_X;
  const part = 0.108 / HAND_LENGTH;
  for (const { name, bones, across } of FINGERS) {
    const [metacarpal, proximal, middle, distal] = bones;
    const finger = body.chain(hand, `${side}_${name}_`, [
      ['abduction', [across * part, 0, -(metacarpal + WRIST) * part], UNIT_Y, [-20, 20]],
      ['knuckle', [0, 0, 0], inwards, [-20, 90]],
      ['middle', [0, 0, -proximal * part], inwards, [0, 100]],
      ['end', [0, 0, -middle * part], inwards, [0, 80]],
    ]);
    body.tip(finger, `${side}_${name}_tip`, [0, 0, -distal * part]);
  }
  const palmward = side === 'left' ? -1 : 1;
  const [metacarpal, proximal, distal] = THUMB;
  const thumb = body.chain(hand, `${side}_thumb_`, [
    [
      'rotation',
      [0.02 * part, 0.01 * part * palmward, -0.025 * part],
      UNIT_Z,
      palmward < 0 ? [-20, 70] : [-70, 20],
    ],
    ['abduction', [0, 0, 0], BACK, [0, 70]],
    ['knuckle', [0, 0, -metacarpal * part], inwards, [0, 55]],
    ['end', [0, 0, -proximal * part], inwards, [0, 80]],
  ]);
  body.tip(thumb, `${side}_thumb_tip`, [0, 0, -distal * part]);
}

/** A camera worn on a head or chest: how high (m) it is carried, how far (rad) it looks down, how often it takes a picture. */
export interface WornCamera {
  readonly height: number;
  readonly tilt?: number;
  readonly rateHz?: number;
  readonly depth?: boolean;
}

/**
 * Embodiment of a camera without a body: it sees, and reaches nothing. Throws `schema-mismatch` for figures that are none.
 */
export function wornCameraEmbodiment(camera: WornCamera): Embodiment {
  return parseEmbodiment({
    schema: EMBODIMENT_VERSION,
    kind: 'camera',
    mounting: 'worn',
    joints: [],
    couplings: [],
    limbs: [],
    endEffectors: [],
    sensors: [
      {
        kind: camera.depth === true ? 'depth' : 'camera',
        joint: -1,
        pose: { position: [0, 0, camera.height], rotation: [...lookingAhead(camera.tilt ?? 0)] },
        rateHz: camera.rateHz ?? null,
      },
    ],
    shoulderHeight: null,
    controlModes: null,
    accuracy: null,
  });
}
