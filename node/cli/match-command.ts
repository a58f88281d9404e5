/** `kin match`: which datasets fit my robot and my task, and why. */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { COLLECTION_METHODS, type CollectionMethod } from '#contracts/dataset/vocabulary.ts';
import { datasetDetailSchema, type Listing } from '#contracts/http/catalog.ts';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { faultError } from '#contracts/faults.ts';
import { certifiedMatchSchema } from '#contracts/http/fit.ts';
import { certifiedReasonWords, certifiedStatusWords } from '#contracts/http/fit-words.ts';
import { shortDatasetId } from '#contracts/ids.ts';
import {
  MATCH_USES,
  matchAnswerSchema,
  SCORER,
  matchQuerySchema,
  type MatchAnswer,
  type MatchQuery,
  type MatchResult,
  type MatchUse,
} from '#contracts/matching/schema.ts';
import { adviceOf, adviceWords } from '#contracts/matching/advice.ts';
import { limitWords, otherScorerWords, reasonWords, verdictWords } from '#contracts/matching/words.ts';
import { parseWire } from '#contracts/wire.ts';
import { createBrokerClient } from '../broker-client.ts';
import { copyCatalog } from '../catalog/catalog-copy.ts';
import { companyName } from '../catalog/find-dataset.ts';
import { matchPrivately } from '../catalog/private-match.ts';
import { readRobot, type Robot } from '../embodiment/read-robot.ts';
import { asChoice, asChoices, asCount, asNumber } from './arguments.ts';
import { openBroker } from './broker-session.ts';
import type { Run, RunCommand } from './cli.ts';
import { lineWords } from './command-words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { ASK_EVERY_MS, MAX_QUESTIONS } from './fit-command.ts';
import { openNodeSession } from './node-session.ts';
import { formatHours, plain, type Output } from './output.ts';
import { mountingName } from './robot-words.ts';
import { noteUp, UP_WORDS } from './up-option.ts';
import {
  usefulnessNote,
  collectionName,
  factorName,
  heading,
  type Language,
  useName,
} from './table-words.ts';

/** Where a home keeps manifests of the catalog. */
const CATALOG_FOLDER = 'catalog';
/** Datasets between two signs of progress. */
const PROGRESS_STEP = 16;

interface MatchOptions {
  readonly robot?: string;
  readonly task?: string;
  readonly use: MatchUse;
  readonly minHours?: number;
  readonly method?: CollectionMethod[];
  readonly limit?: number;
  readonly broker?: string;
  readonly explain?: boolean;
  readonly private?: boolean;
  readonly certify?: boolean;
  readonly up?: UpAxis;
  readonly lang: Language;
}

/** Adds the command. */
export function addMatchCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('match')
    .description('rank the catalog for a robot and a task, with reasons')
    .option('--robot <file>', 'URDF or MJCF of your robot')
    .option('--up <axis>', UP_WORDS, asChoice(UP_AXES))
    .option('--task <sentence>', 'what it should do, in English or Chinese')
    .option('--use <use>', MATCH_USES.join(', '), asChoice(MATCH_USES), 'fine-tune')
    .option('--min-hours <hours>', 'least amount of data', asNumber)
    .option(
      '--method <methods>',
      `ways of collecting: ${COLLECTION_METHODS.join(',')}`,
      asChoices(COLLECTION_METHODS),
    )
    .option('--limit <count>', 'most results', asCount)
    .option('--broker <address>', 'another broker than the home’s')
    .option('--explain', 'every factor of every result')
    .option('--private', 'match on this machine over a copy of the catalog: robot and task stay in the house')
    .option(
      '--certify',
      'have the providers of the first ten replay their data on your robot, and rank those anew',
    )
    .action(() =>
      run(command, (context) =>
        match(context, { ...command.opts<Omit<MatchOptions, 'lang'>>(), lang: context.lang }),
      ),
    );
}

