/** `kin rank`: which bodies are the best sources of data for one robot? Each source stands for its own workspace. */

import type { Command } from 'commander';
import { withVirtualTools } from '#contracts/embodiment/virtual-tool.ts';
import { profileOf } from '#contracts/matching/profile-of.ts';
import { rankBodies, type LabelledBody, type RankedBody } from '#contracts/matching/rank-bodies.ts';
import { FACTORS, MATCH_USES, type MatchUse } from '#contracts/matching/schema.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { asChoice, asCount, asNumber } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** Descriptions that are read at the same time. */
const READERS = 4;

interface RankOptions {
  readonly to: string;
  readonly use: MatchUse;
  readonly verify?: number;
  readonly tool?: number;
}

/** Adds the command. */
export function addRankCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('rank')
    .description('rank robots as sources of data for one robot')
    .argument('<source...>', 'URDF or MJCF files')
    .requiredOption('--to <file>', 'URDF or MJCF of your robot')
    .option('--use <use>', MATCH_USES.join(', '), asChoice(MATCH_USES), 'replay')
    .option('--verify <count>', 'replay trajectories of the first results by inverse kinematics', asCount)
    .option('--tool <metres>', 'compare bare arms: a plain tool of this length instead of hands', asNumber)
    .action((sources: string[]) =>
      run(command, (context) => rank(context, sources, command.opts<RankOptions>())),
    );
}

async function rank(run: Run, files: readonly string[], options: RankOptions): Promise<ExitCode> {
  const { output } = run;
  const [target, ...sources] = await readBodies(run, [options.to, ...files], options.tool);
  const ranked = rankBodies({ target: target!, sources, use: options.use, verify: options.verify ?? 0 });
  output.data({
    to: ranked.to,
    use: ranked.use,
    ranking: ranked.ranking.map(({ source, score, coverage, factors, replayable }) => ({
      source,
      score,
      coverage,
      factors,
      replayable:
        replayable === null ? null : { share: replayable.share, low: replayable.low, high: replayable.high },
    })),
  });
  output.table(
    [
      { title: '#', align: 'right' },
      { title: 'SCORE', align: 'right' },
      { title: 'REACH', align: 'right' },
      { title: 'REPLAYS', align: 'right' },
      { title: 'SOURCE', max: 60 },
      { title: 'FACTORS', max: 70 },
    ],
    ranked.ranking.map((row, i) => [
      String(i + 1),
      String(Math.round(row.score * 100)),
      percent(row.coverage),
      row.replayable === null
        ? ''
        : `${percent(row.replayable.share)} (${percent(row.replayable.low)} to ${percent(row.replayable.high)})`,
      row.source,
      factorsOf(row),
    ]),
  );
  return EXIT.ok;
}

/** Reads the files, a few at a time; the label of a body is its file as it was named. */
async function readBodies(
  { signal }: Run,
  files: readonly string[],
  tool: number | undefined,
): Promise<LabelledBody[]> {
  const bodies: LabelledBody[] = [];
  for (let from = 0; from < files.length; from += READERS) {
    const batch = files.slice(from, from + READERS).map(async (label): Promise<LabelledBody> => {
      const robot = await readRobot(label, { signal });
      if (tool === undefined) return { label, body: profileOf(robot.form.embodiment, robot.id) };
      const bare = withVirtualTools(robot.tree, robot.form, tool);
      return { label, body: profileOf(bare, robot.id) };
    });
    bodies.push(...(await Promise.all(batch)));
  }
  return bodies;
}

function factorsOf(row: RankedBody): string {
  return FACTORS.flatMap((factor) => {
    const value = row.factors[factor];
    return value === null ? [] : [`${factor} ${value.toFixed(2)}`];
  }).join('  ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
