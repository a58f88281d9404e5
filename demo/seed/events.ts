/** What happened in the demo world before the visitor came: every act through the real protocol between the real nodes. */

import { cp, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { shortAgreementId, shortExchangeId } from '#contracts/ids.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { IntendedUse } from '#contracts/license/terms.ts';
import type { FoundDataset } from '#node/catalog/find-dataset.ts';
import type { ExchangeNode } from '#node/exchange-node.ts';
import type { DemoFolder, Seeded } from '../demo-folder.ts';
import { BUYER } from '../world.ts';

/** What the events need. */
export interface Stage {
  readonly folder: DemoFolder;
  readonly nodes: ReadonlyMap<string, ExchangeNode>;
  /** Listings by slug, as they come up. */
  readonly listed: ReadonlyMap<string, Promise<FoundDataset>>;
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

const DAY_MS = 24 * 3_600_000;
/** The waiting request has two days left. */
const WAITING_DAYS = 2;
/** The transfer is paused when this share has arrived; what is under way then still comes. */
const PAUSED_SHARE = 0.25;
const POLL_MS = 100;
const PATIENCE_MS = 60_000;

const TRAINING: IntendedUse = {
  actions: ['train', 'fine-tune'],
  commercialModels: false,
  fieldOfUse: null,
  region: null,
  purpose: 'Fine-tune a policy that picks cups from a shelf',
};

/** Lets everything happen, side by side where it can. Throws when something that must succeed does not. */
export async function seedEvents(stage: Stage): Promise<Seeded> {
  const [finished, waiting, refused, paused] = await Promise.all([
    finishedDelivery(stage),
    waitingRequest(stage),
    refusedRequest(stage),
    pausedTransfer(stage),
    revokedAgreement(stage),
    cancelledRequest(stage),
  ]);
  const withdrawn = await withdrawnVersion(stage);
  return { ...finished, waiting, refused, paused, withdrawn };
}

function nodeOf(stage: Stage, company: string): ExchangeNode {
  const node = stage.nodes.get(company);
  if (node === undefined) throw new ExchangeError('not-found', `There is no company ${company}.`);
  return node;
}

async function listing(stage: Stage, slug: string): Promise<FoundDataset> {
  const found = await stage.listed.get(slug);
  if (found === undefined) throw new ExchangeError('not-found', `There is no dataset ${slug}.`);
  return found;
}

interface Wish {
  readonly slug: string;
  readonly license: string;
  readonly use?: IntendedUse;
  readonly deadlineMs?: number;
  readonly by?: string;
}

async function ask(stage: Stage, wish: Wish): Promise<string> {
  const { manifest } = await listing(stage, wish.slug);
  const { exchanges } = nodeOf(stage, wish.by ?? BUYER).context;
  const outcome = await exchanges.request({
    manifest,
    license: wish.license,
    use: wish.use ?? TRAINING,
    deadline: stage.clock() + (wish.deadlineMs ?? 7 * DAY_MS),
  });
  if (outcome.ok) return outcome.value.exchange;
  throw new ExchangeError('refused', outcome.reasons.map(({ code }) => code).join(', '));
}

/** Waits until a side sees an exchange in a state that fits. */
async function untilSeen(
  node: ExchangeNode,
  exchange: string,
  fits: (view: Awaited<ReturnType<ExchangeNode['context']['exchanges']['get']>>) => boolean,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      if (fits(await node.context.exchanges.get(exchange))) return;
    } catch (error) {
      if (!isExchangeError(error, 'not-found')) throw error;
    }
    if (performance.now() > end) {
      throw new ExchangeError('deadline-passed', `${exchange} did not get where the demo wants it.`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function agree(stage: Stage, wish: Wish): Promise<string> {
  const exchange = await ask(stage, wish);
  const { exchanges } = nodeOf(stage, wish.by ?? BUYER).context;
  const decided = await exchanges.untilDecided(exchange, stage.signal);
  if (decided.state === 'FINALIZED') return exchange;
  throw new ExchangeError('refused', `${wish.slug} was not agreed: ${decided.ended?.code ?? 'no reason'}`);
}

/** Agreed, delivered, acknowledged, evaluated; and a copy of it with one flipped bit. */
async function finishedDelivery(stage: Stage): Promise<Pick<Seeded, 'agreement' | 'delivered' | 'tampered'>> {
  const slug = 'shelf-cups';
  const exchange = await agree(stage, { slug, license: 'train-only-1y' });
  const { exchanges, evaluations } = nodeOf(stage, BUYER).context;
  const delivered = stage.folder.delivered(BUYER, slug);
  await exchanges.pull(exchange, delivered, { signal: stage.signal });
  const report = { metric: 'success', value: 0.62, baseline: 0.48, trials: 50 };
  await evaluations.report({ agreement: exchange, ...report }, stage.signal);
  const tampered = join(stage.folder.tampered, slug);
  await rm(tampered, { recursive: true, force: true });
  await cp(delivered, tampered, { recursive: true });
  await flipBit(join(tampered, 'data/chunk-000/file-000.parquet'));
  const { agreementId } = await exchanges.get(exchange);
  return { agreement: agreementId === null ? exchange : shortAgreementId(agreementId), delivered, tampered };
}

/** Changes one bit in the middle of a file. */
async function flipBit(path: string): Promise<void> {
  const { size } = await stat(path);
  await using file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  const at = Math.floor(size / 2);
  await file.read(byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await file.write(byte, 0, 1, at);
}

/** Waits in the provider's inbox. */
async function waitingRequest(stage: Stage): Promise<string> {
  const exchange = await ask(stage, {
    slug: 'kitchen-reach',
    license: 'train-only-1y',
    deadlineMs: WAITING_DAYS * DAY_MS,
  });
  await untilSeen(nodeOf(stage, 'pebblehaven'), exchange, ({ waiting }) => waiting?.for === 'decision');
  return shortExchangeId(exchange);
}

async function refusedRequest(stage: Stage): Promise<string> {
  const exchange = await ask(stage, { slug: 'table-wipe-small', license: 'train-only-1y' });
  const provider = nodeOf(stage, 'brightmoor');
  await untilSeen(provider, exchange, ({ waiting }) => waiting?.for === 'decision');
  await provider.context.exchanges.refuse(exchange, {
    code: 'purpose-too-vague',
    note: 'Tell us which robot and which shop floor it is for, and ask again.',
  });
  await untilSeen(nodeOf(stage, BUYER), exchange, ({ state }) => state === 'TERMINATED');
  return shortExchangeId(exchange);
}

/** Taken back by the consumer before anybody decided. */
async function cancelledRequest(stage: Stage): Promise<void> {
  const exchange = await ask(stage, { slug: 'walnut-crack', license: 'train-only-1y', by: 'umbral' });
  await untilSeen(nodeOf(stage, 'cedar'), exchange, ({ waiting }) => waiting?.for === 'decision');
  const { exchanges } = nodeOf(stage, 'umbral').context;
  await exchanges.cancel(exchange, { code: 'no-longer-needed', note: 'We simulate the hand ourselves now.' });
}

/** Some chunks have arrived; the consumer has paused. */
async function pausedTransfer(stage: Stage): Promise<string> {
  const slug = 'shelf-sim-randomised';
  const exchange = await agree(stage, { slug, license: 'open-research' });
  const { exchanges } = nodeOf(stage, BUYER).context;
  const enough = new AbortController();
  const reason = new ExchangeError('interrupted', 'Enough for today.');
  const pull = exchanges.pull(exchange, stage.folder.delivered(BUYER, slug), {
    signal: AbortSignal.any([stage.signal, enough.signal]),
    onProgress: ({ bytesDone, bytesTotal }) => {
      if (bytesTotal > 0 && bytesDone >= PAUSED_SHARE * bytesTotal) enough.abort(reason);
    },
  });
  await pull.catch((error: unknown) => {
    if (!isExchangeError(error, 'interrupted') || stage.signal.aborted) throw error;
  });
  const transfer = (await exchanges.transfers()).find((view) => view.exchange === exchange);
  if (transfer?.state === 'STARTED') await exchanges.pause(transfer.transfer);
  const { agreementId } = await exchanges.get(exchange);
  return agreementId === null ? exchange : shortAgreementId(agreementId);
}

/** Agreed with another company, and revoked by the provider. */
async function revokedAgreement(stage: Stage): Promise<void> {
  const exchange = await agree(stage, { slug: 'shop-shelf-ego', license: 'train-only-1y', by: 'umbral' });
  const provider = nodeOf(stage, 'mothlight');
  await untilSeen(provider, exchange, ({ state }) => state === 'FINALIZED');
  await provider.context.exchanges.revoke(exchange, 'consent-withdrawn');
}

/** A version that had to go, with the reason that everybody reads. */
async function withdrawnVersion(stage: Stage): Promise<string> {
  const { listing: found } = await listing(stage, 'courier-sort-ego');
  await nodeOf(stage, 'mothlight').context.publication.withdraw(found.dataset, {
    code: 'privacy-fault',
    text: 'A street name could be read in three episodes; they will be masked and published anew.',
  });
  return found.slug;
}