async function match(run: Run, options: MatchOptions): Promise<ExitCode> {
  const { output } = run;
  if (options.certify === true && (options.private === true || options.robot === undefined))
    throw faultError('usage', 'certify-needs-robot');
  if (options.robot === undefined && options.task === undefined)
    throw faultError('usage', 'match-asks-nothing');
  const robot = await askedRobot(run, options);
  const query = parseWire(
    matchQuerySchema,
    {
      ...(robot === undefined ? {} : { embodiment: robot.form.embodiment }),
      ...(options.task === undefined ? {} : { task: options.task }),
      use: options.use,
      filters: {
        ...(options.minHours === undefined ? {} : { minHours: options.minHours }),
        ...(options.method === undefined ? {} : { methods: options.method }),
      },
      ...(options.limit === undefined ? {} : { limit: options.limit }),
    },
    'question',
  );
  const { answer: estimated, listingOf } = await (options.private === true ? askHere : askBroker)(
    run,
    query,
    options,
  );
  const answer =
    options.certify === true && robot !== undefined
      ? await certify(
          run,
          { answer: estimated, listingOf },
          { embodiment: robot.form.embodiment, lang: options.lang },
        )
      : estimated;
  output.data(answer);
  for (const { dataset } of answer.results) output.id(dataset);
  if (robot !== undefined) {
    output.line(`${robotLine(robot, options.lang)}\n`);
  }
  if (answer.results.length === 0) return nothing(run, answer, options.lang);
  await showResults(run, { listingOf, answer, options });
  return EXIT.ok;
}

/** The robot that is asked with, if there is one. */
async function askedRobot(run: Run, { robot: file, up, lang }: MatchOptions): Promise<Robot | undefined> {
  if (up !== undefined && file === undefined)
    throw faultError('usage', 'up-needs-robot', { option: 'up', needs: 'robot' });
  if (file === undefined) return undefined;
  const robot = await readRobot(file, { signal: run.signal, ...(up === undefined ? {} : { up }) });
  noteUp(run.output, { file, warnings: robot.form.warnings }, lang);
  return robot;
}

function robotLine({ tree, form, id }: Robot, lang: Language): string {
  const { joints, mounting } = form.embodiment;
  const degrees = joints.filter(({ follows }) => follows === null).length;
  const facts = [
    lang === 'zh' ? `${degrees} 个自由度` : `${degrees} ${degrees === 1 ? 'degree' : 'degrees'} of freedom`,
    mountingName(mounting, lang),
    `${id.slice(0, 19)}…`,
  ];
  const name = plain(tree.name);
  return lang === 'zh' ? `${name}：${facts.join('，')}` : `${name}: ${facts.join(', ')}`;
}

interface Answered {
  readonly answer: MatchAnswer;
  /** Listing of a dataset of the answer, by dataset id. */
  readonly listingOf: (dataset: string) => Promise<Listing | undefined>;
}

async function askBroker(run: Run, query: MatchQuery, options: MatchOptions): Promise<Answered> {
  const { signal } = run;
  const broker = await openBroker(run, options.broker);
  const answer = await broker.call({ path: '/v1/matches', body: query, answer: matchAnswerSchema, signal });
  return {
    answer,
    listingOf: async (dataset) => {
      const path = `/v1/datasets/${encodeURIComponent(dataset)}`;
      return (await broker.call({ path, answer: datasetDetailSchema, signal })).listing;
    },
  };
}

/** The broker sees an anonymous reader of the whole catalog; which results are looked at stays here too. */
async function askHere(run: Run, query: MatchQuery, options: MatchOptions): Promise<Answered> {
  const { api } = await openBroker(run, options.broker);
  const { clock, random } = run.world;
  const copies = await copyCatalog(createBrokerClient({ api, clock, random, identity: null }), {
    folder: join(run.home, CATALOG_FOLDER),
    signal: run.signal,
    onProgress: (copied, total) => {
      if (copied % PROGRESS_STEP === 0) run.output.progress('catalog', copied / total, `${total} datasets`);
    },
  });
  run.output.progress('matching', null);
  const answer = matchPrivately(copies, query);
  run.output.endProgress();
  const listings = new Map(copies.map(({ listing }) => [listing.dataset, listing]));
  return { answer, listingOf: (dataset) => Promise.resolve(listings.get(dataset)) };
}

