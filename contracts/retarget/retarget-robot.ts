/**
 * The robot that a dataset is retargeted to, in what the computation needs of it: canonical form, and how its description counts and
 * names joints. No meshes, no masses, no file.
 */

import { z } from 'zod';
import { embodimentSchema, MAX_EMBODIMENT_JOINTS } from '../embodiment/embodiment-schema.ts';

/** Length of names, as far as they are kept. */
const MAX_NAME = 256;
const finite = z.number();

/** Schema of a robot to retarget to. */
export const retargetRobotSchema = z.strictObject({
  /** Name in its description. */
  name: z.string().max(MAX_NAME),
  embodiment: embodimentSchema,
  /** How axes of the description map to canonical joints: q = sign * (q(description) - offset). */
  joints: z
    .array(
      z.strictObject({
        name: z.string().max(MAX_NAME),
        component: z.int().min(0).max(5),
        joint: z
          .int()
          .min(0)
          .max(MAX_EMBODIMENT_JOINTS - 1),
        sign: z.union([z.literal(1), z.literal(-1)]),
        offset: finite,
      }),
    )
    .max(MAX_EMBODIMENT_JOINTS),
  /** Canonical base frame in the description's root frame; rotation w, x, y, z. */
  base: z.strictObject({
    position: z.tuple([finite, finite, finite]),
    rotation: z.tuple([finite, finite, finite, finite]),
  }),
});
/** A robot to retarget to. */
export type RetargetRobot = z.infer<typeof retargetRobotSchema>;
