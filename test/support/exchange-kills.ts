/**
 * Exchanges between processes that are killed: a broker, a provider and a consumer, each with SIGKILL at planned durable steps
 * and each started again by its supervisor, until a dataset is published, agreed on and delivered.
 */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { ActView, ExchangeView, Job, OwnListingView, TransferView } from '#contracts/http/console.ts';
import { formatDigest } from '#contracts/digest.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import type { BrokerBoundary } from '#server/context.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { callApi } from './broker-world.ts';
import { eventually, ExchangeNetwork, trainingRequest, type NetworkNode } from './exchange-network.ts';
import { kin } from './run-kin.ts';
import { Supervised } from './supervised.ts';

/** Where each process dies, once at each point. */
export interface KillPlan {
  readonly provider?: readonly string[];
  readonly consumer?: readonly string[];
  /** Steps of the broker at the entry with this place in {@link PATH_ENTRIES}. */
  readonly broker?: (place: number) => readonly BrokerBoundary[];
}

/** Entries of the path, in the order in which the log has them. */
export const PATH_ENTRIES = [
  'desensitization.reported',
  'dataset.published',
  'request.opened',
  'agreement.signed',
  'transfer.started',
  'transfer.received',
  'key.released',
  'receipt.acknowledged',
] as const;

interface Processes {
  readonly provider: Supervised;
  readonly consumer: Supervised;
  readonly broker: Supervised;
}

/** Runs the path under a plan and asserts what must hold. Resolves to the number of deaths. */
export async function pathWithKills(t: TestContext, plan: KillPlan): Promise<number> {
  const network = await ExchangeNetwork.create(t);
  const provider = await network.company('Larkspur');
  const consumer = await network.company('Marigold');
  const tasks = ['Put the cup on the shelf.'];
  const order = await provider.record({ slug: 'arm-reach', robot: 'larkspur-arm7', tasks, access: 'auto' });
  const begin = network.broker.context.log.size;
  const ports = await network.handOver();
  const points = PATH_ENTRIES.flatMap((_, place) =>
    (plan.broker?.(place) ?? []).map((step) =>
      step === 'feed-ingested' ? step : `${step}@${begin + place + 1}`,
    ),
  );
  const deaths = (name: string): string => join(network.folder, `${name}.deaths`);
  const node = (of: NetworkNode, planned: readonly string[] = []): Supervised =>
    new Supervised({ module: 'node-child.ts', home: of.home, deaths: deaths(of.name), points: planned });
  const processes: Processes = {
    provider: node(provider, plan.provider),
    consumer: node(consumer, plan.consumer),
    broker: new Supervised({
      module: 'broker-child.ts',
      home: join(network.folder, 'broker'),
      deaths: deaths('broker'),
      args: [String(ports.port), String(ports.peerPort)],
      points,
    }),
  };
  const all = Object.values(processes) as Supervised[];
  const delivered = join(network.folder, 'delivered');
  let acts: ActView[] = [];
  try {
    for (const process of all) process.start();
    const dataset = await published(processes, order);
    const exchange = await agreed(processes, dataset);
    await deliveredOnce(processes, exchange, delivered);
    acts = [...(await settledActs(processes.provider)), ...(await settledActs(processes.consumer))];
  } finally {
    await Promise.all(all.map((process) => process.stop()));
  }
  for (const process of all) assert.equal(process.failure, '');
  const died = all.flatMap((process) => process.deaths);
  assert.deepEqual(
    died.toSorted(),
    [...(plan.provider ?? []), ...(plan.consumer ?? []), ...points].toSorted(),
  );
  await network.startBroker();
  await checkLog(network, acts, begin);
  await checkDelivery(network, delivered);
  return died.length;
}

/** Calls a process's console; undefined when it is dead, dies meanwhile, or refuses. */
async function call<T>(process: Supervised, path: string, body?: unknown): Promise<T | undefined> {
  assert.equal(process.failure, '');
  const running = await process.running();
  if (running === undefined) return undefined;
  try {
    const options = { token: running.token, ...(body === undefined ? {} : { body }) };
    const answer = await callApi(running.address, path, options);
    return answer.status < 300 ? (answer.body as T) : undefined;
  } catch {
    return undefined;
  }
}

