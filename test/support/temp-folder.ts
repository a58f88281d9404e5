import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where to say what is undone afterwards: a test's context, or a program's own list. */
export interface Cleanup {
  after(work: () => unknown): void;
}

/** A new empty folder that is removed after the test. */
export async function tempFolder(t: Cleanup): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'kin-test-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}
