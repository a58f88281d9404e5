/** Names and positions of joints for people. A canonical body has no names: limb and number say which joint it is. */

import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';

const DEGREES = 180 / Math.PI;
const MILLIMETRES = 1000;

/** Limb and number of a joint, such as "arm 1.3". */
export function jointWords(body: Embodiment, joint: number, t: (key: string) => string): string {
  const limb = body.limbs.findIndex(({ joints }) => joints.includes(joint));
  if (limb < 0) return String(joint + 1);
  const kind = body.limbs[limb]?.kind ?? 'other';
  const place = (body.limbs[limb]?.joints.indexOf(joint) ?? 0) + 1;
  return `${t(`limb.${kind}`)} ${limb + 1}.${place}`;
}

/** A position in degrees or millimetres. */
export function positionWords(type: 'revolute' | 'prismatic', q: number): string {
  // Adding zero makes of -0 a plain one; a minus is as wide as a figure.
  const figure = String(Math.round(q * (type === 'revolute' ? DEGREES : MILLIMETRES)) + 0).replace('-', '−');
  return type === 'revolute' ? `${figure}°` : `${figure}\u00a0mm`;
}
