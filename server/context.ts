/** Composition root: the only file that constructs the broker's services, in the order in which they need each other. */

import { join } from 'node:path';
import type { Clock, CryptoPort, RandomBytes } from '#contracts/crypto.ts';
import { formatVerifierKey } from '#contracts/log/signed-note.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { countBuffersWithHeap } from '#platform/buffer-memory.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import type { Ending } from '#platform/end-in-time.ts';
import { openKeystore, type Keystore } from '#platform/keystore.ts';
import type { Logger } from '#platform/logger.ts';
import { createMetrics } from '#platform/metrics.ts';
import { createOutbox } from '#platform/outbox.ts';
import { createPeerHost, type PeerHost } from '#platform/peer-host.ts';
import { createRateLimiter } from '#platform/peer/rate-limit.ts';
import { openHeadStore } from './audit/head-store.ts';
import { nodeStorage } from './audit/node-storage.ts';
import { openLog, type TransparencyLog } from './audit/transparency-log.ts';
import { AccountService } from './auth/account-service.ts';
import { MemberService } from './auth/member-service.ts';
import { createSessionTokens } from './auth/session-tokens.ts';
import { KEY_NAMES, openBrokerIdentity, type BrokerIdentity } from './broker-home.ts';
import { catalogProjection } from './catalog/catalog-projection.ts';
import { CatalogService } from './catalog/catalog-service.ts';
import { DocumentReader } from './catalog/document-reader.ts';
import { EvaluationService } from './catalog/evaluation-service.ts';
import { FeedOpener } from './catalog/feed-opener.ts';
import { FeedSync } from './catalog/feed-sync.ts';
import { ProvenanceService } from './catalog/provenance-service.ts';
import { SampleFiles } from './catalog/sample-files.ts';
import { SampleMirror } from './catalog/sample-mirror.ts';
import { SampleService } from './catalog/sample-service.ts';
import type { BrokerConfig } from './config.ts';
import { EntryLog, type LogWriter } from './entries/entry-log.ts';
import { LogService } from './entries/log-service.ts';
import { ENTRY_ITEM, Registrar } from './entries/registrar.ts';
import { MatchService } from './matching/match-service.ts';
import { createFeedSource } from './p2p/feed-protocol.ts';
import { createSampleSource } from './p2p/sample-protocol.ts';
import { createDidWebResolver, type FetchDocument } from '#platform/did-web.ts';
import { KeyRegistry } from './participants/key-registry.ts';
import { ParticipantService } from './participants/participant-service.ts';
import { RequestService } from './requests/request-service.ts';

/** What a broker takes from the world. */
export interface World {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** Fetches did:web documents, when the configuration asks for it. */
  readonly fetchDocument: FetchDocument;
  /** Told when the log's storage failed: the process should end and start anew. */
  readonly onFatal: (error: ExchangeError) => void;
  /** Told after each durable step; kill tests end the process here. `at`: size of the log, or undefined for feeds. */
  readonly crashPoint?: ((boundary: BrokerBoundary, at?: number) => void) | undefined;
}

/** Durable steps of a broker: an entry is in the log; it is in the index too; a page of a feed is in the catalog. */
export type BrokerBoundary = 'entry-appended' | 'entry-indexed' | 'feed-ingested';

const MIGRATIONS = join(import.meta.dirname, '..', 'migrations', 'broker');

/** The services of one broker. */
export type BrokerContext = Awaited<ReturnType<typeof createContext>>;

