/** Damages a dataset in many ways, one file at a time, and insists that reading it ends well each time. */

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { datasetFactsSchema } from '#contracts/dataset/facts.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { mutateBytes, seededRandom } from './mutate-bytes.ts';

/** Longest that one damaged dataset may take, milliseconds. */
const MAX_CASE_MS = 20_000;
/** Most memory that the process may ever have had while it read damaged files. Children are held below it by their own bound. */
const MAX_RESIDENT_BYTES = 1e9;

/** What came out of the cases. */
export interface FuzzSummary {
  readonly cases: number;
  readonly refused: number;
  readonly withFindings: number;
  readonly slowestMs: number;
  readonly seed: number;
  readonly peakMB: number;
}

/**
 * Mutates `files` of the dataset at `dir` in turn. Each case must end in facts that fit their schema or in an
 * ExchangeError other than `internal`; the file is restored after each.
 */
export async function fuzzDataset(
  dir: string,
  files: readonly string[],
  plan: { cases: number; seed: number },
): Promise<FuzzSummary> {
  const random = seededRandom(plan.seed);
  const originals = new Map<string, Uint8Array>();
  for (const file of files) originals.set(file, new Uint8Array(await readFile(join(dir, file))));
  let refused = 0;
  let withFindings = 0;
  let slowestMs = 0;
  for (let n = 0; n < plan.cases; n++) {
    const file = files[n % files.length] ?? '';
    const original = originals.get(file) ?? new Uint8Array();
    let bytes = mutateBytes(original, random);
    for (let more = Math.floor(random() * 4); more > 0; more--) bytes = mutateBytes(bytes, random);
    await writeFile(join(dir, file), bytes);
    const begun = performance.now();
    try {
      const facts = await scanDataset(dir);
      assert.ok(datasetFactsSchema.safeParse(facts).success);
      if (facts.findings.length > 0 || facts.discrepancies.length > 0) withFindings++;
    } catch (error) {
      assert.ok(
        error instanceof ExchangeError && error.code !== 'internal',
        `case ${n} (${file}): ${String(error)}`,
      );
      refused++;
    }
    const took = performance.now() - begun;
    assert.ok(took < MAX_CASE_MS, `case ${n} (${file}) took ${took} ms`);
    slowestMs = Math.max(slowestMs, took);
    await writeFile(join(dir, file), original);
  }
  // maxRSS is told in kibibytes.
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  assert.ok(peakBytes < MAX_RESIDENT_BYTES, `${peakBytes} bytes of memory`);
  return {
    cases: plan.cases,
    refused,
    withFindings,
    slowestMs: Math.round(slowestMs),
    seed: plan.seed,
    peakMB: Math.round(peakBytes / 1e6),
  };
}
