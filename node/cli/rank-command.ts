/** `kin rank`: many robots as sources of data for one target, best first. Needs no node. */

import { basename } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import type { ExchangeError } from '#contracts/errors.ts';
import { errorWords } from '#contracts/faults.ts';
import { gateWords, reasonWords } from '#contracts/matching/words.ts';
import { FACTORS, MATCH_USES, type MatchUse, type Replayable } from '#contracts/matching/schema.ts';
import type { BodyRanking, RankedBody } from '#contracts/matching/rank-bodies.ts';
import type { LabelledEmbodiment } from '../embodiment/confined-rank.ts';
import { rankRobots, type FailedSource } from '../embodiment/rank-robots.ts';
import { readRobots, type RobotReading } from '../embodiment/read-robots.ts';
import { asChoice, asIndex, asNumber, BODY_NOTATION } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { ofFile, plain, type Output } from './output.ts';
import { noteUp, UP_WORDS } from './up-option.ts';
import { factorName, heading, type Language, useName } from './table-words.ts';

/** Marks a source that a match would gate for the use. */
const GATED = '!';
/** Names of sources that one reason is told of; of more their number. */
const MOST_NAMED = 4;
/** Longest virtual tool, metres. */
const MAX_TOOL = 2;
/** Files between two signs of progress. */
const PROGRESS_STEP = 16;

interface RankOptions {
  readonly to: string;
  readonly use: MatchUse;
  readonly verify: number;
  readonly tool?: number;
  readonly up?: UpAxis;
  readonly lang: Language;
}

/** Adds the command. */
export function addRankCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('rank')
    .description('rank robots as sources for one target: each stands for its own workspace')
    .argument('<sources...>', `URDF or MJCF files, ${BODY_NOTATION}`)
    .requiredOption('--to <file>', 'URDF or MJCF of the target')
    .option('--use <use>', MATCH_USES.join(', '), asChoice(MATCH_USES), 'replay')
    .option('--verify <count>', 'check the first by inverse kinematics and rank them anew', asIndex, 0)
    .option('--tool <metres>', 'give every arm a plain tool of this length instead of its hand', asTool)
    .option('--up <axis>', UP_WORDS, asChoice(UP_AXES))
    .addHelpText('after', '\nExit code 1 when a file could not be read; the others are ranked all the same.')
    .action((sources: string[]) =>
      run(command, (context) =>
        rank(context, sources, { ...command.opts<Omit<RankOptions, 'lang'>>(), lang: context.lang }),
      ),
    );
}

function asTool(text: string): number {
  const length = asNumber(text);
  if (length < 0 || length > MAX_TOOL)
    throw new InvalidArgumentError(`expected metres from 0 to ${MAX_TOOL}`);
  return length;
}

async function rank(run: Run, sources: readonly string[], options: RankOptions): Promise<ExitCode> {
  const { output, signal } = run;
  const [target, ...readings] = await readRobots([options.to, ...sources], {
    signal,
    ...(options.tool === undefined ? {} : { tool: options.tool }),
    ...(options.up === undefined ? {} : { up: options.up }),
    onProgress: (read) => {
      if (read % PROGRESS_STEP === 0)
        output.progress('reading', read / (sources.length + 1), `${read} files`);
    },
  });
  if (target === undefined || !target.ok) throw ofFile(options.to, target!.error);
  const unreadable = readings.flatMap((reading) => (reading.ok ? [] : [reading]));
  for (const { path, error } of unreadable) showUnranked(output, path, error);
  for (const reading of [target, ...readings]) {
    if (reading.ok)
      noteUp(output, { file: reading.path, warnings: reading.robot.form.warnings }, options.lang);
  }
  output.progress('ranking', null, options.verify > 0 ? `${options.verify} to be replayed` : '');
  const ranked = await rankRobots(
    {
      target: labelled(target),
      sources: readings.flatMap((reading) => (reading.ok ? [labelled(reading)] : [])),
      use: options.use,
      verify: options.verify,
    },
    signal,
  );
  output.endProgress();
  for (const { source, error } of ranked.failed) showUnranked(output, source, error);
  const missing = [...unreadable.map(({ path, error }) => ({ source: path, error })), ...ranked.failed];
  output.data(documentOf(ranked, missing));
  for (const { source } of ranked.ranking) output.id(source);
  if (ranked.ranking.length > 0) showRanking(output, ranked, options.lang);
  showGated(output, ranked, options.lang);
  if (options.verify > 0 && options.verify < ranked.ranking.length) {
    output.line();
    output.item('', verifiedNote(options.verify, options.lang));
  }
  if (missing.length === 0) return EXIT.ok;
  const { length } = missing;
  output.error(
    options.lang === 'zh'
      ? `${sources.length} 个来源中有 ${length} 个未列入排名（原因见上）`
      : `${length} of ${sources.length} sources are not ranked: the reasons stand above`,
  );
  return EXIT.failure;
}

