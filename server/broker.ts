/** A broker: create → start → async dispose. */

import type { ExchangeError } from '#contracts/errors.ts';
import type { Discovery } from '#contracts/http/discovery.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { formatSigningKey } from '#contracts/keys.ts';
import { ENROLMENT_DOCUMENT } from '#contracts/participant/enrolment.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import { Ending } from '#platform/end-in-time.ts';
import { acquireHomeLock, type HomeLock } from '#platform/home-lock.ts';
import { warmHandshake } from '#platform/peer/warm-handshake.ts';
import { listenHttp, type HttpListener } from '#platform/http/app.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import type { BrokerConfig } from './config.ts';
import { createContext, type BrokerContext, type World } from './context.ts';
import { createBrokerApp } from './http/app.ts';
import { serveFeeds } from './p2p/feed-protocol.ts';
import { fetchDidDocument } from '#platform/did-web.ts';
import { serveLog } from './p2p/log-protocol.ts';

/** Feeds are asked for news this often, in milliseconds: hints may have been lost. */
const PULL_INTERVAL_MS = 60_000;
/** Samples of nodes that were away are looked at this often, in milliseconds. */
const SAMPLE_INTERVAL_MS = 5_000;

/** Parts of the world that tests and the demo replace. */
export type WorldOverrides = Partial<
  Pick<World, 'clock' | 'random' | 'logger' | 'fetchDocument' | 'crashPoint'>
>;

/** A broker, not yet or already running. */
export class Broker {
  /** Services, for the programs that compose a broker with others in one process. */
  readonly context: BrokerContext;
  /** Resolves with the reason when the log's storage failed: the process should end. */
  readonly failed: Promise<ExchangeError>;
  readonly #lock: HomeLock;
  readonly #resources: Ending;
  readonly #logger: Logger;
  #listener: HttpListener | undefined;

  constructor(parts: {
    context: BrokerContext;
    lock: HomeLock;
    resources: Ending;
    logger: Logger;
    failed: Promise<ExchangeError>;
  }) {
    this.context = parts.context;
    this.failed = parts.failed;
    this.#lock = parts.lock;
    this.#resources = parts.resources;
    this.#logger = parts.logger;
  }

  /** Base address of the API as others reach it. */
  get api(): string {
    return this.context.config.publicUrl ?? this.#listener?.address ?? '';
  }

  /** The discovery document. */
  discovery(): Discovery {
    const { config, identity, host, logKey } = this.context;
    return {
      schema: 'kinship-discovery/1',
      name: config.name,
      api: this.api,
      broker: identity.participant,
      peerId: host.peerId,
      addresses: host.addresses().slice(0, 16),
      log: { origin: identity.logOrigin, key: logKey },
      openEnrolment: config.openEnrolment,
    };
  }

  /** Brings the index up to the log, listens, enrols itself, follows feeds. */
  async start(): Promise<void> {
    const { context } = this;
    await context.entryLog.catchUp();
    context.outbox.start();
    this.#resources.defer('outbox', () => context.outbox.stop());
    this.#exposeCounts();
    serveLog(context.host, context.logService);
    this.#resources.defer('peers', () => context.host.stop());
    this.#resources.defer('feeds', () => context.feeds.stop());
    this.#resources.defer('samples', () => context.sampleMirror.stop());
    const { participants, feeds, identity } = context;
    participants.onAdmitted((id) => {
      if (id !== identity.participant) void feeds.pull(id);
    });
    await warmHandshake(context.world.random);
    await context.host.start();
    // Topics can be joined by a host that runs.
    serveFeeds({
      host: context.host,
      database: context.database,
      sync: context.feeds,
      opener: context.opener,
      findByPeer: (peerId) => context.participants.findByPeer(peerId),
      onProvider: (provider) => context.sampleMirror.providerConnected(provider),
      logger: this.#logger.child({ subsystem: 'feeds' }),
    });
    await this.#listen();
    await this.#enrolSelf();
    // Searches wait for it by themselves; nothing else has to.
    context.catalog
      .warm()
      .catch((error: unknown) => this.#logger.error({ error }, 'the catalog could not be read ahead'));
    this.#resources.defer('standing requests', () => context.requests.stop());
    try {
      await context.matches.start();
    } catch (error) {
      // Log and catalog serve without the match engine, which is started again and again meanwhile.
      this.#logger.error({ error }, 'the match engine did not start');
    }
    context.requests.start();
    context.feeds.start(PULL_INTERVAL_MS);
    await context.sampleMirror.start(SAMPLE_INTERVAL_MS);
    // Suspended companies lose their mirror, admitted ones get it (back).
    this.#resources.defer(
      'growth of the log',
      context.entryLog.onGrowth(() => context.sampleMirror.wake()),
    );
    await this.#lock.publish(this.#listener?.address ?? '');
    this.#logger.info({ api: this.api, log: context.identity.logOrigin }, 'the broker is ready');
  }

