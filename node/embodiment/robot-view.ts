/** A robot as the console's pages show it. */

import type { RobotView } from '#contracts/http/console-publishing.ts';
import { describeBody } from './describe-robot.ts';
import type { RobotHead } from './read-robot.ts';

/** Longest message of a warning, characters. */
const MAX_MESSAGE = 1000;

/** Limbs, joints and warnings under the names of the file, beside the canonical embodiment that is drawn. */
export function robotView(robot: RobotHead): RobotView {
  const { name, format, kind, mounting, degreesOfFreedom, limbs, warnings } = describeBody(robot);
  return {
    id: robot.id,
    name,
    format,
    kind,
    mounting,
    degreesOfFreedom,
    limbs: limbs.map((limb) => ({
      kind: limb.kind,
      degreesOfFreedom: limb.degreesOfFreedom,
      joints: limb.joints.map(({ follows: _follows, ...joint }) => joint),
    })),
    warnings: warnings.map(({ code, line, message }) => ({
      code,
      line,
      message: message.slice(0, MAX_MESSAGE),
    })),
    embodiment: robot.form.embodiment,
  };
}
