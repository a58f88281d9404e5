/** `kin publish` and `kin listing`: offers a dataset, offers a new version, withdraws. */

import { PEOPLE_SEEN, rightsAboutPeople, type PeopleSeen } from '#contracts/manifest/people-seen.ts';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ReportWarning } from '#contracts/desensitize/report.ts';
import { COLLECTION_METHODS, type CollectionMethod } from '#contracts/dataset/vocabulary.ts';
import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import { motionShownWords } from '#contracts/manifest/motion-shown.ts';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { faultError, troubleWords } from '#contracts/faults.ts';
import {
  jobSchema,
  ownListingSchema,
  publishRequestSchema,
  withdrawSchema,
  type Job,
  type OwnListingView,
  type PublishRequest,
} from '#contracts/http/console.ts';
import { shortDatasetId } from '#contracts/ids.ts';
import type { AccessMode } from '#contracts/manifest/manifest.ts';
import { parseWire } from '#contracts/wire.ts';
import { readBody, resolvedBody, withStatedUp, type BodyRequest } from '../embodiment/read-body.ts';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { noteUp, UP_WORDS } from './up-option.ts';
import { codeWords, lineWords } from './command-words.ts';
import { heading, type Language } from './table-words.ts';
import { asBody, asChoice, asIndices, BODY_NOTATION } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import {
  addConversionFlags,
  conversionOptions,
  givenFlag,
  type ConversionFlags,
} from './conversion-options.ts';
import { plain } from './output.ts';
import { openNodeSession, type NodeSession } from './node-session.ts';

/** Formats that derivatives are made in. */
const SOURCE_FORMATS = ['lerobot-v3.0', 'lerobot-v2.1'] as const;
/** Who is seen in the pictures. */
const ACCESS_MODES: readonly AccessMode[] = ['auto', 'policy', 'manual'];

interface PublishOptions extends ConversionFlags {
  readonly format?: (typeof SOURCE_FORMATS)[number];
  readonly robot?: string;
  readonly body?: BodyRequest;
  readonly up?: UpAxis;
  readonly shareRobot?: boolean;
  readonly declare?: string;
  readonly rules?: string;
  readonly license: string[];
  readonly access: AccessMode;
  readonly desensitize: string;
  readonly slug?: string;
  readonly title?: string;
  readonly description?: string;
  readonly collection?: CollectionMethod;
  readonly people?: PeopleSeen;
  readonly approveTasks?: boolean;
  readonly roster?: string[];
  readonly visibleTo?: string[];
  readonly sample?: boolean;
  readonly sampleEpisodes?: number[];
  readonly sampleLicense?: string;
  readonly sampleOfSmallDataset?: boolean;
}

/** Adds the commands. */
export function addPublishCommand(program: Command, run: RunCommand): void {
  const publish = program
    .command('publish')
    .description(
      'make the desensitized derivative of a dataset, inspect it, sign it and list it; again for a new version',
    )
    .argument('<folder>', 'dataset folder; it never leaves this machine')
    .option('--robot <file>', 'URDF or MJCF of the robot it was recorded on')
    .option('--body <body>', `what was recorded, where it is no robot: ${BODY_NOTATION}`, asBody)
    .option('--up <axis>', UP_WORDS, asChoice(UP_AXES))
    .option('--share-robot', 'let the robot’s description travel with deliveries; it stays here otherwise')
    .option(
      '--declare <file>',
      'what you state about the data; kinship.json or .yaml in the folder otherwise',
    )
    .option('--rules <file>', 'rules by which episodes qualify; those that fail are left out')
    .requiredOption('--license <id...>', 'license templates on offer, such as train-only-1y')
    .option(
      '--access <mode>',
      'who decides about requests: auto, policy, manual',
      asChoice(ACCESS_MODES),
      'manual',
    )
    .option('--desensitize <policy>', 'open, standard, no-pixels', 'standard')
    .option('--slug <slug>', 'short name; from the folder’s name otherwise')
    .option('--title <title>', 'title of the listing')
    .option('--description <text>', 'description of the listing')
    .option('--collection <method>', COLLECTION_METHODS.join(', '), asChoice(COLLECTION_METHODS))
    .option(
      '--people <who>',
      'who is seen in pictures that leave unmasked: nobody, consented, masked (before)',
      asChoice(PEOPLE_SEEN),
    )
    .option('--approve-tasks', 'let the task sentences out as they are: you have read them')
    .option('--roster <name...>', 'names that must not appear in the output')
    .option(
      '--visible-to <did...>',
      'only these companies see the listing; name the broker too, to have it found there',
    )
    .option(
      '--sample',
      'publish a few episodes for everybody to look at: at most a tenth of the frames and 20 MiB',
    )
    .option(
      '--sample-episodes <list>',
      'which episodes, such as 0,4,7; chosen over the tasks otherwise',
      asIndices,
    )
    .option('--sample-license <id>', 'license template of the sample; open-research otherwise')
    .option('--sample-of-small-dataset', 'publish a sample although the dataset has fewer than 20 episodes')
    .option(
      '--format <format>',
      'convert the folder first, to lerobot-v3.0 or lerobot-v2.1; what is no LeRobot folder becomes lerobot-v3.0 by itself',
      asChoice(SOURCE_FORMATS),
    );
  addConversionFlags(publish).action((folder: string) =>
    run(publish, (context) => offer(context, folder, publish.opts<PublishOptions>())),
  );
  addListingCommands(program, run);
}

