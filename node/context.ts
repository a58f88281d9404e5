/** Composition root of a node: the only file of node/ that constructs services. */

import { join } from 'node:path';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { formatSigningKey, peerIdOfKey } from '#contracts/keys.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import { countBuffersWithHeap } from '#platform/buffer-memory.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createDidWebResolver, fetchDidDocument, type FetchDocument } from '#platform/did-web.ts';
import { openKeystore, type Keystore } from '#platform/keystore.ts';
import type { Logger } from '#platform/logger.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { createOutbox, type Outbox } from '#platform/outbox.ts';
import { createPeerHost, type PeerHost, type PeerLimits } from '#platform/peer-host.ts';
import { ConsoleAccounts } from './accounts/accounts.ts';
import { createBrokerClient, type BrokerClient } from './broker-client.ts';
import type { FoundDataset } from './catalog/find-dataset.ts';
import type { NodeConfig } from './config.ts';
import { createOwnFeed } from './feed/own-feed.ts';
import { askFit, type ReceivedCertificate } from './fit/ask-fit.ts';
import { createFitService, type FitService } from './fit/fit-service.ts';
import { homePaths, PEER_KEY, readHome, SIGN_KEY, type HomePaths, type NodeHome } from './home.ts';
import type { NodeIdentity } from './identity/identity.ts';
import { createInspections, type Inspections } from './inspections/inspections.ts';
import { createActs, LOG_ITEM, type Acts } from './log/acts.ts';
import { createKeyActs, type KeyActs } from './log/key-acts.ts';
import { createLogClient, type LogClient } from './log/log-client.ts';
import { createEventHub } from './negotiation/event-hub.ts';
import type { DurableBoundary } from './negotiation/ports.ts';
import { admittedParticipants } from './negotiation/known-participants.ts';
import { createChunkDoor, serveChunks } from './p2p/chunk-protocol.ts';
import { createMessageDoor, serveMessages } from './p2p/dsp-protocol.ts';
import { announceFeed, serveFeed } from './p2p/feed-protocol.ts';
import { createFitDoor, serveFit } from './p2p/fit-protocol.ts';
import { serveSamples } from './p2p/sample-protocol.ts';
import { createParticipants, type Participants } from './participants.ts';
import { createPublication, type Publication } from './publish/publication.ts';
import { createPreviews, type Previews } from './publish/previews.ts';
import { createPublishJobs, type PublishJobs } from './publish/publish-jobs.ts';
import { createPublishedSamples, type PublishedSamples } from './sample/published-samples.ts';
import { createPublishedVersions } from './publish/published-versions.ts';
import { createExchangeService, type ExchangeService } from './transfer/exchange-service.ts';
import { createEvaluations, type Evaluations } from './transfer/evaluations.ts';
import { createPulls, type Pulls } from './transfer/pulls.ts';

/** What the world gives to a node; tests and the demo pass their own. */
export interface NodeWorld {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly peerLimits?: Partial<PeerLimits>;
  /** Fetches did:web documents; the net when left out. */
  readonly fetchDidDocument?: FetchDocument;
  /** Told after each durable step of an exchange; kill tests end the process here. */
  readonly crashPoint?: (boundary: DurableBoundary) => void;
}

/** What everything else stands on. */
interface Ground {
  readonly config: NodeConfig;
  readonly world: NodeWorld;
  readonly home: NodeHome;
  readonly paths: HomePaths;
  readonly identity: NodeIdentity;
  readonly keystore: Keystore;
  readonly database: Database;
  readonly host: PeerHost;
  readonly client: BrokerClient;
  readonly log: LogClient;
  readonly participants: Participants;
}

/** Everything a running node consists of. */
export interface NodeContext extends Ground {
  readonly outbox: Outbox;
  readonly acts: Acts;
  readonly keyActs: KeyActs;
  readonly publication: Publication;
  readonly jobs: PublishJobs;
  readonly exchanges: ExchangeService;
  readonly pulls: Pulls;
  readonly evaluations: Evaluations;
  readonly inspections: Inspections;
  /** Accounts of colleagues at the console, and the sessions of its pages. */
  readonly accounts: ConsoleAccounts;
  readonly fit: FitService;
  /** Asks a provider for a fit certificate; null while it is at work. */
  readonly askFit: (
    asked: { readonly found: FoundDataset; readonly embodiment: Embodiment },
    signal: AbortSignal,
  ) => Promise<ReceivedCertificate | null>;
  readonly previews: Previews;
  /** Public samples of the own datasets. */
  readonly samples: PublishedSamples;
  /** Gossips the hint about the own feed. */
  readonly announce: () => void;
}

