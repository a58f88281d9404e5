/** Damages a dataset in many ways, one file at a time, and insists that converting it ends well each time. */

import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainConversion, type TargetFormat } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { convertDataset } from '#node/dataset/convert/convert-dataset.ts';
import { mutateBytes, seededRandom } from './mutate-bytes.ts';

/** Longest that one damaged dataset may take, milliseconds. */
const MAX_CASE_MS = 20_000;

/**
 * Mutates `files` of the dataset at `dir` in turn and converts. Each case ends in a dataset or in an ExchangeError other than `internal`; the file
 * is restored after each. Answers how many cases were refused.
 */
export async function fuzzConversion(
  dir: string,
  files: readonly string[],
  plan: { cases: number; seed: number; format: TargetFormat; fps: number | null },
): Promise<number> {
  const random = seededRandom(plan.seed);
  const options = { ...plainConversion(plan.format), fps: plan.fps };
  const out = `${dir}.out`;
  let refused = 0;
  for (let n = 0; n < plan.cases; n++) {
    const file = files[n % files.length] ?? '';
    const original = new Uint8Array(await readFile(join(dir, file)));
    let bytes = mutateBytes(original, random);
    for (let more = Math.floor(random() * 4); more > 0; more--) bytes = mutateBytes(bytes, random);
    await writeFile(join(dir, file), bytes);
    const begun = performance.now();
    try {
      const { record } = await convertDataset({ root: dir, out, options });
      assert.ok(record.episodes > 0);
    } catch (error) {
      assert.ok(
        error instanceof ExchangeError && error.code !== 'internal',
        `case ${n} (${file}, seed ${plan.seed}): ${error instanceof Error ? error.stack : String(error)}`,
      );
      refused++;
    }
    assert.ok(performance.now() - begun < MAX_CASE_MS, `case ${n} (${file}) took too long`);
    await writeFile(join(dir, file), original);
    await rm(out, { recursive: true, force: true });
  }
  return refused;
}