/** Has the providers of the first results asked, until none is at work. Who gives no certificate keeps the estimate. */
async function certify(
  run: Run,
  asked: Answered,
  { embodiment, lang }: { readonly embodiment: Embodiment; readonly lang: Language },
): Promise<MatchAnswer> {
  const { output, signal } = run;
  const { answer } = asked;
  await using session = await openNodeSession(run);
  output.progress('replaying', null, "on the providers' nodes");
  const body = { answer, embodiment, send: true };
  for (let questions = 1; ; questions++) {
    const certified = await session.call({
      path: '/v1/certified-matches',
      body,
      answer: certifiedMatchSchema,
    });
    if (questions < MAX_QUESTIONS && certified.rows.some(({ status }) => status === 'working')) {
      await sleep(ASK_EVERY_MS, undefined, { signal });
      continue;
    }
    output.endProgress();
    for (const { dataset, status, reason } of certified.rows) {
      if (status === 'certified') continue;
      const listing = output.json ? undefined : await asked.listingOf(dataset);
      const name = listing === undefined ? shortDatasetId(dataset) : nameOf(listing);
      const said = certifiedStatusWords(status, lang);
      const why =
        reason === null ? '' : `${lang === 'zh' ? '：' : ': '}${certifiedReasonWords(reason, lang)}`;
      output.note(`${name}  ${said}${why}`);
    }
    const { rows } = certified;
    const measured = rows.filter(({ status }) => status === 'certified').length;
    output.note(lineWords('certified', lang, { measured, asked: rows.length }));
    return certified.answer;
  }
}

function nothing(run: Run, answer: MatchAnswer, lang: Language): ExitCode {
  const { size } = answer.catalog;
  run.output.line(
    lang === 'zh'
      ? `目录中没有合适的数据集（共检索 ${size} 个）。`
      : `Nothing in the catalog fits (${size} datasets searched).`,
  );
  const stopped = answer.stages.find((stage) => stage.entered > 0 && stage.kept === 0);
  if (stopped !== undefined)
    run.output.note(
      lang === 'zh'
        ? `全部 ${stopped.entered} 个止于此步：${stopped.stage}。请在此放宽条件。`
        : `All ${stopped.entered} stopped at: ${stopped.stage}. Loosen the question there.`,
    );
  return EXIT.nothingFound;
}

async function showResults(run: Run, shown: Answered & { readonly options: MatchOptions }): Promise<void> {
  const { output } = run;
  const { answer, options } = shown;
  const { scorer } = answer;
  if (scorer !== SCORER) output.note(otherScorerWords({ scorer, own: SCORER }, options.lang));
  for (const limit of answer.limits) output.note(limitWords(limit, options.lang));
  const listings = run.output.json
    ? []
    : await Promise.all(answer.results.map((result) => shown.listingOf(result.dataset)));
  output.table(
    [
      { title: '#', align: 'right' },
      { title: heading('SCORE', options.lang), align: 'right' },
      { title: heading('VERDICT', options.lang) },
      { title: heading('DATASET', options.lang) },
      { title: heading('HOURS', options.lang), align: 'right' },
      { title: heading('METHOD', options.lang) },
      { title: heading('WHY', options.lang), max: 70 },
    ],
    answer.results.map((result, i) => {
      const listing = listings[i];
      return [
        String(i + 1),
        String(Math.round(result.score * 100)),
        verdictWords(result.verdict, options.lang),
        listing === undefined ? shortDatasetId(result.dataset) : nameOf(listing),
        listing === undefined ? '' : formatHours(listing.hours),
        listing === undefined ? '' : collectionName(listing.collection, options.lang),
        whyOf(result, options.lang),
      ];
    }),
  );
  if (options.explain === true) {
    for (const [i, result] of answer.results.entries()) {
      const listing = listings[i];
      const name = listing === undefined ? shortDatasetId(result.dataset) : nameOf(listing);
      explain(output, { result, number: i + 1, name, lang: options.lang });
    }
    output.line();
    output.item('', usefulnessNote(options.lang), 'dim');
  }
  if (!output.json) adviseNext(output, { answer, listings, options });
}

