/**
 * From a robot description to its canonical embodiment, and the binding between the two.
 *
 * The canonical form does not depend on names, on the order of joints, on fixed joints put in between, on the frame of the
 * base, on where joints have their zero, on which way axes point, or on the file format.
 */

import { baseFramesOf, directionsOfBase, type Mounting, mountingOf, palmFrame } from './base-frame.ts';
import { CanonicalBody, type JointBinding, type LimbEffector } from './canonical-order.ts';
import {
  EMBODIMENT_VERSION,
  type Embodiment,
  MAX_END_EFFECTORS,
  parseEmbodiment,
} from '../embodiment-schema.ts';
import { findEndEffectors } from './end-effector.ts';
import { loneArm, type PosedBody, upsOfLoneArm } from './lone-arm.ts';
import type { DescriptionWarning, KinematicTree, Pose, Vec3 } from '../kinematic-tree.ts';
import { isHandAlone } from './hand-alone.ts';
import { findLimbs, type Limb } from './limbs.ts';
import { stripPlanarBase } from './mobile-base.ts';
import { leastBy } from '../ordering.ts';
import { type BaseDirections, canonicalPostures } from './posture.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import { orderedSkeleton } from './skeleton-order.ts';
import { add, dot, scale, ZERO } from '../spatial.ts';
import { findUp, type FoundUp } from './up-axis.ts';

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
  const whole = skeletonOf(tree);
  const { up, sure } = findUp(whole, tree.up ?? null);
  const { skeleton, stripped } = stripPlanarBase(whole, up);
  const ways = posesOf(orderedSkeleton(skeleton), up).flatMap((posed) => waysToWrite(posed, stripped > 0));
  const { form, written, effectors, base } = leastBy(ways, (way) => way.form);
  const embodiment = parseEmbodiment({
    schema: EMBODIMENT_VERSION,
    kind: options.kind ?? 'robot',
    ...form,
    controlModes: options.controlModes ?? null,
    accuracy: options.accuracy ?? null,
  });
  const warnings = [...tree.warnings, ...guesses(effectors, stripped), ...doubts(sure)];
  return { embodiment, base, joints: written.bindings(), warnings };
}

type Form = Omit<Embodiment, 'schema' | 'kind' | 'controlModes' | 'accuracy'>;

/** One way to write a body down: where nothing tells two sides of it apart there are several, of which the least is canonical. */
interface Way {
  readonly base: Pose;
  readonly effectors: readonly LimbEffector[];
  readonly written: CanonicalBody;
  readonly form: Form;
}

interface Posed {
  readonly body: PosedBody;
  readonly up: Vec3;
}

function waysToWrite({ body, up }: Posed, driven: boolean): Way[] {
  if (isHandAlone(body.skeleton, body.posture)) {
    const limb = body.limbs.findIndex(({ kind }) => kind !== 'finger');
    return findEndEffectors({ ...body, frame: null }, limb).map((found) =>
      written(body, { base: palmFrame(body, found.tcp), mounting: 'flange', effectors: [{ limb, found }] }),
    );
  }
  const mounting = mountingOf(body, up, driven);
  return baseFramesOf(body, { up, mounting }).map((base) => {
    const arms = body.limbs.flatMap((limb, i) => (limb.kind === 'arm' ? [i] : []));
    const effectors = arms.map((limb) => ({
      limb,
      found: findEndEffectors({ ...body, frame: base }, limb)[0]!,
    }));
    return written(body, { base, mounting, effectors });
  });
}

function written(
  body: PosedBody,
  as: { base: Pose; mounting: Mounting; effectors: readonly LimbEffector[] },
): Way {
  const { base, mounting, effectors } = as;
  const canonical = new CanonicalBody({ ...body, limbs: withJaws(body.limbs, effectors) }, base);
  const placeable = mounting === 'bench' || mounting === 'flange';
  const form: Form = {
    mounting,
    joints: canonical.joints(),
    couplings: canonical.couplings(),
    limbs: canonical.limbs(),
    endEffectors: canonical.endEffectors(effectors).slice(0, MAX_END_EFFECTORS),
    sensors: canonical.sensors(),
    shoulderHeight: placeable ? null : canonical.shoulderHeight(),
  };
  return { base, effectors, written: canonical, form };
}

/** What is told of the vertical where the file does not say it. */
function doubts(sure: FoundUp['sure']): DescriptionWarning[] {
  const shown =
    'The machine stands along the y axis of its file, which is taken as up. If it does not, say up: z.';
  const doubtful =
    'Taken with z up the machine does not look like one that stands. If the file has another axis up, say so.';
  if (sure === 'shown') return [{ code: 'up-axis-y', message: shown, line: null }];
  return sure === 'doubtful' ? [{ code: 'up-axis-doubtful', message: doubtful, line: null }] : [];
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

/** A jaw at the end of an arm, or what is left of its fingers, is a finger of its own. */
function withJaws(limbs: readonly Limb[], effectors: readonly LimbEffector[]): Limb[] {
  const jaws = effectors.flatMap(({ limb, found: { jaw } }): Limb[] =>
    jaw.length === 0 || limbs.some(({ joints }) => joints[0] === jaw[0])
      ? []
      : [{ kind: 'finger', joints: jaw, parent: limb }],
  );
  const arms = limbs.map((limb, i) => {
    const effector = effectors.find((e) => e.limb === i && e.found.jaw.length > 0);
    return effector === undefined ? limb : { ...limb, joints: effector.found.joints };
  });
  return [...arms, ...jaws];
}

/**
 * Puts a skeleton into its canonical posture, finds its limbs and which way is up; both ways for a machine of which nothing says it. A
 * first posture, turned by what hangs on the base alone, shows where the base has its limbs.
 */
function posesOf(skeleton: Skeleton, fileUp: Vec3): Posed[] {
  return canonicalPostures(skeleton, roughDirections(skeleton, fileUp)).flatMap((rough) => {
    const first: PosedBody = { skeleton, posture: rough, limbs: findLimbs(skeleton, rough, fileUp) };
    const arm = loneArm(first);
    const ups = arm === null ? [fileUp] : upsOfLoneArm(first, arm, fileUp);
    return ups.flatMap((up) =>
      canonicalPostures(skeleton, directionsOfBase(first, up)).map((posture) => ({
        body: { skeleton, posture, limbs: findLimbs(skeleton, posture, up) },
        up,
      })),
    );
  });
}

/** An axis that rises by less than this part of its length is level. */
const LEVEL = 0.0997;

/** Directions of a base before its limbs are known: up along the one axis that hangs on it and is not level, else as in the file. */
function roughDirections({ joints }: Skeleton, fileUp: Vec3): BaseDirections {
  const roots = joints.filter(({ parent }) => parent < 0);
  const [only] = roots;
  const rises = roots.length === 1 && only?.type === 'revolute' ? dot(only.axis, fileUp) : 0;
  const up = Math.abs(rises) > LEVEL ? scale(only!.axis, rises < 0 ? -1 : 1) : fileUp;
  const sum = roots.reduce((total, { location }) => add(total, location), ZERO);
  const middle = scale(sum, 1 / Math.max(1, roots.length));
  return { up, side: null, ahead: null, middle };
}
