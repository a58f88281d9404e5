/**
 * A whole exchange in one process: a real broker and real nodes, each with its own home, keys, database and libp2p host on
 * loopback. Homes are made by `kin init`, and everything is asked over the doors that people and programs use.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { listingPageSchema, type Listing } from '#contracts/http/catalog.ts';
import { MAX_ENTRY_BYTES, openEntry, type EntryStatement } from '#contracts/log/entry.ts';
import type { ExchangeView, Job, PublishRequest } from '#contracts/http/console.ts';
import { createBrokerClient } from '#node/broker-client.ts';
import { readNodeConfig } from '#node/config.ts';
import type { NodeWorld } from '#node/context.ts';
import { ExchangeNode } from '#node/exchange-node.ts';
import { startConsole, type ConsoleListener } from '#node/http/console.ts';
import { silentLogger } from '#platform/logger.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { createBroker, type Broker } from '#server/broker.ts';
import { callApi, testConfig } from './broker-world.ts';
import { writeRobotRecording, robotFile, type RobotRecording } from './robot-recording.ts';
import { kin, type KinResult } from './run-kin.ts';

/** Longest wait for something that takes a second or two on a quiet machine, in milliseconds. */
export const PATIENCE_MS = 240_000;

/** A listing as tests ask for it; everything left out has the usual value. */
export type Offer = RobotRecording & { readonly slug: string } & Partial<
    Pick<PublishRequest, 'access' | 'visibility' | 'offers' | 'shareRobot'>
  >;

/** A broker and companies. */
export class ExchangeNetwork {
  readonly folder: string;
  readonly nodes: NetworkNode[] = [];
  #broker: Broker | undefined;
  #places: { port: number; peers: readonly string[] } = { port: 0, peers: ['/ip4/127.0.0.1/tcp/0'] };

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Boots a broker with open enrolment. Everything ends, and its folder goes, after the test. */
  static async create(t: TestContext): Promise<ExchangeNetwork> {
    const folder = await mkdtemp(join(tmpdir(), 'kin-network-'));
    const network = new ExchangeNetwork(folder);
    t.after(() => network.dispose());
    await network.startBroker();
    return network;
  }

  /** The running broker. Throws `conflict` while it is stopped. */
  get broker(): Broker {
    if (this.#broker === undefined) throw new ExchangeError('conflict', 'The broker is stopped.');
    return this.#broker;
  }

  /** Starts the broker, again on the addresses of its first start. */
  async startBroker(): Promise<void> {
    const { port, peers } = this.#places;
    const config = testConfig(join(this.folder, 'broker'), {
      listen: { host: '127.0.0.1', port },
      peerListen: peers,
    });
    const broker = await createBroker(config, { logger: silentLogger });
    this.#broker = broker;
    await broker.start();
    this.#places = {
      port: Number(new URL(broker.api).port),
      peers: broker.context.host.addresses().map((address) => address.replace(/\/p2p\/.*$/, '')),
    };
  }

