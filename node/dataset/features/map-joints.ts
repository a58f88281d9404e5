/** Which joint of a robot description each dimension of a feature belongs to, by name. */

import type { Joint, KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import { wordsOf } from './describe-feature.ts';

/** Words that name no joint: they are left out of both sides before comparing. */
const NOISE = new Set([
  'joint',
  'joints',
  'pos',
  'position',
  'motor',
  'q',
  'qpos',
  'state',
  'main',
  'link',
  'dof',
  'angle',
  'rad',
]);
/** Words for the same thing. */
const SYNONYMS: Readonly<Record<string, string>> = {
  l: 'left',
  r: 'right',
  lft: 'left',
  rgt: 'right',
  little: 'pinky',
  rotation: 'yaw',
  bend: 'pitch',
  lift: 'pitch',
  pan: 'yaw',
};

/**
 * Joint per name, null where none or more than one fits. Names are compared as sets of words without noise, first exactly, then
 * with synonyms, then allowing the joint to have words that the dimension lacks, as long as a single joint fits.
 */
export function mapJoints(names: readonly string[], robot: KinematicTree): (Joint | null)[] {
  const joints = robot.joints.filter(({ type, mimic }) => type !== 'fixed' && mimic === null);
  const exact = new Map(joints.map((joint) => [joint.name, joint]));
  const keyed = joints.map((joint) => ({ joint, words: keyWords(joint.name) }));
  return names.map((name) => exact.get(name) ?? byWords(keyWords(name), keyed));
}

function byWords(
  words: readonly string[],
  candidates: readonly { joint: Joint; words: readonly string[] }[],
): Joint | null {
  if (words.length === 0) return null;
  const equal = candidates.filter((candidate) => candidate.words.join(' ') === words.join(' '));
  if (equal.length === 1) return equal[0]?.joint ?? null;
  const wider = candidates.filter((candidate) => words.every((word) => candidate.words.includes(word)));
  return equal.length === 0 && words.length > 1 && wider.length === 1 ? (wider[0]?.joint ?? null) : null;
}

function keyWords(name: string): string[] {
  return wordsOf(name)
    .map((word) => SYNONYMS[word] ?? word)
    .filter((word) => !NOISE.has(word))
    .sort();
}