/** Opens stores and constructs the services; nothing runs yet. What was opened goes onto `resources`. */
export async function createContext(config: BrokerConfig, world: World, resources: Ending) {
  const { crypto, clock, random, logger } = world;
  const { home } = config;
  const keystore = await openKeystore({ folder: join(home, 'keys'), random });
  const identity = await openBrokerIdentity({ home, keystore, crypto, clock, random }, config.logOrigin);
  const databasePath = join(home, 'broker.db');
  const database = openDatabase({ path: databasePath, migrations: MIGRATIONS, clock });
  resources.defer('database', () => database.close());
  const log = await openTransparencyLog(home, identity, world);
  resources.defer('log', () => log.close());
  const threads = createThreads(resources);
  const foundation = { config, world, keystore, identity, database, log, ...threads };
  const entries = createEntries(foundation);
  const host = await createHost(foundation);
  const matches = new MatchService({
    crypto,
    database,
    registrar: entries.registrar,
    databasePath,
    home,
    treeSize: () => log.size,
    logger: logger.child({ subsystem: 'matching' }),
  });
  resources.defer('match engine', () => matches.close());
  const requests = new RequestService({
    clock,
    random,
    database,
    logger: logger.child({ subsystem: 'requests' }),
    matchAmong: (query, datasets) => matches.matchAmong(query, datasets),
  });
  const feeds = createFeeds(foundation, { ...entries, host }, () => {
    world.crashPoint?.('feed-ingested');
    matches.sync().catch((error: unknown) => logger.warn({ error }, 'the match index fell behind'));
    requests.wake();
    samples.mirror.wake();
  });
  const samples = createSamples(foundation, { ...entries, host });
  const accounts = await createAccounts(foundation, entries.registrar);
  const logKey = formatVerifierKey(log.logKey);
  return {
    ...foundation,
    ...entries,
    host,
    matches,
    requests,
    feeds,
    accounts,
    members: new MemberService({ crypto, clock, random, database, accounts }),
    sampleMirror: samples.mirror,
    samples: samples.service,
    catalog: new CatalogService({ database }),
    provenance: new ProvenanceService({ database, documents: threads.documents, log: entries.logService }),
    evaluations: new EvaluationService({ crypto, database, logKey: log.logKey }),
    metrics: createMetrics({ prefix: 'kin_broker_', processMetrics: true }),
    logKey,
    trustRoot: trustRootOfPin({ origin: identity.logOrigin, key: logKey, witnessQuorum: 0 }),
  };
}

/** What keeps large documents from the event loop: threads (what comes in does not wait for those who read), and fewer collections. */
function createThreads(resources: Ending) {
  // Documents of publishers come as buffers: collecting for each 32 MiB of them stopped the event loop for 20 to 50 ms at a time.
  countBuffersWithHeap();
  const opener = new FeedOpener();
  resources.defer('feed opener', () => opener.close());
  const documents = new DocumentReader();
  resources.defer('document reader', () => documents.close());
  return { opener, documents };
}

interface Foundation {
  readonly config: BrokerConfig;
  readonly world: World;
  readonly keystore: Keystore;
  readonly identity: BrokerIdentity;
  readonly database: Database;
  readonly log: TransparencyLog;
  readonly opener: FeedOpener;
  readonly documents: DocumentReader;
}

function openTransparencyLog(
  home: string,
  identity: BrokerIdentity,
  { crypto, onFatal }: World,
): Promise<TransparencyLog> {
  const origin = identity.logOrigin;
  return openLog({
    storage: nodeStorage(join(home, 'log')),
    headStore: openHeadStore(join(home, 'log-head.db'), origin),
    signer: identity.log,
    origin,
    crypto,
    onFatal,
  });
}

