/**
 * Which way is up, as descriptions say it: MJCF by `<option gravity="0 -9.81 0"/>`; URDF has z up by convention, and an element that other
 * readers pass over, `<gravity xyz="0 -9.81 0"/>`, says otherwise here.
 */

import type { Vec3 } from '../kinematic-tree.ts';
import { norm, scale, subtract, ZERO } from '../spatial.ts';
import { vectorAttribute } from './description-values.ts';
import { attribute, childrenNamed, type XmlElement } from './xml.ts';

/** Axes of a file that a person may name as pointing up. */
export const UP_AXES = ['x', 'y', 'z'] as const;
/** One of {@link UP_AXES}. */
export type UpAxis = (typeof UP_AXES)[number];

/** Pulls as little as this (m/s²) say nothing: a scene in which nothing falls. */
const NO_GRAVITY = 1e-3;

/** Up in the root frame as the file says it, in unit length; null when it says nothing. What is said last counts, as in MuJoCo. */
export function readUp(root: XmlElement): Vec3 | null {
  const [element, name] = root.name === 'mujoco' ? ['option', 'gravity'] : ['gravity', 'xyz'];
  const said = childrenNamed(root, element).filter((child) => attribute(child, name) !== null);
  const last = said.at(-1);
  if (last === undefined) return null;
  const gravity = vectorAttribute(last, name, [0, 0, 0]);
  const pull = norm(gravity);
  // Taken from zero: no coordinate becomes a negative one.
  return pull < NO_GRAVITY ? null : subtract(ZERO, scale(gravity, 1 / pull));
}

/**
 * A description that says which of its axes points up unless it says so itself: what a person knows of a file goes with it from here on. What
 * is no description comes back as it was.
 */
export function withUp(text: string, up: UpAxis): string {
  const at = afterRootTag(text);
  if (at === null) return text;
  const gravity = UP_AXES.map((axis) => (axis === up ? '-9.81' : '0')).join(' ');
  const element = at.name === 'mujoco' ? `<option gravity="${gravity}"/>` : `<gravity xyz="${gravity}"/>`;
  return `${text.slice(0, at.index)}\n  ${element}${text.slice(at.index)}`;
}

/** What may stand before the first element, by how it begins and ends. */
const PROLOGUE = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

/** Where the content of the first element begins; null where there is none, or none of a description. */
function afterRootTag(text: string): { readonly index: number; readonly name: string } | null {
  let at = 0;
  for (;;) {
    while (at < text.length && text[at] !== '<') at++;
    const skipped = PROLOGUE.find(([begin]) => text.startsWith(begin, at));
    if (skipped === undefined) break;
    const end = text.indexOf(skipped[1], at);
    if (end < 0) return null;
    at = end + skipped[1].length;
  }
  const name = ['robot', 'mujoco'].find((word) => text.startsWith(`<${word}`, at));
  if (name === undefined) return null;
  let quote: string | null = null;
  for (let k = at; k < text.length; k++) {
    const character = text[k]!;
    if (quote !== null) quote = character === quote ? null : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return text[k - 1] === '/' ? null : { index: k + 1, name };
  }
  return null;
}
