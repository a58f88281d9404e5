/** What the confined child of `readRobot` runs: XML of strangers is parsed away from keys and network (DECISIONS 30). */

import {
  canonicalForm,
  type CanonicalForm,
  type EmbodimentOptions,
} from '#contracts/embodiment/body/canonical.ts';
import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';

/** Input of a confined reading. */
export interface ConfinedReadInput {
  readonly text: string;
  readonly options: EmbodimentOptions;
  /** True when nobody asks for the links and joints as they are written: of the largest files they are more than a turn of an event loop can take. */
  readonly headOnly?: boolean;
}

/** A description, read, without its links and joints as written. */
export interface ReadHead {
  readonly tree: Pick<KinematicTree, 'name' | 'format'>;
  readonly form: CanonicalForm;
}

/** A description, read: the tree as written, and its canonical form. */
export interface ReadDescription extends ReadHead {
  readonly tree: KinematicTree;
}

/** Reads a description. */
export function run({ text, options, headOnly }: ConfinedReadInput): Promise<ReadDescription | ReadHead> {
  const tree = readRobotDescription(text);
  const { name, format } = tree;
  const form = canonicalForm(tree, options);
  return Promise.resolve({ tree: headOnly === true ? { name, format } : tree, form });
}
