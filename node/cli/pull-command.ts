/** `kin pull` and `kin transfer`: brings what an agreement allows, and goes on after an interruption. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  plainConversion,
  type DeliveryConversion,
  type TargetFormat,
} from '#contracts/dataset/conversions.ts';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import {
  exchangeViewSchema,
  pullEventSchema,
  transferViewSchema,
  type Delivery,
  type PullProgress,
} from '#contracts/http/console.ts';
import { shortExchangeId } from '#contracts/ids.ts';
import { LOG_REFUSED } from '#contracts/negotiation/transitions.ts';
import { parseWire } from '#contracts/wire.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { retargetRobotOf } from '../retarget/retarget-dataset.ts';
import { asChoice } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { codeWords, endedWords, lineWords, transferState } from './command-words.ts';
import {
  addConversionFlags,
  asFormat,
  conversionOptions,
  givenFlag,
  type ConversionFlags,
} from './conversion-options.ts';
import { openNodeSession, type NodeSession } from './node-session.ts';
import { formatBytes } from './output.ts';
import { heading } from './table-words.ts';
import { UP_WORDS } from './up-option.ts';

/** Time given to the node to note an interruption, in milliseconds. */
const INTERRUPT_TIMEOUT_MS = 5_000;

const EXAMPLES = `
Examples:
  kin pull agr_7f3k… -o ./delivery
  kin pull agr_7f3k… -o ./delivery --format lerobot-v3.0 --episodes 0-99
  kin pull agr_7f3k… -o ./delivery --format mcap --originals
  kin pull agr_7f3k… -o ./delivery --retarget my-robot.urdf`;

/** Adds the commands. */
export function addPullCommand(program: Command, run: RunCommand): void {
  const pull = program
    .command('pull')
    .description(
      'fetch, verify and open what an agreement allows; run it again to go on after an interruption',
    )
    .argument('<agreement>', 'agr_…, id, digest, or the exchange')
    .requiredOption('-o, --output <folder>', 'folder for the delivery')
    .option(
      '--format <format>',
      'as-is (default), or converted after verification: lerobot-v3.0, lerobot-v2.1, mcap',
      asFormat,
    )
    .option(
      '--originals',
      'keep the files as sent in exchange/original/, so that anybody can redo the conversion',
    );
  addConversionFlags(pull)
    .option('--retarget <robot>', 'URDF or MJCF of your robot: adds the same motion in its joints as columns')
    .option('--robot-up <axis>', UP_WORDS, asChoice(UP_AXES))
    .addHelpText('after', EXAMPLES)
    .action((agreement: string) =>
      run(pull, (context) => fetchDelivery(context, agreement, pull.opts<PullFlags>())),
    );
  const transfer = program.command('transfer').description('transfer processes of this node');
  const list = transfer
    .command('ls')
    .description('transfers of both sides')
    .action(() => run(list, listTransfers));
  for (const act of ['pause', 'resume'] as const) {
    const command = transfer
      .command(act)
      .description(act === 'pause' ? 'pause a transfer' : 'let a paused transfer go on')
      .argument('<transfer>', 'id as transfer ls shows it')
      .action((id: string) => run(command, (context) => move(context, id, act)));
  }
}

interface PullFlags extends ConversionFlags {
  readonly output: string;
  readonly format?: TargetFormat;
  readonly originals?: boolean;
  readonly retarget?: string;
  readonly robotUp?: UpAxis;
}

/**
 * What is made of the delivery; null without `--format` and `--retarget`. Throws `usage` when flags of a conversion stand without one, or
 * columns were to be added to what has none.
 */
async function conversionOf(flags: PullFlags, signal: AbortSignal): Promise<DeliveryConversion | null> {
  const { format, originals = false, retarget, robotUp: up } = flags;
  if (retarget !== undefined && format === 'mcap') throw faultError('usage', 'columns-need-lerobot');
  if (retarget === undefined && up !== undefined)
    throw faultError('usage', 'up-needs-robot', { option: 'robot-up', needs: 'retarget' });
  const added =
    retarget === undefined
      ? {}
      : {
          retarget: retargetRobotOf(
            await readRobot(retarget, { signal, ...(up === undefined ? {} : { up }) }),
          ),
        };
  if (format !== undefined && format !== 'as-is')
    return { options: conversionOptions(format, flags), keepOriginals: originals, ...added };
  const useless = originals ? 'originals' : givenFlag(flags);
  if (useless === undefined)
    return retarget === undefined
      ? null
      : { options: plainConversion('as-is'), keepOriginals: false, ...added };
  throw faultError('usage', 'option-needs-format', { option: useless });
}