/** Migrations of the node's store. */
export const NODE_MIGRATIONS = join(import.meta.dirname, '..', 'migrations', 'node');

/** Builds a node from its home. Nothing runs yet, nothing listens. Throws `bad-config`, `bad-key`, `storage-failed`. */
export async function createNodeContext(config: NodeConfig, world: NodeWorld): Promise<NodeContext> {
  countBuffersWithHeap();
  const ground = await layGround(config, world);
  const { database, log } = ground;
  const acts: Acts = createActs({
    crypto: nodeCrypto,
    clock: world.clock,
    database,
    enqueue: (tx, entry) => outbox.enqueue(tx, entry),
    submit: (entry, signal) => log.submit(entry, signal),
    verifyReceipt: (leaf, receipt) => log.verifyReceipt(leaf, receipt),
  });
  const lateOutbox: Pick<Outbox, 'enqueue' | 'retryNow'> = {
    enqueue: (tx, entry) => outbox.enqueue(tx, entry),
    retryNow: (options) => outbox.retryNow(options),
  };
  const keyActs = createKeyActs({ crypto: nodeCrypto, database, acts, entries: ground.home.keyEntries });
  const exchanges = createExchanges(ground, { acts, keyActs, outbox: lateOutbox });
  const outbox: Outbox = createOutbox({
    database,
    clock: world.clock,
    random: world.random,
    logger: world.logger.child({ subsystem: 'outbox' }),
    handlers: { [LOG_ITEM]: acts.handler, ...exchanges.outboxHandlers },
  });
  const { publication, announce } = createPublishing(ground, acts);
  const jobs = createJobs(ground, { publication, acts });
  const evaluations = createEvaluations({
    crypto: nodeCrypto,
    clock: world.clock,
    random: world.random,
    database,
    identity: ground.identity,
    acts,
    client: ground.client,
    exchanges,
    registrar: ground.home.broker.broker,
  });
  const pulls = createPulls(exchanges, world.logger.child({ subsystem: 'pull' }));
  return {
    ...ground,
    ...createFit(ground, acts),
    outbox,
    acts,
    keyActs,
    publication,
    jobs,
    exchanges,
    pulls,
    evaluations,
    inspections: createInspections({
      random: world.random,
      logger: world.logger.child({ subsystem: 'inspect' }),
    }),
    accounts: new ConsoleAccounts({ clock: world.clock, random: world.random, database }),
    ...createShowing(ground),
    announce,
  };
}

function createJobs(ground: Ground, parts: { publication: Publication; acts: Acts }): PublishJobs {
  const { world, database, keystore, identity, paths } = ground;
  return createPublishJobs({
    ...parts,
    clock: world.clock,
    random: world.random,
    database,
    keystore,
    identity,
    derivatives: paths.derivatives,
    logger: world.logger.child({ subsystem: 'publish' }),
  });
}

/** What others may look at, and what a lister looks at before. */
function createShowing(ground: Ground): Pick<NodeContext, 'samples' | 'previews'> {
  const { database, host, participants, paths, world } = ground;
  const samples = createPublishedSamples({ crypto: nodeCrypto, database });
  serveSamples({ host, samples, participants });
  const previews = createPreviews({
    folder: paths.previews,
    random: world.random,
    logger: world.logger.child({ subsystem: 'preview' }),
  });
  return { samples, previews };
}

function createFit(ground: Ground, acts: Acts): Pick<NodeContext, 'fit' | 'askFit'> {
  const { config, world, identity, database, host, participants } = ground;
  const fit = createFitService({
    crypto: nodeCrypto,
    clock: world.clock,
    random: world.random,
    database,
    identity,
    acts,
    participants,
    logger: world.logger.child({ subsystem: 'fit' }),
    enabled: config.fitCertificates,
  });
  serveFit(host, (peerId, envelope) => fit.answer(peerId, envelope));
  const asking = {
    crypto: nodeCrypto,
    clock: world.clock,
    identity,
    participants,
    door: createFitDoor(host),
    database,
  };
  return { fit, askFit: (asked, signal) => askFit(asking, asked, signal) };
}