function addListingCommands(program: Command, run: RunCommand): void {
  const listing = program.command('listing').description('this company’s datasets');
  const list = listing
    .command('ls')
    .description('every version and where it stands')
    .action(() => run(list, listOwn));
  const withdraw = listing
    .command('withdraw')
    .description('withdraw the listed version; the reason stands on the listing')
    .argument('<dataset>', 'slug or id')
    .requiredOption('--reason <text>', 'why')
    .action((dataset: string) =>
      run(withdraw, (context) => withdrawListing(context, dataset, withdraw.opts<{ reason: string }>())),
    );
}

async function offer(run: Run, folder: string, options: PublishOptions): Promise<void> {
  const { output, lang } = run;
  const request = parseWire(
    publishRequestSchema,
    {
      folder: resolve(folder),
      ...bodyOf(options),
      shareRobot: options.shareRobot ?? false,
      declarations: options.declare === undefined ? undefined : resolve(options.declare),
      rules: options.rules === undefined ? undefined : resolve(options.rules),
      slug: options.slug,
      title: options.title,
      description: options.description,
      collection: options.collection,
      offers: options.license,
      access: options.access,
      policy: options.desensitize,
      approveTasks: options.approveTasks ?? false,
      roster: options.roster,
      ...rightsOf(options),
      ...sampleOf(options),
      ...conversionOf(options),
      ...(options.visibleTo === undefined
        ? {}
        : { visibility: { kind: 'named', participants: options.visibleTo } }),
    },
    'publication',
  );
  await remarkUp(run, request);
  await using session = await openNodeSession(run);
  const begun = await session.call({ path: '/v1/listings', body: request, answer: jobSchema });
  const job = await followJob(run, session, begun);
  if (job.status !== 'done' || job.dataset === null) {
    const code = (job.error?.code ?? 'internal') as ErrorCode;
    throw new ExchangeError(code, job.error?.message ?? 'The publication did not end well.');
  }
  output.data(job);
  output.line(
    `${output.tone('good', '✓')} ${lineWords('listed', lang, { dataset: output.tone('strong', shortDatasetId(job.dataset)), version: job.version ?? 1 })}`,
  );
  output.facts([
    [heading('dataset', lang), job.dataset],
    [heading('manifest', lang), job.manifest ?? ''],
    [heading('log entry', lang), `#${job.logIndex}`],
  ]);
  if (job.detail !== '') output.line(`  ${output.tone('dim', '·')} ${plain(job.detail)}`);
  for (const warning of job.warnings ?? [])
    output.item(`  ${output.tone('warn', '·')} `, WARNING_WORDS[warning]);
  if (job.motion !== null)
    output.item(
      `  ${output.tone(job.motion === 'poses' || job.motion === 'tool-poses' ? 'dim' : 'warn', '·')} `,
      motionShownWords(job.motion, lang),
    );
  output.id(job.dataset);
  output.next('kin listing ls', 'kin inbox');
}

/** Where the vertical of a description is in doubt the lister is told before it is published: nobody corrects it afterwards. */
async function remarkUp({ output, signal }: Run, { robot: file, body }: PublishRequest): Promise<void> {
  if (file === null || body?.kind === 'camera') return;
  const { form } = await readBody({ stated: body ?? { kind: 'robot' }, file }, signal);
  noteUp(output, { file, warnings: form.warnings }, output.lang);
}

/** What was recorded: `--robot` alone is a robot, beside `--body human` it is a person's skeleton. */
function bodyOf({ robot, body, up }: PublishOptions): Pick<PublishRequest, 'robot' | 'body'> {
  const file = robot === undefined ? null : resolve(robot);
  if (body === undefined)
    return { robot: file, ...(up === undefined ? {} : { body: { kind: 'robot', up } }) };
  const { stated, file: own } = withStatedUp(resolvedBody(body), up);
  if (own !== null && file !== null)
    throw new ExchangeError('usage', '--robot and --body name two descriptions: one is enough.');
  return { robot: own ?? file, body: stated };
}

/** Any flag of a conversion asks for one; without, the node converts what is no LeRobot folder. */
function conversionOf(options: PublishOptions): { conversion?: ConversionOptions } {
  if (options.format === undefined && givenFlag(options) === undefined) return {};
  return { conversion: conversionOptions(options.format ?? 'lerobot-v3.0', options) };
}

