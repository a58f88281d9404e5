/** A robot description read in the page: it is never uploaded, only its canonical form is asked with. */

import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { requireMoving } from '#contracts/embodiment/body/moving-robot.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { withUp, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { parseEmbodiment, type Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { xmlText } from '#contracts/embodiment/description/xml-text.ts';
import type { DescriptionWarning } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { browserCrypto } from '../app/browser-crypto.ts';

/** Largest description that a page reads, bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** A robot to ask with. */
export interface ReadRobot {
  readonly file: string;
  readonly name: string;
  readonly id: string;
  readonly embodiment: Embodiment;
  readonly degreesOfFreedom: number;
  /** What the file leaves open or contradicts. */
  readonly warnings: readonly DescriptionWarning[];
  /** Names in the file of the embodiment's joints, one a joint; null where it has none. */
  readonly jointNames: readonly (string | null)[];
}

/** Reads a description; `up` is its axis that points up, where it does not say it. Throws `limit-exceeded`, `bad-xml` or `bad-robot-description` with the line. */
export async function readRobotFile(file: File, up: UpAxis | null = null): Promise<ReadRobot> {
  if (file.size > MAX_BYTES) {
    throw new ExchangeError(
      'limit-exceeded',
      `A description of more than ${MAX_BYTES} bytes is not read here.`,
    );
  }
  const text = xmlText(new Uint8Array(await file.arrayBuffer()));
  const tree = readRobotDescription(up === null ? text : withUp(text, up));
  const form = canonicalForm(tree);
  const embodiment = requireMoving(parseEmbodiment(form.embodiment));
  const names = new Map(form.joints.map(({ joint, name }) => [joint, name]));
  return {
    file: file.name,
    name: tree.name,
    id: embodimentId(browserCrypto, embodiment),
    embodiment,
    degreesOfFreedom: degreesOfFreedom(embodiment),
    warnings: form.warnings,
    jointNames: embodiment.joints.map((_, i) => names.get(i) ?? null),
  };
}

/** Limbs of which two make the vertical of a file matter: that of a lone arm, or of a hand, is found from its axes. */
const STANDING = new Set(['arm', 'leg', 'torso', 'wheel']);

/** True when it matters for a body which axis of its file points up. */
export function standsByFile({ limbs }: Embodiment): boolean {
  return limbs.filter(({ kind }) => STANDING.has(kind)).length > 1;
}

/** Joints of a body that move by themselves. */
export function degreesOfFreedom({ joints }: Embodiment): number {
  return joints.filter(({ follows }) => follows === null).length;
}
