/**
 * `retarget/1`: what was done to a dataset so that it moves another robot. Lies beside the dataset as `exchange/retarget.json`;
 * written by who retargets, signed by nobody.
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { MAX_EMBODIMENT_JOINTS, MAX_END_EFFECTORS } from '../embodiment/embodiment-schema.ts';
import { FIT_BLOCKERS } from '../fit/certificate.ts';

/** Name of the paper in `exchange/`. */
export const RETARGET_FILE = 'retarget.json';
/** The program; the version rises when the same question gives other bytes. */
export const RETARGETER = { name: 'kinship-retarget', version: '4' } as const;

/** Why nothing follows a recorded limb. */
export const UNFOLLOWED = ['rests', 'no-limb'] as const;

const label = z.string().max(40);
const name = z.string().max(256);
const count = z.int().min(0);
const finite = z.number();
const vector = z.array(finite).length(3);
const quaternion = z.array(finite).length(4);

const side = z.enum(['left', 'right']);

const trackSchema = z.strictObject({
  label,
  kind: z.enum(['joints', 'hand-points', 'forearm', 'pose']),
  side: side.nullable().describe('Recorded limb; null where only one was recorded'),
  feature: name.nullable().describe('Column of points or of positions of poses; null for joints'),
  rollFree: z.boolean().describe('The tool may roll about its approach direction'),
  halfTurn: z.boolean().describe('The tool is the same turned half about its approach'),
});

const elementSchema = z.strictObject({
  label,
  given: count.describe('Frames with a pose to follow'),
  followed: count,
  position: finite.describe('Greatest residual among the frames that are followed, m'),
  orientation: finite.describe('The same in rad; 0 for hands'),
});

/** Schema of the paper. */
export const retargetSchema = z
  .strictObject({
    schema: z.literal('retarget/1'),
    source: z.strictObject({
      format: z.enum(['v2.1', 'v3.0']),
      motion: z
        .enum(['joint-map', 'joint-names', 'pose-map', 'pose-names', 'points'])
        .describe(
          'A joint map; names of joints; a pose map of the body; names of poses of the body; names of key points and poses of somebody',
        ),
      embodiment: digestSchema.nullable().describe('Recorded body; null where only points are known'),
      up: z.enum(['y', 'z']),
    }),
    target: z.strictObject({
      embodiment: digestSchema,
      name,
      held: z
        .array(z.strictObject({ joint: name, value: finite }))
        .max(MAX_EMBODIMENT_JOINTS)
        .describe('Joints that stay where they are, as the description counts them'),
    }),
    base: z.strictObject({
      position: vector.describe('Base of the target in the base frame of the recorded body, m'),
      yaw: finite.describe('Turn about the vertical, rad'),
      heightFree: z.boolean().describe('False when both bodies stand on a floor'),
      descriptions: z
        .strictObject({ position: vector, rotation: quaternion })
        .nullable()
        .describe('Root frame of the target description in the root frame of the recorded one; w, x, y, z'),
      root: z
        .strictObject({ position: vector, rotation: quaternion })
        .optional()
        .describe(
          'Root frame of the target description in the base frame of the recorded body, the root of exchange/kinematics.urdf',
        ),
      poses: z
        .strictObject({ position: vector, rotation: quaternion })
        .exactOptional()
        .describe(
          'Where tool poses were recorded: root frame of the target description in the frame in which those of the first track are given',
        ),
    }),
    tolerance: z.strictObject({ position: finite, orientation: finite, hand: finite }),
    tracks: z.array(trackSchema).max(MAX_END_EFFECTORS),
    unfollowed: z
      .array(z.strictObject({ side: side.nullable(), reason: z.enum(UNFOLLOWED) }))
      .max(MAX_END_EFFECTORS)
      .exactOptional()
      .describe(
        'Recorded limbs that nothing follows: they rest while others work, or the robot has none for them',
      ),
    hands: z
      .array(
        z.strictObject({
          label,
          mapping: z.enum([
            'opening-metres',
            'opening-share',
            'tips-to-opening',
            'opening-to-tips',
            'tips-to-tips',
          ]),
          fingers: z
            .array(count.nullable())
            .max(16)
            .describe('For each finger of the target, the recorded finger (thumb 0) that it follows'),
        }),
      )
      .max(MAX_END_EFFECTORS),
    columns: z.array(z.strictObject({ name, elements: z.array(name).max(MAX_EMBODIMENT_JOINTS) })).max(16),
    replay: z
      .strictObject({
        windows: count,
        followed: count,
        blockers: z.array(z.strictObject({ code: z.enum(FIT_BLOCKERS), windows: count })),
      })
      .describe(
        'Sampled pieces of two seconds of which every frame is followed by every limb that does not rest: what a fit certificate counts',
      ),
    result: z.strictObject({
      episodes: count,
      frames: count,
      wholeEpisodes: count.describe('Episodes in which every arm follows every frame'),
      elements: z.array(elementSchema).max(2 * MAX_END_EFFECTORS),
    }),
  })
  .describe('What was done to a dataset so that it moves another robot');

/** What was done. */
export type RetargetReport = z.infer<typeof retargetSchema>;
