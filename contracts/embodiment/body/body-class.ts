/** What kind of body this is, in one word, and how many degrees of freedom it has: for shelves and filters, never for scores. */

import type { Embodiment } from '../embodiment-schema.ts';

/** Kinds of body, told from limbs and mounting alone. `none`: nothing is described. */
export const BODY_CLASSES = [
  'arm',
  'dual-arm',
  'mobile-manipulator',
  'humanoid',
  'legged',
  'hand',
  'human',
  'camera',
  'other',
  'none',
] as const;
/** One of {@link BODY_CLASSES}. */
export type BodyClass = (typeof BODY_CLASSES)[number];

/** The kind of a body. */
export function bodyClassOf(body: Embodiment | null): BodyClass {
  if (body === null) return 'none';
  if (body.kind !== 'robot') return body.kind;
  const limbs = (kind: Embodiment['limbs'][number]['kind']): number =>
    body.limbs.filter((limb) => limb.kind === kind).length;
  const [arms, legs] = [limbs('arm'), limbs('leg')];
  if (legs >= 2) return arms >= 2 ? 'humanoid' : 'legged';
  if (body.mounting === 'mobile' && arms >= 1) return 'mobile-manipulator';
  if (arms >= 2) return 'dual-arm';
  if (arms === 1) return 'arm';
  return body.endEffectors.some((effector) => effector.hand !== null) ? 'hand' : 'other';
}

/** Joints that move by themselves, those of fingers not counted; null without a described body. */
export function bodyDof(body: Embodiment | null): number | null {
  if (body === null || body.kind === 'camera') return null;
  const fingers = new Set([
    ...body.limbs.filter((limb) => limb.kind === 'finger').flatMap((limb) => limb.joints),
    ...body.endEffectors
      .flatMap((effector) => effector.hand?.fingers ?? [])
      .flatMap((finger) => finger.joints),
  ]);
  return body.joints.filter((joint, i) => joint.actuated && joint.follows === null && !fingers.has(i)).length;
}
