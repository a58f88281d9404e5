import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankBodies } from '#contracts/matching/rank-bodies.ts';
import {
  agreement,
  calibration,
  needsOracleArms,
  readOracleArms,
  sharedProfile,
} from '#test/support/oracle-arms.ts';

test(
  'coverage orders measured arm pairs: mean Spearman at least 0.80, NDCG@10 at least 0.95',
  needsOracleArms,
  (t) => {
    const oracle = readOracleArms();
    const sources = oracle.names.map((label) => ({ label, body: sharedProfile(label, 0.1) }));
    const rankings = sources.map((target) => rankBodies({ target, sources, use: 'replay', verify: 0 }));
    const quality = agreement(oracle, rankings);
    t.diagnostic(`mean Spearman ${quality.spearman.toFixed(3)}, NDCG@10 ${quality.ndcg.toFixed(3)}`);
    for (const { to, ranking } of rankings)
      assert.equal(ranking[0]?.source, to, `${to} is not its own best source`);
    assert.ok(quality.spearman >= 0.8);
    assert.ok(quality.ndcg >= 0.95);
    const { error, worst } = calibration(oracle, rankings, ({ estimate }) => estimate!.share);
    t.diagnostic(`estimated share: calibration error ${error.toFixed(3)}, worst target ${worst.toFixed(3)}`);
    assert.ok(error <= 0.05);
    assert.ok(worst <= 0.1);
  },
);
