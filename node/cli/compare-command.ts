/** `kin compare`: two bodies side by side, in both directions. Needs no node. */

import { basename } from 'node:path';
import type { Command } from 'commander';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import type { BodyComparison, DirectedComparison } from '#contracts/matching/compare-bodies.ts';
import { compareBodies } from '#contracts/matching/compare-bodies.ts';
import type { CorrespondingJoints, JointSense } from '#contracts/matching/joint-correspondence.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import type { ReachOverlap } from '#contracts/matching/factors/reach-overlap.ts';
import { MATCH_USES, type MatchUse } from '#contracts/matching/schema.ts';
import { gateWords, reasonWords } from '#contracts/matching/words.ts';
import { jointName, jointSign } from '../embodiment/describe-robot.ts';
import type { Robot } from '../embodiment/read-robot.ts';
import { readRobots } from '../embodiment/read-robots.ts';
import { asChoice, BODY_NOTATION } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { ofFile, plain, type Output } from './output.ts';
import { factorName, heading, type Language, usefulnessNote } from './table-words.ts';
import { noteUp, UP_WORDS } from './up-option.ts';
import { reachLegend, reachPicture } from './reach-picture.ts';

interface CompareOptions {
  readonly use: MatchUse;
  readonly up?: UpAxis;
  readonly lang: Language;
}

interface Side {
  readonly file: string;
  readonly label: string;
  readonly robot: Robot;
}

/** Adds the command. */
export function addCompareCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('compare')
    .description(
      'what two bodies are worth to each other: both directions, factors, placement, joints, reach',
    )
    .argument('<a>', `URDF or MJCF, ${BODY_NOTATION}`)
    .argument('<b>', 'the same')
    .option('--use <use>', MATCH_USES.join(', '), asChoice(MATCH_USES), 'replay')
    .option('--up <axis>', UP_WORDS, asChoice(UP_AXES))
    .action((a: string, b: string) =>
      run(command, (context) =>
        compare(context, [a, b], { ...command.opts<Omit<CompareOptions, 'lang'>>(), lang: context.lang }),
      ),
    );
}

async function compare(run: Run, files: readonly [string, string], options: CompareOptions): Promise<void> {
  const { output, signal } = run;
  const { up } = options;
  const readings = await readRobots(files, { signal, ...(up === undefined ? {} : { up }) });
  const [a, b] = readings.map((reading): Side => {
    if (!reading.ok) throw ofFile(reading.path, reading.error);
    return { file: reading.path, label: labelOf(reading.path), robot: reading.robot };
  });
  const sides = [a!, b!] as const;
  const [bodyA, bodyB] = sides.map(({ robot }) => profileOf(robot.form.embodiment, robot.id));
  const compared = compareBodies(bodyA!, bodyB!, options.use);
  output.data(documentOf(sides, compared));
  for (const { file, robot } of sides) noteUp(output, { file, warnings: robot.form.warnings }, options.lang);
  const way = (from: Side, to: Side, directed: DirectedComparison): void =>
    showWay(output, { from, to, directed, lang: options.lang });
  way(sides[0], sides[1], compared.forward);
  way(sides[1], sides[0], compared.backward);
  showJoints(output, sides, { joints: compared.forward.joints, lang: options.lang });
  showOverlap(output, sides, { overlap: compared.overlap, lang: options.lang });
}

function labelOf(path: string): string {
  return plain(basename(path).replace(/\.(urdf|xml|mjcf)$/i, ''));
}

/** The JSON document: what was compared under the file's joint names. */
function documentOf([a, b]: readonly [Side, Side], compared: BodyComparison): object {
  const named = (directed: DirectedComparison, from: Side, to: Side): object => ({
    ...directed,
    joints: directed.joints.map((pair) => ({
      from: pair.from === null ? null : jointName(from.robot, pair.from),
      to: pair.to === null ? null : jointName(to.robot, pair.to),
      alike: pair.alike,
      sense: senseInFiles(pair, [from, to]),
    })),
  });
  const head = ({ file, robot }: Side): object => ({ file, name: robot.tree.name, id: robot.id });
  return {
    a: head(a),
    b: head(b),
    use: compared.use,
    likeness: compared.likeness,
    forward: named(compared.forward, a, b),
    backward: named(compared.backward, b, a),
    overlap: compared.overlap,
  };
}

