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
}

/** A description, read: the tree as written, and its canonical form. */
export interface ReadDescription {
  readonly tree: KinematicTree;
  readonly form: CanonicalForm;
}

/** Reads a description. */
export function run(input: ConfinedReadInput): Promise<ReadDescription> {
  const tree = readRobotDescription(input.text);
  return Promise.resolve({ tree, form: canonicalForm(tree, input.options) });
}