  /** Stops the broker; its home stays. */
  async stopBroker(): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    await broker?.[Symbol.asyncDispose]();
  }

  /** Makes a company's home and starts its node; it is enrolled when this resolves. */
  async company(name: string, world: Partial<NodeWorld> = {}): Promise<NetworkNode> {
    const home = join(this.folder, name.toLowerCase());
    const made = await kin(['init', '--name', name, '--home', home, '--broker', this.broker.api]);
    if (made.code !== 0) throw new ExchangeError('internal', `kin init: ${made.stderr}`);
    const node = new NetworkNode(name, home, world);
    this.nodes.push(node);
    await node.start();
    return node;
  }

  /** The catalog as a company (or the public) sees it, in an order of its own that does not depend on time. */
  async catalog(as?: NetworkNode): Promise<Listing[]> {
    const client = createBrokerClient({
      api: this.broker.api,
      clock: Date.now,
      random: secureRandom,
      identity: as === undefined ? null : as.running.context.identity,
    });
    const page = await client.call({
      path: '/v1/datasets',
      query: { limit: 100, includeWithdrawn: 'true' },
      answer: listingPageSchema,
    });
    return page.items.toSorted((a, b) => (a.dataset < b.dataset ? -1 : 1));
  }

  /** Waits until the broker shows a dataset to a company in a state that fits. */
  async indexed(
    dataset: string,
    options: { readonly as?: NetworkNode; readonly fits?: (listing: Listing) => boolean } = {},
  ): Promise<Listing> {
    return eventually(`the catalog shows ${dataset}`, async () => {
      const found = (await this.catalog(options.as)).find((listing) => listing.dataset === dataset);
      return found !== undefined && (options.fits?.(found) ?? true) ? found : undefined;
    });
  }

  /** Statements of the log's entries, in log order, as its files have them. */
  async entries(): Promise<EntryStatement[]> {
    const { log } = this.broker.context;
    const entries: EntryStatement[] = [];
    for (let index = 0; index < log.size; index++) {
      entries.push(
        (await openEntry(nodeCrypto, parseJson(await log.readLeaf(index), MAX_ENTRY_BYTES))).statement,
      );
    }
    return entries;
  }

  /** Stops everything; homes stay, for other processes to run on the broker's ports. */
  async handOver(): Promise<{ port: number; peerPort: number }> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    await this.stopBroker();
    const peerPort = Number(/\/tcp\/(\d+)$/.exec(this.#places.peers[0] ?? '')?.[1]);
    return { port: this.#places.port, peerPort };
  }

  /** Stops everything and removes the folder. */
  async dispose(): Promise<void> {
    await this.handOver();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One company's node with its console. */
export class NetworkNode {
  readonly name: string;
  readonly home: string;
  readonly #world: Partial<NodeWorld>;
  #running: { node: ExchangeNode; console: ConsoleListener } | undefined;

  constructor(name: string, home: string, world: Partial<NodeWorld> = {}) {
    this.name = name;
    this.home = home;
    this.#world = world;
  }

  /** The running node. Throws `conflict` while it is stopped. */
  get running(): ExchangeNode {
    if (this.#running === undefined) throw new ExchangeError('conflict', `${this.name} is stopped.`);
    return this.#running.node;
  }

  /** Address of the console API. */
  get console(): string {
    return this.#running?.console.address ?? '';
  }

  get participant(): string {
    return this.running.context.identity.participant;
  }

  /** Starts the node. With `enrolled: false` it does not wait for the broker. */
  async start(options: { readonly enrolled?: boolean } = {}): Promise<void> {
    const config = readNodeConfig({ home: this.home, port: 0 }, {});
    const world = { clock: Date.now, random: secureRandom, logger: silentLogger, ...this.#world };
    const node = await ExchangeNode.create(config, world);
    await node.start();
    this.#running = { node, console: await startConsole(node) };
    if (options.enrolled !== false) await node.enrolled();
  }

  /** Stops the node; its home stays. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.console.close();
    await running?.node.stop();
  }

  /** Calls the console API. Throws the node's own code. */
  async call<T>(path: string, body?: unknown, method?: string): Promise<T> {
    const answer = await callApi(this.console, path, {
      token: this.running.consoleToken,
      ...(body === undefined ? {} : { body }),
      ...(method === undefined ? {} : { method }),
    });
    if (answer.status < 300) return answer.body as T;
    const { code, detail } = problemSchema.parse(answer.body);
    throw new ExchangeError(code as ErrorCode, detail, { params: { body: JSON.stringify(answer.body) } });
  }

  /** Runs `kin` with this home. */
  kin(...args: string[]): Promise<KinResult> {
    return kin([...args, '--home', this.home]);
  }

  /** Records a demo robot, and gives the publication to ask for. */
  async record(offer: Offer): Promise<object> {
    const { slug, robot, tasks, phase, ...rest } = offer;
    const folder = await mkdtemp(join(this.home, '..', `raw-${this.name.toLowerCase()}-`));
    await writeRobotRecording(folder, { robot, tasks, ...(phase === undefined ? {} : { phase }) });
    return {
      folder,
      robot: robotFile(robot),
      slug,
      title: `${this.name} ${slug}`,
      offers: ['train-only-1y'],
      approveTasks: true,
      collection: 'teleoperation',
      ...rest,
    };
  }

  /** Begins to publish a recording of a demo robot, and gives the job. */
  async begin(offer: Offer): Promise<Job> {
    return this.call<Job>('/v1/listings', await this.record(offer));
  }

  /** Publishes a recording and waits for the log. */
  async publish(offer: Offer): Promise<Job & { dataset: string; manifest: string }> {
    const begun = await this.begin(offer);
    const job = await this.running.context.jobs.ended(begun.id);
    if (job.status !== 'done' || job.dataset === null || job.manifest === null) {
      throw new ExchangeError('internal', `${this.name} could not publish: ${JSON.stringify(job.error)}`);
    }
    return { ...job, dataset: job.dataset, manifest: job.manifest };
  }

  /** Waits until a publication has everything but the log's receipt. */
  waitsForLog(job: string): Promise<Job> {
    return eventually(`${this.name} waits for the log`, async () => {
      const found = this.running.context.jobs.get(job);
      if (found.status === 'failed') throw new ExchangeError('internal', JSON.stringify(found.error));
      return found.step === 'log' ? found : undefined;
    });
  }

  /** Asks for a dataset to train on it; gives the exchange's id. */
  async request(dataset: string, deadlineHours = 24): Promise<string> {
    const order = trainingRequest(dataset, deadlineHours);
    const outcome = await this.call<{ value: ExchangeView }>('/v1/exchanges', order);
    return outcome.value.exchange;
  }

  /** Waits until this side's view of an exchange fits. */
  view(exchange: string, fits: (view: ExchangeView) => boolean): Promise<ExchangeView> {
    return eventually(`${this.name} sees ${exchange} as expected`, async () => {
      const found = await this.call<ExchangeView>(`/v1/exchanges/${exchange}`).catch(absent);
      return found !== undefined && fits(found) ? found : undefined;
    });
  }
}

/** Body of a request for a dataset, to train on it. */
export function trainingRequest(dataset: string, deadlineHours = 24): object {
  return {
    dataset,
    license: 'train-only-1y',
    use: {
      actions: ['train', 'fine-tune'],
      commercialModels: false,
      fieldOfUse: null,
      region: null,
      purpose: 'fine-tune a grasp policy',
    },
    deadlineHours,
  };
}

const problemSchema = z.object({ code: z.string(), detail: z.string().default('') });

/** Polls until something is there, or fails naming what was awaited. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new ExchangeError('deadline-passed', `It did not happen in time: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function absent(error: unknown): undefined {
  if (error instanceof ExchangeError && error.code === 'not-found') return undefined;
  throw error;
}
