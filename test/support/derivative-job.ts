/** Derivatives in tests: the real reader and writer, seeded folders, and a search for what must not survive. */

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import type { DerivativeDeps, DerivativeRequest } from '#node/desensitize/make-derivative.ts';
import { ROSTER, SECRETS, TASKS, writeSeededDataset } from './seeded-dataset.ts';

/** The program's own reader and writer. */
export const derivativeDeps: DerivativeDeps = {
  openSource: async (dir) => await openDataset(dir),
  createWriter: async (dir, spec) => await createLerobotWriter(dir, spec),
  clock: () => performance.now(),
  version: '0.1.0',
};

/** A scratch folder with one seeded dataset of each version. */
export class DerivativeScratch {
  readonly dir: string;
  readonly sources: Readonly<Record<'v2.1' | 'v3.0', string>>;

  static async create(): Promise<DerivativeScratch> {
    const scratch = new DerivativeScratch(await mkdtemp(join(tmpdir(), 'kin-derivative-')));
    for (const version of ['v2.1', 'v3.0'] as const)
      await writeSeededDataset(scratch.sources[version], version);
    return scratch;
  }

  private constructor(dir: string) {
    this.dir = dir;
    this.sources = { 'v2.1': join(dir, 'raw-v21'), 'v3.0': join(dir, 'raw-v30') };
  }

  /** A job from a folder into `out` below the scratch folder. */
  request(sourceDir: string, out: string, policyId = 'standard@1'): DerivativeRequest {
    const policy = findPolicy(policyId);
    assert.ok(policy.ok);
    return {
      sourceDir,
      outDir: join(this.dir, out),
      policy: policy.value,
      dataset: 'urn:kin:ds:seeded',
      pseudonymKey: Buffer.alloc(32, 3),
      salt: 'ab'.repeat(16),
      roster: ROSTER,
      approvedTasks: TASKS,
      humanReview: true,
    };
  }

  async remove(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** All plain files below a folder, in the order of their paths. */
export async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths.sort((a, b) => (a < b ? -1 : 1));
}

/** Secrets that occur in a folder: in names or bytes, as UTF-8 or UTF-16. */
export async function leaksIn(dir: string): Promise<string[]> {
  const leaks: string[] = [];
  for (const path of await filesBelow(dir)) {
    const bytes = await readFile(path);
    for (const secret of SECRETS) {
      const inBytes = bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le'));
      if (inBytes || path.slice(dir.length).includes(secret)) leaks.push(`${path}: ${secret}`);
    }
  }
  return leaks;
}