async function fetchDelivery(run: Run, agreement: string, flags: PullFlags): Promise<void> {
  const { output, lang } = run;
  const folder = flags.output;
  const conversion = await conversionOf(flags, run.signal);
  await using session = await openNodeSession(run);
  const view = await session.call({
    path: '/v1/pulls',
    body: { agreement, out: resolve(folder), conversion },
    answer: exchangeViewSchema,
  });
  const delivery = await follow(run, session, view.exchange);
  output.data(delivery);
  output.line(
    `${output.tone('good', '✓')} ${lineWords('delivered', lang, {
      files: delivery.files,
      bytes: formatBytes(delivery.bytes),
      folder: output.tone('strong', delivery.folder),
    })}`,
  );
  const { converted, retargeted } = delivery;
  if (converted !== null && converted !== undefined) showConverted(run, converted);
  if (retargeted !== null && retargeted !== undefined) {
    const { wholeEpisodes, episodes, frames } = retargeted;
    output.line(`  ${lineWords('retargeted', lang, { frames, whole: wholeEpisodes, episodes })}`);
    output.line(`  ${lineWords('see', lang, { file: 'exchange/retarget.json' })}`);
  }
  if (delivery.chunkFailures > 0)
    output.line(lineWords('damaged-chunks', lang, { count: delivery.chunkFailures }));
  output.id(delivery.folder);
  output.next(`kin verify ${folder}`);
}

function showConverted({ output, lang }: Run, converted: NonNullable<Delivery['converted']>): void {
  const { format, episodes, frames, leftOut, lossySteps } = converted;
  const warn = output.tone('warn', '!');
  output.line(`  ${lineWords('converted', lang, { format, episodes, frames })}`);
  if (leftOut > 0) output.line(`${warn} ${lineWords('left-out', lang, { count: leftOut })}`);
  if (lossySteps > 0) output.line(`${warn} ${lineWords('lossy-steps', lang, { count: lossySteps })}`);
  if (leftOut + lossySteps > 0)
    output.line(`  ${lineWords('see', lang, { file: 'exchange/conversions.json' })}`);
}

async function follow(run: Run, session: NodeSession, exchange: string): Promise<Delivery> {
  try {
    for await (const { data } of session.events(`/v1/pulls/${exchange}/events`, run.signal)) {
      const event = parseWire(pullEventSchema, data, 'pull event');
      if (event.kind === 'done') return event.delivery;
      if (event.kind === 'failed')
        throw new ExchangeError(event.code as ErrorCode, event.message, { params: event.params });
      showProgress(run, event.progress);
    }
  } catch (error) {
    if (!run.signal.aborted) throw error;
    await interrupt(session, exchange);
    throw faultError('interrupted', 'run-again');
  }
  throw new ExchangeError('peer-misbehaved', 'The node ended the report of the pull early.');
}

async function interrupt(session: NodeSession, exchange: string): Promise<void> {
  try {
    const signal = AbortSignal.timeout(INTERRUPT_TIMEOUT_MS);
    await session.call({ method: 'DELETE', path: `/v1/pulls/${exchange}`, answer: z.null(), signal });
  } catch (error) {
    if (!isExchangeError(error)) throw error;
  }
}

function showProgress(run: Run, progress: PullProgress): void {
  const { converting, retargeting } = progress;
  if (retargeting !== undefined && retargeting !== null) {
    run.output.progress('retargeting', retargeting, 'following the motion');
    return;
  }
  if (converting !== undefined && converting !== null) {
    const { episodes, total } = converting;
    run.output.progress('converting', total === null ? null : episodes / total, `${episodes} episodes`);
    return;
  }
  const share = progress.bytesTotal === 0 ? null : progress.bytesDone / progress.bytesTotal;
  const bytes = `${formatBytes(progress.bytesDone)} of ${formatBytes(progress.bytesTotal)}`;
  run.output.progress(progress.phase, share, progress.waitingFor ?? bytes);
}

async function listTransfers(run: Run): Promise<void> {
  const { output, lang } = run;
  await using session = await openNodeSession(run);
  const { items } = await session.call({
    path: '/v1/transfers',
    answer: z.strictObject({ items: z.array(transferViewSchema) }),
  });
  output.data(items);
  for (const { transfer } of items) output.id(transfer);
  if (items.length === 0) output.line(lineWords('none-transfers', lang));
  else {
    output.table(
      [
        { title: heading('TRANSFER', lang), max: 48 },
        { title: heading('EXCHANGE', lang) },
        { title: heading('SIDE', lang) },
        { title: heading('STATE', lang) },
        { title: heading('PHASE', lang) },
        { title: heading('DONE', lang), align: 'right' },
        { title: heading('ENDED', lang), max: 44 },
      ],
      items.map((item) => [
        item.transfer,
        shortExchangeId(item.exchange),
        codeWords('role', item.role, lang),
        transferState(item, lang),
        codeWords('phase', item.phase, lang),
        item.bytesTotal === 0 ? '' : `${Math.floor((100 * item.bytesDone) / item.bytesTotal)}%`,
        endedWords(item),
      ]),
    );
  }
  if (items.some(({ ended }) => ended?.code === LOG_REFUSED))
    output.note(lineWords('log-refused-transfer', lang));
  const paused = items.find((item) => item.pausedBy !== null);
  output.next(paused === undefined ? 'kin agreement ls' : `kin transfer resume ${paused.transfer}`);
}

async function move(run: Run, id: string, act: 'pause' | 'resume'): Promise<void> {
  await using session = await openNodeSession(run);
  const view = await session.call({
    method: 'POST',
    path: `/v1/transfers/${encodeURIComponent(id)}/${act}`,
    answer: transferViewSchema,
  });
  run.output.data(view);
  run.output.line(`${view.transfer}: ${transferState(view, run.lang)}`);
  run.output.next(act === 'pause' ? `kin transfer resume ${id}` : 'kin transfer ls');
}
