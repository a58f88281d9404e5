/** `kin pull` and `kin transfer`: brings what an agreement allows, and goes on after an interruption. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import {
  exchangeViewSchema,
  pullEventSchema,
  transferViewSchema,
  type Delivery,
  type PullProgress,
} from '#contracts/http/console.ts';
import { shortExchangeId } from '#contracts/ids.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Run, RunCommand } from './cli.ts';
import { openNodeSession, type NodeSession } from './node-session.ts';
import { formatBytes } from './output.ts';

/** Time given to the node to note an interruption, in milliseconds. */
const INTERRUPT_TIMEOUT_MS = 5_000;

/** Adds the commands. */
export function addPullCommand(program: Command, run: RunCommand): void {
  const pull = program
    .command('pull')
    .description(
      'fetch, verify and open what an agreement allows; run it again to go on after an interruption',
    )
    .argument('<agreement>', 'agr_…, id, digest, or the exchange')
    .requiredOption('-o, --output <folder>', 'folder for the delivery')
    .action((agreement: string) =>
      run(pull, (context) => fetchDelivery(context, agreement, pull.opts<{ output: string }>().output)),
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

async function fetchDelivery(run: Run, agreement: string, folder: string): Promise<void> {
  const { output } = run;
  await using session = await openNodeSession(run);
  const view = await session.call({
    path: '/v1/pulls',
    body: { agreement, out: resolve(folder) },
    answer: exchangeViewSchema,
  });
  const delivery = await follow(run, session, view.exchange);
  output.data(delivery);
  output.line(
    `${output.tone('good', '✓')} ${delivery.files} files, ${formatBytes(delivery.bytes)} in ${output.tone('strong', delivery.folder)}`,
  );
  if (delivery.chunkFailures > 0)
    output.line(`${delivery.chunkFailures} chunks arrived damaged and were asked for again`);
  output.id(delivery.folder);
  output.next(`kin verify ${folder}`);
}

async function follow(run: Run, session: NodeSession, exchange: string): Promise<Delivery> {
  try {
    for await (const { data } of session.events(`/v1/pulls/${exchange}/events`, run.signal)) {
      const event = parseWire(pullEventSchema, data, 'pull event');
      if (event.kind === 'done') return event.delivery;
      if (event.kind === 'failed') throw new ExchangeError(event.code as ErrorCode, event.message);
      showProgress(run, event.progress);
    }
  } catch (error) {
    if (!run.signal.aborted) throw error;
    await interrupt(session, exchange);
    throw new ExchangeError('interrupted', 'Interrupted; run the same command again to go on.');
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
  const share = progress.bytesTotal === 0 ? null : progress.bytesDone / progress.bytesTotal;
  const bytes = `${formatBytes(progress.bytesDone)} of ${formatBytes(progress.bytesTotal)}`;
  run.output.progress(progress.phase, share, progress.waitingFor ?? bytes);
}

async function listTransfers(run: Run): Promise<void> {
  const { output } = run;
  await using session = await openNodeSession(run);
  const { items } = await session.call({
    path: '/v1/transfers',
    answer: z.strictObject({ items: z.array(transferViewSchema) }),
  });
  output.data(items);
  if (items.length === 0) output.line('No transfers yet.');
  else {
    output.table(
      [
        { title: 'TRANSFER', max: 48 },
        { title: 'EXCHANGE' },
        { title: 'SIDE' },
        { title: 'STATE' },
        { title: 'PHASE' },
        { title: 'DONE', align: 'right' },
      ],
      items.map((item) => [
        item.transfer,
        shortExchangeId(item.exchange),
        item.role,
        item.pausedBy === null ? (item.state ?? 'opening') : `paused by ${item.pausedBy}`,
        item.phase,
        item.bytesTotal === 0 ? '' : `${Math.floor((100 * item.bytesDone) / item.bytesTotal)}%`,
      ]),
    );
  }
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
  run.output.line(
    `${view.transfer}: ${view.pausedBy === null ? (view.state ?? 'opening') : `paused by ${view.pausedBy}`}`,
  );
  run.output.next(act === 'pause' ? `kin transfer resume ${id}` : 'kin transfer ls');
}
