import type { LerobotSpec, LerobotWriter } from './lerobot-spec.ts';
import { writeLerobotV21 } from './write-lerobot-v21.ts';
import { writeLerobotV30 } from './write-lerobot-v30.ts';

/** Opens a writer for the version that the spec names. The folder is made; throws `conflict` when it is not empty. */
export function createLerobotWriter(root: string, spec: LerobotSpec): Promise<LerobotWriter> {
  return spec.version === 'v3.0' ? writeLerobotV30(root, spec) : writeLerobotV21(root, spec);
}
