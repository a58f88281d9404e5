/**
 * A ranking of bodies agrees with what a program that shares nothing with it measures: arms that no file in this repository
 * describes, or those named in KIN_INTEROP_ROBOTS (a folder of URDF files, one arm each).
 */

import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { jsonOf, kinProcess } from '#test/support/run-kin.ts';
import { ndcg10, spearman } from '#test/support/ranking-quality.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { ask, pythonEnvironment } from '../python/environment.ts';
import { usualArm } from './usual-arms.ts';

const ARMS = 12;
const FIRST_SEED = 40;
/** Trajectories for each source: the standard error of a measured share is at most 5 %. */
const TRAJECTORIES = 120;
const JUDGE_SEED = 7;

/** Mean Spearman and NDCG@10 per target that the ranking has to reach, before and after verification. */
const EXPECTED = {
  coverage: { spearman: 0.8, ndcg: 0.95 },
  verified: { spearman: 0.86, ndcg: 0.97 },
} as const;

interface RankAnswer {
  readonly ranking: readonly {
    readonly source: string;
    readonly replayable: { readonly share: number } | null;
  }[];
}

const current = await pythonEnvironment('current');

test('the order of bodies is the order in which another program replays them', {
  skip: current.skip,
}, async (t) => {
  const arms = await armFiles(await tempFolder(t));
  const { shares } = await ask<{ shares: number[][] }>(current, 'replay_pairs.py', [
    String(JUDGE_SEED),
    String(TRAJECTORIES),
    ...arms,
  ]);
  for (const stage of ['coverage', 'verified'] as const) {
    const found = await agreementOf(arms, { shares, verify: stage === 'verified' ? arms.length : 0 });
    t.diagnostic(`${stage}, ${arms.length} arms: ${JSON.stringify(found)}`);
    assert.ok(found.spearman >= EXPECTED[stage].spearman);
    assert.ok(found.ndcg >= EXPECTED[stage].ndcg);
    if (found.shareError !== null) assert.ok(found.shareError <= 0.05);
  }
});

async function armFiles(folder: string): Promise<string[]> {
  const given = process.env['KIN_INTEROP_ROBOTS'];
  if (given !== undefined) {
    const names = await readdir(given);
    return names
      .filter((name) => name.endsWith('.urdf'))
      .toSorted()
      .map((name) => join(given, name));
  }
  return Promise.all(
    Array.from({ length: ARMS }, async (_, i) => {
      const path = join(folder, `arm${i}.urdf`);
      await writeFile(path, usualArm(FIRST_SEED + i));
      return path;
    }),
  );
}

interface Agreement {
  readonly spearman: number;
  readonly ndcg: number;
  /** Mean absolute difference of shares; null before verification. */
  readonly shareError: number | null;
}

/** Means over targets: agreement of `kin rank` with the measured shares ([source][target]). */
async function agreementOf(
  arms: readonly string[],
  { shares, verify }: { readonly shares: number[][]; readonly verify: number },
): Promise<Agreement> {
  let [rho, gain, error, pairs] = [0, 0, 0, 0];
  for (const [to, target] of arms.entries()) {
    const options = ['--use', 'replay', '--tool', '0.1', '--verify', String(verify), '--json'];
    const { ranking } = jsonOf(await kinProcess(['rank', '--to', target, ...arms, ...options])) as RankAnswer;
    const measured = ranking.map(({ source }) => shares[arms.indexOf(source)]![to]!);
    const predicted = ranking.map((_, i) => -i);
    rho += spearman(predicted, measured);
    gain += ndcg10(predicted, measured);
    ranking.forEach(({ replayable }, i) => {
      if (replayable === null) return;
      error += Math.abs(replayable.share - measured[i]!);
      pairs++;
    });
  }
  return {
    spearman: round(rho / arms.length),
    ndcg: round(gain / arms.length),
    shareError: pairs === 0 ? null : round(error / pairs),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