  /** Stops everything in reverse order and gives the home back. Resolves whatever hangs. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources[Symbol.asyncDispose]();
  }

  async #listen(): Promise<void> {
    const { config } = this.context;
    const logger = this.#logger.child({ subsystem: 'http' });
    const app = createBrokerApp({
      context: this.context,
      homeToken: this.#lock.token,
      discovery: () => this.discovery(),
      audiences: () => this.#audiences(),
      logger,
    });
    const listener = await listenHttp(app, { ...config.listen, logger });
    this.#listener = listener;
    this.#resources.defer('http', () => listener.close());
  }

  /** Loopback goes by two names; both are this broker. */
  #audiences(): string[] {
    const local = this.#listener?.address ?? '';
    return [this.api, local, local.replace('//127.0.0.1:', '//localhost:')];
  }

  async #enrolSelf(): Promise<void> {
    await this.context.participants.enrol(enrolmentOf(this.context));
  }

  #exposeCounts(): void {
    const { feeds, host, log, matches, metrics, sampleMirror } = this.context;
    metrics.expose({
      name: 'feed_events',
      help: 'What became of hints, pulls and feed entries since the start',
      snapshot: () => feeds.counts.snapshot(),
    });
    metrics.expose({
      name: 'peer_events',
      help: 'What the peer host did and dropped since the start',
      snapshot: () => host.counts(),
    });
    metrics.expose({
      name: 'samples',
      help: 'What became of samples to mirror since the start',
      snapshot: () => sampleMirror.counts.snapshot(),
    });
    metrics.expose({
      name: 'log',
      help: 'Entries under the last signed head',
      snapshot: () => ({ entries: log.size }),
    });
    metrics.expose({
      name: 'match_index',
      help: 'Datasets and distinct bodies that can be matched',
      snapshot: () => ({ ...matches.size }),
    });
  }
}

/** The broker is a participant of its own exchange: its keys and its admission stand in the log like everybody's. */
export function enrolmentOf({
  config,
  host,
  identity,
  world,
}: BrokerContext): Pick<BrokerContext['identity'], 'keyEntries'> & { readonly enrolment: Envelope } {
  const enrolment = signDocument(
    ENROLMENT_DOCUMENT,
    {
      schema: 'enrolment/1',
      log: identity.logOrigin,
      participant: identity.participant,
      key: formatSigningKey(identity.sign.publicKey),
      root: identity.root,
      name: config.name,
      peerId: host.peerId,
      addresses: host.addresses().slice(0, 16),
      time: formatTimestamp(world.clock()),
    },
    identity.sign,
  );
  return { enrolment, keyEntries: identity.keyEntries };
}

/**
 * Opens a broker's home: lock, keys, database, log. Nothing listens before {@link Broker.start}.
 * Throws `home-locked`, `bad-config`, `storage-failed`, `log-forked`.
 */
export async function createBroker(config: BrokerConfig, overrides: WorldOverrides = {}): Promise<Broker> {
  const failure = Promise.withResolvers<ExchangeError>();
  const logger = overrides.logger ?? createLogger({ program: 'kin-broker', level: config.logLevel });
  const world: World = {
    crypto: nodeCrypto,
    clock: overrides.clock ?? Date.now,
    random: overrides.random ?? secureRandom,
    logger,
    fetchDocument: overrides.fetchDocument ?? fetchDidDocument,
    onFatal: failure.resolve,
    crashPoint: overrides.crashPoint,
  };
  const lock = await acquireHomeLock({ home: config.home, random: secureRandom, clock: world.clock });
  const resources = new Ending(logger.child({ subsystem: 'stop' }));
  resources.defer('lock', async () => {
    if (resources.complete) await lock.release();
  });
  try {
    const context = await createContext(config, world, resources);
    return new Broker({ context, lock, resources, logger, failed: failure.promise });
  } catch (error) {
    await resources[Symbol.asyncDispose]();
    throw error;
  }
}