/** What the lister states about those who are seen. */
function rightsOf({ people }: PublishOptions): { rights?: object } {
  return people === undefined ? {} : { rights: rightsAboutPeople(people) };
}

/** Any of the options about the sample asks for one. */
function sampleOf(options: PublishOptions): { sample?: object } {
  const { sample, sampleEpisodes, sampleLicense, sampleOfSmallDataset } = options;
  const asked = [sample, sampleEpisodes, sampleLicense, sampleOfSmallDataset].some(
    (option) => option !== undefined,
  );
  if (!asked) return {};
  return {
    sample: {
      ...(sampleEpisodes === undefined ? {} : { episodes: sampleEpisodes }),
      ...(sampleLicense === undefined ? {} : { license: sampleLicense }),
      smallDatasetConfirmed: sampleOfSmallDataset ?? false,
    },
  };
}

/** What a lister should know of a derivative that passed. */
const WARNING_WORDS: Record<ReportWarning, string> = {
  'operator-motion-style': 'the way an operator moves stays recognisable in the trajectories',
  'pictures-unmasked': 'pictures are unmasked: this policy lets them out as they are',
  'video-left-out': 'video stays here: this policy lets no pixels out',
  'images-left-out': 'images stay here: this policy lets no pixels out',
  'task-text-kept': 'task sentences go out as you approved them',
  'task-text-replaced':
    'task sentences were replaced by numbers; read them and say --approve-tasks to let them out',
  'absolute-poses-kept': 'absolute poses are kept',
  'some-input-unreadable': 'some files could not be read and were left out',
  'names-replaced': 'names of columns or cameras were replaced',
};

async function followJob(run: Run, session: NodeSession, begun: Job): Promise<Job> {
  let last = begun;
  let told: string | null = null;
  try {
    for await (const { data } of session.events(`/v1/jobs/${begun.id}/events`, run.signal)) {
      last = parseWire(jobSchema, data, 'job');
      run.output.progress(last.step, last.share, last.detail);
      if (last.trouble !== null && last.trouble !== told)
        run.output.note(
          lineWords('waits-for-log', run.lang, { trouble: plain(troubleWords(last.trouble, run.lang)) }),
        );
      told = last.trouble;
    }
  } catch (error) {
    if (!run.signal.aborted) throw error;
    // The person left: the job of this command ends with it, and what it made stays for the next attempt.
    await session
      .call({
        method: 'DELETE',
        path: `/v1/jobs/${begun.id}`,
        answer: jobSchema,
        signal: AbortSignal.timeout(5000),
      })
      .catch((failed: unknown) => {
        if (!isExchangeError(failed)) throw failed;
      });
    throw faultError('interrupted', 'run-again');
  }
  run.output.endProgress();
  return last;
}

async function listOwn(run: Run): Promise<void> {
  const { output, lang } = run;
  await using session = await openNodeSession(run);
  const { items } = await session.call({
    path: '/v1/listings',
    answer: z.strictObject({ items: z.array(ownListingSchema) }),
  });
  output.data(items);
  for (const { dataset } of items) output.id(dataset);
  if (items.length === 0) output.line(lineWords('none-listings', lang));
  else {
    output.table(
      [
        { title: heading('DATASET', lang) },
        { title: heading('SLUG', lang) },
        { title: heading('V', lang), align: 'right' },
        { title: heading('STATE', lang) },
        { title: heading('ACCESS', lang) },
        { title: heading('TITLE', lang), max: 40 },
        { title: heading('WHY', lang), max: 60 },
      ],
      items.map((item) => [
        shortDatasetId(item.dataset),
        item.slug,
        String(item.version),
        codeWords('listing', item.state, lang),
        codeWords('access', item.access, lang),
        plain(item.title),
        whyListed(item, lang),
      ]),
    );
  }
  output.next('kin publish <folder> --license train-only-1y');
}

/** Why a listing stands as it does. */
function whyListed({ state, reason }: OwnListingView, lang: Language): string {
  if (reason === null) return '';
  return plain(state === 'pending' ? troubleWords(reason, lang) : reason);
}

async function withdrawListing(run: Run, dataset: string, options: { reason: string }): Promise<void> {
  const { output } = run;
  await using session = await openNodeSession(run);
  const listing = await session.call({
    path: `/v1/listings/${encodeURIComponent(dataset)}/withdrawal`,
    body: parseWire(withdrawSchema, { reason: options.reason }, 'withdrawal'),
    answer: ownListingSchema,
  });
  output.data(listing);
  output.line(
    `${output.tone('good', '✓')} ${lineWords('withdrawing', run.lang, { slug: listing.slug, version: listing.version })}`,
  );
  output.next('kin listing ls');
}