/** Participants, entries and the registrar: they need each other, so they are made together. */
function createEntries({ config, world, identity, database, log }: Foundation) {
  const { crypto, clock, random, logger } = world;
  const origin = identity.logOrigin;
  const keys = new KeyRegistry({ crypto, database });
  const entryLog: EntryLog = new EntryLog({
    crypto,
    log: watchedLog(log, world),
    database,
    // Called for the first time after everything below exists.
    projections: [(tx, entry) => participants.projection(tx, entry), catalogProjection],
  });
  entryLog.onGrowth((size) => world.crashPoint?.('entry-indexed', size));
  const registrar = new Registrar({
    crypto,
    clock,
    random,
    participant: identity.participant,
    signer: identity.sign,
    origin,
    entryLog,
  });
  const outbox = createOutbox({
    database,
    handlers: { [ENTRY_ITEM]: registrar.handler },
    clock,
    random,
    logger: logger.child({ subsystem: 'outbox' }),
  });
  registrar.useOutbox(outbox);
  const participants = new ParticipantService({
    crypto,
    clock,
    database,
    registrar,
    keys,
    origin,
    didWeb: config.resolveDidWeb ? createDidWebResolver(world.fetchDocument) : null,
    openEnrolment: config.openEnrolment,
  });
  const logService = new LogService({
    crypto,
    origin,
    registrar: identity.participant,
    rootOf: (participant) => keys.rootOf(participant),
    requireRoomForKey: (entry) => keys.requireRoom(entry),
    requireAdmittedKey: (participant, key) => keys.requireAdmittedKey(participant, key),
    database,
    entryLog,
    reader: log.reader,
    checkpoint: () => log.checkpoint(),
    registrarVoice: registrar,
  });
  return { keys, entryLog, registrar, outbox, participants, logService };
}

function watchedLog(log: TransparencyLog, { crashPoint }: World): LogWriter {
  if (crashPoint === undefined) return log;
  return {
    get size() {
      return log.size;
    },
    append: async (leaf) => {
      const appended = await log.append(leaf);
      crashPoint('entry-appended', appended.index + 1);
      return appended;
    },
    prove: (index) => log.prove(index),
    readLeaf: (index) => log.readLeaf(index),
  };
}

function createHost({ config, world, keystore }: Foundation): Promise<PeerHost> {
  const { clock, random, logger } = world;
  return keystore.withSeed(KEY_NAMES.peer, (seed) =>
    createPeerHost({
      seed,
      listen: config.peerListen,
      announce: config.peerAnnounce,
      logger: logger.child({ subsystem: 'p2p' }),
      clock,
      random,
    }),
  );
}

function createFeeds(
  { world, identity, database, opener }: Foundation,
  services: { participants: ParticipantService; keys: KeyRegistry; host: PeerHost },
  onIngested: () => void,
): FeedSync {
  const { participants, keys, host } = services;
  return new FeedSync({
    crypto: world.crypto,
    clock: world.clock,
    database,
    logger: world.logger.child({ subsystem: 'feeds' }),
    source: createFeedSource({ host, find: (publisher) => participants.get(publisher) }),
    opener,
    origin: identity.logOrigin,
    admittedKeys: (publisher) => keys.admittedHistoryOf(publisher),
    standingMark: (db, publisher) => participants.standingMark(db, publisher),
    publishers: () => participants.publishers(identity.participant),
    onIngested,
  });
}

function createSamples(
  { config, world, database, documents }: Foundation,
  { participants, host }: { participants: ParticipantService; host: PeerHost },
) {
  const { clock, random, logger } = world;
  const files = new SampleFiles(join(config.home, 'samples'));
  const mirror = new SampleMirror({
    clock,
    random,
    database,
    logger: logger.child({ subsystem: 'samples' }),
    source: createSampleSource({ host, find: (publisher) => participants.get(publisher) }),
    files,
    documents,
    quota: config.samples,
  });
  return { mirror, service: new SampleService({ database, files, documents }) };
}

async function createAccounts({ config, world, keystore, database }: Foundation, registrar: Registrar) {
  const { crypto, clock, random } = world;
  const { publicKey } = await keystore.load(KEY_NAMES.session);
  const tokens = await keystore.withSeed(KEY_NAMES.session, (seed) =>
    createSessionTokens({ seed, publicKey }, { clock, random }),
  );
  const { logins } = config.limits;
  const attempts = createRateLimiter({ perSecond: logins / 60, burst: logins }, clock);
  return new AccountService({ crypto, clock, random, database, registrar, tokens, attempts });
}
