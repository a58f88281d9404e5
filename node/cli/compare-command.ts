/** `kin compare`: two robots side by side, what the data of each is worth to the other, and why. */

import type { Command } from 'commander';
import { compareBodies, type DirectedComparison } from '#contracts/matching/compare-bodies.ts';
import { profileOf } from '#contracts/matching/profile-of.ts';
import type { ReachOverlap } from '#contracts/matching/reach-overlap.ts';
import { MATCH_USES, type MatchUse } from '#contracts/matching/schema.ts';
import { reasonWords } from '#contracts/matching/words.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { asChoice } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { plain, type Output } from './output.ts';

/** What is drawn for a cell: reached by neither, by the first, by the second, by both. */
const CELL_SIGNS = ['  ', '\\\\', '//', '##'] as const;

interface CompareOptions {
  readonly use: MatchUse;
  readonly lang: 'en' | 'zh';
}

/** Adds the command. */
export function addCompareCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('compare')
    .description('compare two robots: both directions, factors, placement, joints, reach overlap')
    .argument('<first>', 'URDF or MJCF')
    .argument('<second>', 'URDF or MJCF')
    .option('--use <use>', MATCH_USES.join(', '), asChoice(MATCH_USES), 'replay')
    .option('--lang <language>', 'en, zh', asChoice(['en', 'zh'] as const), 'en')
    .action((first: string, second: string) =>
      run(command, (context) => compare(context, [first, second], command.opts<CompareOptions>())),
    );
}

async function compare(
  { output, signal }: Run,
  files: readonly [string, string],
  options: CompareOptions,
): Promise<ExitCode> {
  const [first, second] = await Promise.all(files.map((file) => readRobot(file, { signal })));
  const comparison = compareBodies(
    profileOf(first!.form.embodiment, first!.id),
    profileOf(second!.form.embodiment, second!.id),
    options.use,
  );
  output.data({ first: files[0], second: files[1], ...comparison });
  const [a, b] = [plain(first!.tree.name), plain(second!.tree.name)];
  show(output, { title: `${a} → ${b}`, way: comparison.forward, lang: options.lang });
  show(output, { title: `${b} → ${a}`, way: comparison.backward, lang: options.lang });
  if (comparison.overlap !== null) draw(output, comparison.overlap, [a, b]);
  return EXIT.ok;
}

function show(
  output: Output,
  shown: { readonly title: string; readonly way: DirectedComparison; readonly lang: 'en' | 'zh' },
): void {
  const { title, way, lang } = shown;
  const score = `score ${Math.round(way.score * 100)} (${Math.round(way.low * 100)} to ${Math.round(way.high * 100)})`;
  output.line(`\n${output.tone('strong', title)}   ${score}`);
  output.table(
    [
      { title: 'FACTOR' },
      { title: 'VALUE', align: 'right' },
      { title: 'WEIGHT', align: 'right' },
      { title: 'LOST', align: 'right' },
      { title: 'REASON', max: 90 },
    ],
    way.factors.map((factor) => [
      factor.factor,
      factor.value === null ? 'unknown' : factor.value.toFixed(2),
      factor.weight.toFixed(2),
      factor.lost.toFixed(3),
      reasonWords(factor.reason, lang),
    ]),
  );
  if (way.placement !== null) output.line(reasonWords(way.placement.reason, lang));
  const pairs = way.joints.map(({ from, to }) => `${from ?? '·'}→${to ?? '·'}`);
  if (pairs.length > 0) output.line(`joints ${pairs.join('  ')}`);
}

function draw(output: Output, overlap: ReachOverlap, [a, b]: readonly [string, string]): void {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  output.line(
    `\nreach, shoulders aligned, from the axis outwards: ${CELL_SIGNS[3]} both ${percent(overlap.both)}` +
      `, ${CELL_SIGNS[1]} only ${a} ${percent(overlap.onlyFirst)}, ${CELL_SIGNS[2]} only ${b} ${percent(overlap.onlySecond)}`,
  );
  overlap.rows.forEach((row, i) => {
    const height = (overlap.top - (i + 0.5) * overlap.cellSize).toFixed(2).padStart(6);
    output.line(`${height} m |${row.map((cell) => CELL_SIGNS[cell]).join('')}`);
  });
}