async function layGround(config: NodeConfig, world: NodeWorld): Promise<Ground> {
  const { clock, random } = world;
  const paths = homePaths(config.home);
  const home = await readHome(config.home);
  const keystore = await openKeystore({
    folder: paths.keys,
    random,
    ...(config.passphrase === undefined ? {} : { passphrase: config.passphrase }),
  });
  const identity = await readIdentity(home, keystore);
  const database = openDatabase({ path: paths.store, migrations: NODE_MIGRATIONS, clock });
  const host = await createHost(config, world, keystore);
  const client = createBrokerClient({ api: home.broker.api, clock, random, identity });
  const log = createLogClient({ crypto: nodeCrypto, client, log: identity.log });
  const didWeb = createDidWebResolver(world.fetchDidDocument ?? fetchDidDocument);
  const participants = createParticipants({
    crypto: nodeCrypto,
    clock,
    database,
    client,
    // The node asks the counterparty's own domain; the broker's word about a did:web root counts for nothing.
    resolveDocumentRoot: async (participant) =>
      participant.startsWith('did:web:') ? didWeb.rootOf(participant) : null,
  });
  return { config, world, home, paths, identity, keystore, database, host, client, log, participants };
}

function createExchanges(
  ground: Ground,
  parts: { acts: Acts; keyActs: KeyActs; outbox: Pick<Outbox, 'enqueue' | 'retryNow'> },
): ExchangeService {
  const { world, identity, database, keystore, host } = ground;
  const exchanges = createExchangeService({
    self: identity,
    crypto: nodeCrypto,
    clock: world.clock,
    random: world.random,
    database,
    outbox: parts.outbox,
    acts: parts.acts,
    participants: admittedParticipants(ground.participants),
    publications: createPublishedVersions({ crypto: nodeCrypto, database, keystore, acts: parts.acts }),
    messages: createMessageDoor(host),
    chunks: createChunkDoor(host),
    ownKeyActs: () => parts.keyActs.proven(),
    trust: trustRootOfPin(identity.log),
    logger: world.logger.child({ subsystem: 'exchange' }),
    events: createEventHub(),
    incomingDir: ground.paths.incoming,
    crashPoint: world.crashPoint,
  });
  serveMessages(host, (peerId, envelope) => exchanges.receiveMessage(peerId, envelope));
  serveChunks(host, (peerId, request) => exchanges.serveChunk(peerId, request));
  return exchanges;
}

function createPublishing(ground: Ground, acts: Acts): { publication: Publication; announce: () => void } {
  const { world, identity, database, host, participants, home } = ground;
  const feedDeps = {
    host,
    database,
    crypto: nodeCrypto,
    participant: identity.participant,
    participants,
    logger: world.logger.child({ subsystem: 'feed' }),
  };
  const announce = (): void => void announceFeed(feedDeps, feed);
  const feed = createOwnFeed({ crypto: nodeCrypto, clock: world.clock, identity, announce });
  serveFeed(feedDeps);
  const publication = createPublication({
    crypto: nodeCrypto,
    clock: world.clock,
    random: world.random,
    database,
    identity,
    acts,
    feed,
    registrar: home.broker.broker,
  });
  return { publication, announce };
}

/** The identity that home and keystore say. */
async function readIdentity(home: NodeHome, keystore: Keystore): Promise<NodeIdentity> {
  const signer = await keystore.load(SIGN_KEY);
  const peer = await keystore.load(PEER_KEY);
  return {
    participant: home.participant,
    name: home.name,
    root: home.root,
    signer,
    key: formatSigningKey(signer.publicKey),
    peerId: peerIdOfKey(formatSigningKey(peer.publicKey)),
    log: { origin: home.broker.log.origin, key: home.broker.log.key, witnessQuorum: 0 },
  };
}

function createHost(config: NodeConfig, world: NodeWorld, keystore: Keystore): Promise<PeerHost> {
  return keystore.withSeed(PEER_KEY, (seed) =>
    createPeerHost({
      seed,
      listen: config.peerListen,
      announce: config.peerAnnounce,
      ...(world.peerLimits === undefined ? {} : { limits: world.peerLimits }),
      reachability: { mdns: config.mdns },
      logger: world.logger.child({ subsystem: 'peers' }),
      clock: world.clock,
      random: world.random,
    }),
  );
}
