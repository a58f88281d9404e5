import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { withVirtualTools } from '#contracts/embodiment/body/virtual-tool.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import type { BodyRanking, RankedBody } from '#contracts/matching/rank-bodies.ts';
import { ndcg10, spearman } from '#test/support/ranking-quality.ts';
import { listSharedRobots, readSharedRobot, sharedRobots } from '#test/support/shared-robots.ts';

const TABLE = join(sharedRobots, 'oracle_arms.tsv');

/** Options for a test that needs the measured table: skipped by name where it is absent. */
export const needsOracleArms = existsSync(TABLE) ? {} : { skip: 'needs ../shared/robots/oracle_arms.tsv' };

/** Share of trajectories of `source` that `target` replayed at its best placement. */
export interface OracleArms {
  readonly names: readonly string[];
  share(source: string, target: string): number;
}

export function readOracleArms(): OracleArms {
  const rows = readFileSync(TABLE, 'utf8').trim().split('\n').slice(1);
  const shares = new Map<string, number>();
  for (const row of rows) {
    const [source, target, , best] = row.split('\t');
    shares.set(`${source} ${target}`, Number(best));
  }
  const names = [...new Set(rows.map((row) => row.split('\t')[0]!))];
  return { names, share: (source, target) => shares.get(`${source} ${target}`)! };
}

/** Profile of a shared robot; with `tool`, a plain tool of that length in place of its hands. */
export function sharedProfile(name: string, tool: number | null): BodyProfile {
  const robot = listSharedRobots().find((candidate) => candidate.name === name)!;
  const tree = readRobotDescription(readSharedRobot(robot));
  const form = canonicalForm(tree);
  return profileOf(tool === null ? form.embodiment : withVirtualTools(tree, form, tool), name);
}

/** Mean agreement of rankings with the table, over targets. */
export function agreement(
  oracle: OracleArms,
  rankings: readonly BodyRanking[],
): { spearman: number; ndcg: number } {
  let [rho, gain] = [0, 0];
  for (const { to, ranking } of rankings) {
    const predicted = ranking.map((_, i) => -i);
    const measured = ranking.map(({ source }) => oracle.share(source, to));
    rho += spearman(predicted, measured);
    gain += ndcg10(predicted, measured);
  }
  return { spearman: rho / rankings.length, ndcg: gain / rankings.length };
}

/** How far shares are off on average: in tenths of the share (weighted by their pairs), and for the target that is worst. */
export function calibration(
  oracle: OracleArms,
  rankings: readonly BodyRanking[],
  shareOf: (row: RankedBody) => number,
): { error: number; worst: number } {
  const bins = Array.from({ length: 10 }, () => 0);
  let [pairs, worst] = [0, 0];
  for (const { to, ranking } of rankings) {
    let off = 0;
    for (const row of ranking) {
      const share = shareOf(row);
      const difference = share - oracle.share(row.source, to);
      bins[Math.min(9, Math.floor(10 * share))]! += difference;
      off += difference;
      pairs++;
    }
    worst = Math.max(worst, Math.abs(off / ranking.length));
  }
  return { error: bins.reduce((sum, bin) => sum + Math.abs(bin), 0) / pairs, worst };
}
