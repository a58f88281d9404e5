/**
 * `joint-map/1`: which element of which column moves which joint of the recorded body, with unit, sign and offset.
 *
 * Part of the signed manifest, so that a buyer knows before buying what can be replayed on another robot, and reads after
 * delivery exactly what was offered. Joints are indices into the canonical embodiment; their names in the lister's own
 * description travel as labels.
 *
 * Every element is read by one formula, q = sign * (factor * value - offset), in radians or metres from the canonical zero for
 * absolute positions; in rad/s or m/s, N·m or N for velocities and efforts, and as a difference in radians or metres for
 * delta commands. These have no zero: their offset is 0.
 */

import { z } from 'zod';
import { digestSchema, type Digest } from '../digest.ts';
import { MAX_EMBODIMENT_JOINTS, type Embodiment } from '../embodiment/embodiment-schema.ts';
import { ExchangeError } from '../errors.ts';
import { type FeatureFacts, widthsOf } from './facts.ts';
import { MAX_DIMENSIONS, MAX_NAME_LENGTH } from './limits.ts';
import { unitSchema } from './vocabulary.ts';

/** Most columns of a map. */
export const MAX_JOINT_COLUMNS = 32;
/** Most mapped elements of all columns together. */
export const MAX_JOINT_ELEMENTS = 1024;

const name = z.string().max(MAX_NAME_LENGTH);
const dimension = z
  .int()
  .min(0)
  .max(MAX_DIMENSIONS - 1)
  .describe('Index into the flattened column');

const elementSchema = z.strictObject({
  dimension,
  joint: z
    .int()
    .min(0)
    .max(MAX_EMBODIMENT_JOINTS - 1)
    .describe('Index into the joints of the embodiment'),
  label: name.describe("Joint's name in the lister's description: for people, never scored"),
  unit: unitSchema.describe('Unit of the value as stored'),
  factor: z.number().positive().max(1e6).describe('From that unit to rad, m, rad/s, m/s, N·m or N'),
  sign: z.union([z.literal(1), z.literal(-1)]),
  offset: z.number().min(-1e6).max(1e6),
});

const columnSchema = z.strictObject({
  feature: name.describe('Column of the dataset, as the facts name it'),
  role: z.enum(['state', 'action']),
  quantity: z.enum(['position', 'velocity', 'effort']),
  reference: z.enum(['absolute', 'delta', 'unknown']).describe('What a commanded value is counted from'),
  elements: z.array(elementSchema).max(MAX_DIMENSIONS),
  unmapped: z
    .array(z.strictObject({ dimension, reason: z.enum(['no-joint', 'no-unit', 'not-in-embodiment']) }))
    .max(MAX_DIMENSIONS),
});

/** Schema of a joint map. */
export const jointMapSchema = z
  .strictObject({
    schema: z.literal('joint-map/1'),
    embodiment: digestSchema,
    columns: z.array(columnSchema).max(MAX_JOINT_COLUMNS),
  })
  .refine(
    ({ columns }) => columns.reduce((sum, { elements }) => sum + elements.length, 0) <= MAX_JOINT_ELEMENTS,
    'too many elements',
  )
  .describe('Which element of which column moves which joint');

/** A joint map. */
export type JointMap = z.infer<typeof jointMapSchema>;
/** One column that moves joints. */
export type JointColumn = JointMap['columns'][number];
/** One element of a column. */
export type JointElement = JointColumn['elements'][number];

/** Where a joint's position comes from: an element and its column. */
export interface JointSource {
  readonly feature: string;
  readonly dimension: number;
  readonly joint: number;
  readonly sign: 1 | -1;
  readonly offset: number;
  readonly factor: number;
}

/** Canonical value of a stored one: radians, metres and their like. */
export function canonicalValue(
  element: Pick<JointElement, 'sign' | 'factor' | 'offset'>,
  value: number,
): number {
  return element.sign * (element.factor * value - element.offset);
}

/** Stored value that stands for a canonical one. */
export function storedValue(
  element: Pick<JointElement, 'sign' | 'factor' | 'offset'>,
  canonical: number,
): number {
  return (element.sign * canonical + element.offset) / element.factor;
}

/** Sources of joint positions, one a joint: states before actions. Columns of differences give no position. */
export function positionSources(map: JointMap): JointSource[] {
  const sources = new Map<number, JointSource>();
  for (const role of ['state', 'action'] as const) {
    for (const column of map.columns) {
      if (column.role !== role || column.quantity !== 'position' || column.reference === 'delta') continue;
      for (const { dimension, joint, sign, offset, factor } of column.elements) {
        if (!sources.has(joint))
          sources.set(joint, { feature: column.feature, dimension, joint, sign, offset, factor });
      }
    }
  }
  return [...sources.values()];
}

/** Canonical joint positions of one row, over `rest`: the positions of joints that no column moves. */
export function jointPositions(
  rest: readonly number[],
  sources: readonly JointSource[],
  valueOf: (source: JointSource) => number,
): number[] {
  const positions = [...rest];
  for (const source of sources) positions[source.joint] = canonicalValue(source, valueOf(source));
  return positions;
}

/** Judges a map beside the body and the features it speaks of. Throws `content-mismatch` with the `path` that does not fit. */
export function requireJointMap(
  map: JointMap,
  recorded: { readonly id: Digest; readonly body: Embodiment } | null,
  features: readonly Pick<FeatureFacts, 'name' | 'shape'>[],
): void {
  const refuse = (path: string): never => {
    throw new ExchangeError('content-mismatch', 'The joint map speaks of something else than the dataset.', {
      params: { path },
    });
  };
  if (recorded === null || map.embodiment !== recorded.id) return refuse('embodiment');
  const widths = widthsOf(features);
  map.columns.forEach(({ feature, elements, unmapped }, i) => {
    const width = widths.get(feature) ?? refuse(`columns.${i}.feature`);
    const seen = [...elements, ...unmapped].map((element) => element.dimension);
    if (new Set(seen).size !== seen.length || seen.some((each) => each >= width))
      refuse(`columns.${i}.elements`);
    const joints = elements.map(({ joint }) => joint);
    if (
      new Set(joints).size !== joints.length ||
      joints.some((joint) => joint >= recorded.body.joints.length)
    )
      refuse(`columns.${i}.elements`);
  });
}