async function listOf<T>(process: Supervised, path: string): Promise<readonly T[] | undefined> {
  return (await call<{ items: readonly T[] }>(process, path))?.items;
}

/** Publishes, again after every death that left nothing behind. */
async function published({ provider, broker }: Processes, order: object): Promise<string> {
  const dataset = await eventually('the dataset is listed by its provider', async () => {
    const listings = await listOf<OwnListingView>(provider, '/v1/listings');
    const listed = listings?.find((listing) => listing.state === 'listed');
    if (listed !== undefined) return listed.dataset;
    const jobs = await listOf<Job>(provider, '/v1/jobs');
    const waits = listings?.some((listing) => listing.state === 'pending') !== false;
    if (!waits && jobs?.some((job) => job.status === 'running') === false) {
      await call(provider, '/v1/listings', order);
    }
    return undefined;
  });
  await eventually('the dataset is in the catalog', async () => {
    const running = await broker.running();
    if (running === undefined) return undefined;
    const answer = await callApi(running.address, '/v1/datasets', {}).catch(() => undefined);
    return answer?.body['total'] === 1 ? true : undefined;
  });
  return dataset;
}

/** Asks once: a request whose answer was lost is found again, never repeated. */
async function agreed({ provider, consumer }: Processes, dataset: string): Promise<string> {
  const exchange = await eventually('the agreement is final', async () => {
    const views = await listOf<ExchangeView>(consumer, '/v1/exchanges');
    if (views?.length === 0) await call(consumer, '/v1/exchanges', trainingRequest(dataset));
    const [view] = views ?? [];
    assert.notEqual(view?.state, 'TERMINATED', JSON.stringify(view?.ended));
    return view?.state === 'FINALIZED' ? view.exchange : undefined;
  });
  await eventually('the provider knows it too', async () => {
    const views = await listOf<ExchangeView>(provider, '/v1/exchanges');
    return views?.[0]?.state === 'FINALIZED' ? true : undefined;
  });
  return exchange;
}

async function deliveredOnce(
  { provider, consumer }: Processes,
  exchange: string,
  out: string,
): Promise<void> {
  const completed = async (process: Supervised): Promise<true | undefined> => {
    const transfers = await listOf<TransferView>(process, '/v1/transfers');
    assert.ok((transfers?.length ?? 0) <= 1, 'one agreement is delivered by one transfer');
    return transfers?.[0]?.state === 'COMPLETED' ? true : undefined;
  };
  await eventually('the consumer has everything', async () => {
    if ((await completed(consumer)) === true) return true;
    await call(consumer, '/v1/pulls', { agreement: exchange, out });
    return undefined;
  });
  await eventually('the provider has the receipt', () => completed(provider));
}

/** Acts of a node once the log has acknowledged all of them. */
function settledActs(process: Supervised): Promise<readonly ActView[]> {
  return eventually('every act is acknowledged', async () => {
    const acts = await listOf<ActView>(process, '/v1/acts?limit=500');
    return acts?.every((act) => act.state === 'logged') === true ? acts : undefined;
  });
}

/** Nothing acknowledged is lost, nothing stands twice, and nothing else was logged. */
async function checkLog(network: ExchangeNetwork, acts: readonly ActView[], begin: number): Promise<void> {
  const { log } = network.broker.context;
  const leaves: string[] = [];
  for (let index = 0; index < log.size; index++) {
    leaves.push(formatDigest(leafHash(nodeCrypto, await log.readLeaf(index))));
  }
  assert.equal(new Set(leaves).size, leaves.length, 'no leaf stands twice');
  for (const act of acts) assert.equal(leaves[act.index ?? -1], act.leafHash, `${act.type} is where it was`);
  const types = (await network.entries()).slice(begin).map((entry) => entry.predicateType.split(':')[3]);
  assert.deepEqual(types, [...PATH_ENTRIES]);
}

async function checkDelivery(network: ExchangeNetwork, folder: string): Promise<void> {
  const home = network.nodes[1]?.home ?? '';
  const verdict = await kin(['verify', folder, '--home', home]);
  assert.equal(verdict.code, 0, verdict.stdout + verdict.stderr);
}