function labelled({ path, robot }: Extract<RobotReading, { ok: true }>): LabelledEmbodiment {
  return { label: path, id: robot.id, embodiment: robot.form.embodiment };
}

function showUnranked(output: Output, source: string, error: ExchangeError): void {
  output.error(plain(`${source}: ${error.code}: ${errorWords(error, output.lang)}`));
}

/** The JSON document. What blocks the use stands in a row, and files that could not be read or ranked beside the ranking, where there is any. */
function documentOf({ to, use, ranking }: BodyRanking, missing: readonly FailedSource[]): object {
  return {
    to,
    use,
    ranking: ranking.map(({ source, score, coverage, factors, replayable, blockers }) => ({
      source,
      score,
      coverage,
      factors,
      replayable: shareOf(replayable),
      ...(blockers.length === 0 ? {} : { blockers }),
    })),
    ...(missing.length === 0
      ? {}
      : {
          unreadable: missing.map(({ source, error: { code, message } }) => ({ source, code, message })),
        }),
  };
}

function shareOf(replayable: Replayable | null): object | null {
  return replayable === null ? null : { share: replayable.share, low: replayable.low, high: replayable.high };
}

/** What stands in the way of rows that a match would gate: each reason once, with whom it is about. */
function showGated(output: Output, { ranking, use }: BodyRanking, lang: Language): void {
  const about = new Map<string, string[]>();
  for (const { source, blockers } of ranking)
    for (const reason of blockers) {
      const words = reasonWords(reason, lang);
      about.set(words, [...(about.get(words) ?? []), plain(basename(source))]);
    }
  if (about.size === 0) return;
  output.line();
  output.item(`${GATED} `, gatedNote(useName(use, lang), lang));
  for (const [words, sources] of about) output.item('  ', `${namesOf(sources, lang)}: ${words}`, 'dim');
}

function namesOf(sources: readonly string[], lang: Language): string {
  if (sources.length <= MOST_NAMED) return sources.join(lang === 'zh' ? '、' : ', ');
  return lang === 'zh' ? `${sources.length} 个来源` : `${sources.length} sources`;
}

function gatedNote(use: string, lang: Language): string {
  return lang === 'zh'
    ? `此用途（${use}）受阻：排名按机体计，${gateWords(lang)}`
    : `blocked for this use (${use}): the ranking goes by the bodies, ${gateWords(lang)}`;
}

function showRanking(output: Output, { to, use, ranking }: BodyRanking, lang: Language): void {
  const target = output.tone('strong', plain(basename(to)));
  output.line(
    lang === 'zh'
      ? `${target} 的数据来源，用途：${useName(use, lang)}\n`
      : `Sources for ${target}, to ${use}\n`,
  );
  output.table(
    [
      { title: '#', align: 'right' },
      { title: heading('SCORE', lang), align: 'right' },
      { title: heading('SOURCE', lang), max: 48 },
      { title: heading('COVERS', lang), align: 'right' },
      { title: heading('REPLAYS', lang) },
      ...FACTORS.filter((factor) => factor !== 'reach').map((factor) => ({
        title: lang === 'zh' ? factorName(factor, lang) : factor.toUpperCase(),
        align: 'right' as const,
      })),
    ],
    ranking.map((row, i) => [
      String(i + 1),
      (row.score * 100).toFixed(1),
      `${row.blockers.length === 0 ? '' : `${GATED} `}${plain(basename(row.source))}`,
      row.coverage === null ? '?' : `${Math.round(row.coverage * 100)} %`,
      replayWords(row, lang),
      ...FACTORS.filter((factor) => factor !== 'reach').map((factor) => {
        const value = row.factors[factor];
        return value === null ? '?' : value.toFixed(2);
      }),
    ]),
  );
}

/** Measured shares are lower than coverage, which judges each pose alone: a verified source may stand above one with more points. */
function verifiedNote(count: number, lang: Language): string {
  return lang === 'zh'
    ? `前 ${count} 项按逆运动学实测排序，其后按覆盖率估算：两者的得分不可直接比较`
    : `The first ${count} go by what inverse kinematics replayed, the others by coverage: scores of the two are not comparable`;
}

/** What was measured, else what coverage lets expect. */
function replayWords({ replayable, estimate }: RankedBody, lang: Language): string {
  if (replayable === null)
    return estimate === null ? '' : `${heading('about', lang)} ${Math.round(estimate.share * 100)} %`;
  const percent = (share: number): string => String(Math.round(share * 100));
  return `${percent(replayable.share)} % (${percent(replayable.low)} ${heading('to', lang)} ${percent(replayable.high)})`;
}
