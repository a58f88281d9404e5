/** Which columns of a published version move which joints: kept beside its files, since the manifest holds no joint names. */

import { join } from 'node:path';
import { z } from 'zod';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { MAX_EMBODIMENT_JOINTS } from '#contracts/embodiment/embodiment-schema.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';
import type { JointSource } from './joint-track.ts';

const FILE = 'joint-sources.json';
const MAX_BYTES = 256 * 1024;

const sourcesSchema = z
  .array(
    z.strictObject({
      feature: z.string().max(256),
      dimension: z.int().min(0),
      joint: z.int().min(0),
      sign: z.union([z.literal(1), z.literal(-1)]),
      offset: z.number(),
      factor: z.number(),
    }),
  )
  .max(MAX_EMBODIMENT_JOINTS);

/** Keeps the sources in a version's folder, readable by this user only. */
export async function writeJointSources(folder: string, sources: readonly JointSource[]): Promise<void> {
  await writeFileAtomic(join(folder, FILE), canonicalBytes(sources), { mode: 0o600 });
}

/** The sources of a version. Throws `not-found` for versions without a robot, or made before sources were kept. */
export async function readJointSources(folder: string): Promise<JointSource[]> {
  const bytes = await readFileBounded(join(folder, FILE), MAX_BYTES);
  return parseWire(sourcesSchema, parseJson(bytes, MAX_BYTES), 'joint sources');
}
