/**
 * The kinematic tree: what a robot description says, before any canonical form.
 *
 * Frames and units: metres, radians, kilograms, newtons; right-handed frames; z up where a description has a world.
 * Quaternions are [w, x, y, z], unit length. Words follow URDF (link, joint, origin, axis, limit, mimic).
 */

/** Cartesian vector, metres where it is a length. */
export type Vec3 = readonly [number, number, number];

/** Unit quaternion [w, x, y, z]. */
export type Quaternion = readonly [number, number, number, number];

/** Position (m) and orientation of a frame in its parent frame. */
export interface Pose {
  readonly position: Vec3;
  readonly rotation: Quaternion;
}

/** Joint types of URDF, plus MJCF's `ball`. `floating` has six degrees of freedom, `ball` three, `planar` three, `fixed` none. */
export type JointType = 'revolute' | 'continuous' | 'prismatic' | 'fixed' | 'floating' | 'planar' | 'ball';

/** Coupling of a joint to another: q = multiplier * q(joint) + offset. */
export interface Mimic {
  readonly joint: string;
  readonly multiplier: number;
  readonly offset: number;
}

/** One joint. `lower`/`upper` are radians or metres, null when unlimited; `velocity` rad/s or m/s; `effort` N·m or N; null when unknown. */
export interface Joint {
  readonly name: string;
  readonly type: JointType;
  /** Index of the parent link in {@link KinematicTree.links}. */
  readonly parent: number;
  /** Index of the child link. */
  readonly child: number;
  /** Pose of the joint frame in the parent link's frame at joint position zero. */
  readonly origin: Pose;
  /** Unit axis in the joint frame. [0, 0, 1] for joints without an axis. */
  readonly axis: Vec3;
  /** Of a fixed joint to which the file still gives a range: the unit axis, in the joint frame, that it would move along or about. */
  readonly heldAxis?: Vec3;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly velocity: number | null;
  readonly effort: number | null;
  readonly mimic: Mimic | null;
  /** True when something drives the joint: URDF has no actuators, so every movable joint without mimic counts; MJCF says it. */
  readonly actuated: boolean;
}

/** A primitive shape fixed to a link; meshes are named and never opened. Sizes in metres. */
export interface Geometry {
  readonly kind: 'box' | 'cylinder' | 'capsule' | 'sphere' | 'ellipsoid' | 'mesh';
  readonly origin: Pose;
  /** box: full extents x, y, z; cylinder and capsule: radius, length; sphere: radius; ellipsoid: radii; mesh: empty. */
  readonly size: readonly number[];
}

/** One rigid body. */
export interface Link {
  readonly name: string;
  /** Kilograms; null when the description does not say. */
  readonly mass: number | null;
  readonly geometries: readonly Geometry[];
}

/** A named frame on a link that is no link of its own: MJCF site, declared tool centre point. */
export interface NamedFrame {
  readonly name: string;
  readonly link: number;
  readonly pose: Pose;
}

/** A sensor found in the description. `rateHz` null when not stated. */
export interface Sensor {
  readonly name: string;
  readonly kind:
    | 'camera'
    | 'depth'
    | 'lidar'
    | 'imu'
    | 'force-torque'
    | 'force'
    | 'torque'
    | 'tactile'
    | 'joint-state'
    | 'other';
  readonly link: number;
  readonly pose: Pose;
  readonly rateHz: number | null;
}

/** Something worth telling the person who brought the file; `line` is 1-based, null when unknown. */
export interface DescriptionWarning {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
}

/** A whole robot description, read from URDF or MJCF. Links and joints form one tree rooted at `root`. */
export interface KinematicTree {
  readonly name: string;
  readonly format: 'urdf' | 'mjcf';
  readonly links: readonly Link[];
  readonly joints: readonly Joint[];
  /** Index of the root link. */
  readonly root: number;
  /** Unit vector against gravity in the root frame; left out when the description does not say it. */
  readonly up?: Vec3;
  readonly frames: readonly NamedFrame[];
  readonly sensors: readonly Sensor[];
  /** Sets of joints coupled beyond mimic (MJCF tendons and equalities), by joint name. */
  readonly couplings: readonly (readonly string[])[];
  readonly warnings: readonly DescriptionWarning[];
}