/** What is sensible next: a request only for what is worth one. */
function adviseNext(
  output: Output,
  shown: {
    readonly answer: MatchAnswer;
    /** Listings of the results, in their order. */
    readonly listings: readonly (Listing | undefined)[];
    readonly options: MatchOptions;
  },
): void {
  const { answer, listings, options } = shown;
  const { use, lang } = options;
  const advice = adviceOf(answer);
  const at = advice.code === 'none' ? -1 : answer.results.indexOf(advice.result);
  const listing = listings[at];
  const words = adviceWords(
    advice,
    {
      asked: useName(use, lang),
      other: advice.code === 'other-use' ? useName(advice.use, lang) : '',
      dataset: listing === undefined ? shortDatasetId(answer.results[at]?.dataset ?? '') : nameOf(listing),
    },
    lang,
  );
  if (words !== null) {
    output.line();
    output.item('', words);
  }
  const next = [
    ...(options.explain === true ? [] : ['kin match … --explain']),
    ...(advice.code === 'other-use' ? [`kin match … --use ${advice.use}`] : []),
    ...(advice.code === 'request' && listing !== undefined
      ? [`kin request ${nameOf(listing)} --license ${listing.licenses[0] ?? 'train-only-1y'} --purpose "…"`]
      : []),
  ];
  if (next.length > 0) output.next(...next);
}

/** `company/slug@version`, as people name a dataset. */
export function nameOf(listing: Listing): string {
  return `${companyName(listing.provider.name)}/${listing.slug}@${listing.version}`;
}

function whyOf(result: MatchResult, lang: Language): string {
  const worst = [...result.factors].sort((a, b) => b.lost - a.lost)[0];
  const parts = [
    ...(result.blockers[0] === undefined ? [] : [reasonWords(result.blockers[0], lang)]),
    ...(result.task === null ? [] : [reasonWords(result.task.reason, lang)]),
    ...(result.pairing === null ? [] : [reasonWords(result.pairing.reason, lang)]),
    ...(worst === undefined ? [] : [reasonWords(worst.reason, lang)]),
  ];
  return parts.join(lang === 'zh' ? '；' : '; ');
}

function explain(
  output: Output,
  shown: { result: MatchResult; number: number; name: string; lang: Language },
): void {
  const { result, lang } = shown;
  output.line(
    `\n${output.tone('strong', `${shown.number}  ${shown.name}`)}   ${heading('score', lang)} ${(result.score * 100).toFixed(1)} (${(result.low * 100).toFixed(0)} ${heading('to', lang)} ${(result.high * 100).toFixed(0)})`,
  );
  output.table(
    [
      { title: heading('FACTOR', lang) },
      { title: heading('VALUE', lang), align: 'right' },
      { title: heading('WEIGHT', lang), align: 'right' },
      { title: heading('LOST', lang), align: 'right' },
      { title: heading('REASON', lang), max: 96 },
    ],
    result.factors.map((factor) => [
      factorName(factor.factor, lang),
      factor.value === null ? heading('unknown', lang) : factor.value.toFixed(2),
      factor.weight.toFixed(2),
      factor.lost.toFixed(3),
      reasonWords(factor.reason, lang),
    ]),
  );
  const lines = [
    ...result.blockers.map((reason) => [heading('blocks', lang), reasonWords(reason, lang)] as const),
    ...result.conversions.map((reason) => [heading('converted', lang), reasonWords(reason, lang)] as const),
    ...result.lossy.map((reason) => [heading('stays lossy', lang), reasonWords(reason, lang)] as const),
    ...(result.placement === null
      ? []
      : [[heading('placement', lang), reasonWords(result.placement.reason, lang)] as const]),
  ];
  const seen = new Set<string>();
  output.facts(lines.filter(([, words]) => !seen.has(words) && seen.add(words)));
}
