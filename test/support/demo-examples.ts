/** What `{…}` in the examples of routes stands for in a demo world. */

import { ExchangeError } from '#contracts/errors.ts';
import { listingPageSchema } from '#contracts/http/catalog.ts';
import type { DemoWorld } from '#demo/demo-world.ts';
import { BUYER } from '#demo/world.ts';

/** Values by name. */
export type ExampleValues = Readonly<Record<string, string>>;

/** A dataset about which much is known, its body, and what happened to it. */
export async function examplesOfDemo(world: DemoWorld): Promise<ExampleValues> {
  const response = await fetch(`${world.broker.api}/v1/datasets?limit=100`);
  const { items } = listingPageSchema.parse(await response.json());
  const story = items.find(({ slug }) => slug === 'shelf-cups');
  if (story === undefined) throw new ExchangeError('not-found', 'The demo lists no shelf-cups.');
  const other = items.find(({ slug }) => slug === 'kitchen-reach');
  return {
    dataset: story.dataset,
    other: other?.dataset ?? '',
    embodiment: story.embodiment?.id ?? '',
    otherBody: other?.embodiment?.id ?? '',
    participant: story.provider.participant,
    entry: String(story.logIndex ?? 0),
    agreement: world.seeded.agreement,
    exchange: world.seeded.waiting,
    transfer: await transferOf(world),
  };
}

/** The transfer that the buyer has paused. */
async function transferOf(world: DemoWorld): Promise<string> {
  const buyer = world.nodes.find(({ company }) => company.key === BUYER);
  const transfers = (await buyer?.node.context.exchanges.transfers()) ?? [];
  const paused = transfers.find(({ state }) => state === 'SUSPENDED') ?? transfers[0];
  if (paused === undefined) throw new ExchangeError('not-found', 'The demo has no transfer.');
  return paused.transfer;
}