interface Way {
  readonly from: Side;
  readonly to: Side;
  readonly directed: DirectedComparison;
  readonly lang: Language;
}

function showWay(output: Output, { from, to, directed, lang }: Way): void {
  const percent = (share: number): string => (share * 100).toFixed(0);
  const title = `${from.label} → ${to.label}`;
  output.line(
    `${output.tone('strong', title)}   ${heading('score', lang)} ${output.tone('accent', (directed.score * 100).toFixed(1))} (${percent(directed.low)} ${heading('to', lang)} ${percent(directed.high)})`,
  );
  output.table(
    [
      { title: heading('FACTOR', lang) },
      { title: heading('VALUE', lang), align: 'right' },
      { title: heading('WEIGHT', lang), align: 'right' },
      { title: heading('LOST', lang), align: 'right' },
      { title: heading('REASON', lang), max: 96 },
    ],
    directed.factors.map((factor) => [
      factorName(factor.factor, lang),
      factor.value === null ? heading('unknown', lang) : factor.value.toFixed(2),
      factor.weight.toFixed(2),
      factor.lost.toFixed(3),
      reasonWords(factor.reason, lang),
    ]),
  );
  if (directed.factors.some(({ factor, weight }) => factor === 'usefulness' && weight > 0))
    output.item('', usefulnessNote(lang), 'dim');
  const facts = directed.blockers.map(
    (reason) => [heading('blocks', lang), reasonWords(reason, lang)] as const,
  );
  if (facts.length > 0) facts.push([heading('blocks', lang), gateWords(lang)]);
  output.facts([
    ...facts,
    ...(directed.placement === null
      ? []
      : [[heading('placement', lang), reasonWords(directed.placement.reason, lang)] as const]),
  ]);
  output.line();
}

function showJoints(
  output: Output,
  [a, b]: readonly [Side, Side],
  { joints, lang }: { readonly joints: readonly CorrespondingJoints[]; readonly lang: Language },
): void {
  if (joints.length === 0) return;
  const name = (side: Side, joint: number | null): string =>
    joint === null ? '–' : plain(jointName(side.robot, joint) ?? `joint ${joint}`);
  output.line(output.tone('strong', heading('Joints that correspond', lang)));
  output.table(
    [
      { title: a.label, max: 40 },
      { title: b.label, max: 40 },
      { title: heading('ALIKE', lang), align: 'right' },
      { title: heading('SENSE', lang) },
    ],
    joints.map((pair) => [
      name(a, pair.from),
      name(b, pair.to),
      pair.alike === null ? '' : pair.alike.toFixed(2),
      senseWords(pair, { sense: senseInFiles(pair, [a, b]), lang }),
    ]),
  );
  output.line();
}

/** Whether two joints move the tool alike when both rise, each as its file counts. */
function senseInFiles(
  { from, to, sense }: CorrespondingJoints,
  [a, b]: readonly [Side, Side],
): JointSense | null {
  if (from === null || to === null || sense === null) return null;
  const turned = jointSign(a.robot, from) !== jointSign(b.robot, to);
  return (sense === 'same') === turned ? 'opposite' : 'same';
}

function senseWords(
  { alike }: CorrespondingJoints,
  { sense, lang }: { readonly sense: JointSense | null; readonly lang: Language },
): string {
  if (alike === null) return '';
  return heading(sense ?? 'by posture', lang);
}

function showOverlap(
  output: Output,
  [a, b]: readonly [Side, Side],
  { overlap, lang }: { readonly overlap: ReachOverlap | null; readonly lang: Language },
): void {
  if (overlap === null) return;
  const tone = output.tone.bind(output);
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  output.line(
    output.tone(
      'strong',
      heading('Reach: height over distance from the shoulder’s axis, shoulders aligned', lang),
    ),
  );
  for (const line of reachPicture(overlap, tone)) output.line(line);
  output.line(reachLegend([a.label, b.label], lang, tone));
  const shares = [percent(overlap.both), percent(overlap.onlyFirst), percent(overlap.onlySecond)] as const;
  output.item(
    '',
    lang === 'zh'
      ? `在所有可达的位置与方向中：两者 ${shares[0]}，仅 ${a.label} ${shares[1]}，仅 ${b.label} ${shares[2]}`
      : `of all reached positions and directions: both ${shares[0]}, only ${a.label} ${shares[1]}, only ${b.label} ${shares[2]}`,
  );
}
