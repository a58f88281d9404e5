/** Composition root of a node: the only file of node/ that constructs services. */

import { join } from 'node:path';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { formatSigningKey, peerIdOfKey } from '#contracts/keys.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { openKeystore, type Keystore } from '#platform/keystore.ts';
import type { Logger } from '#platform/logger.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { createOutbox, type Outbox } from '#platform/outbox.ts';
import { createPeerHost, type PeerHost, type PeerLimits } from '#platform/peer-host.ts';
import { createBrokerClient, type BrokerClient } from './broker-client.ts';
import type { NodeConfig } from './config.ts';
import { createOwnFeed, type OwnFeed } from './feed/own-feed.ts';
import { homePaths, PEER_KEY, readHome, SIGN_KEY, type HomePaths, type NodeHome } from './home.ts';
import type { NodeIdentity } from './identity/identity.ts';
import { createActs, LOG_ITEM, type Acts } from './log/acts.ts';
import { createLogClient, type LogClient } from './log/log-client.ts';
import { announceFeed, serveFeed } from './p2p/feed-protocol.ts';
import { createParticipants, type Participants } from './participants.ts';
import { createPublication, type Publication } from './publish/publication.ts';

/** What the world gives to a node; tests and the demo pass their own. */
export interface NodeWorld {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly peerLimits?: Partial<PeerLimits>;
}

/** Everything a running node consists of. */
export interface NodeContext {
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
  readonly outbox: Outbox;
  readonly acts: Acts;
  readonly feed: OwnFeed;
  readonly participants: Participants;
  readonly publication: Publication;
}

/** Migrations of the node's store. */
export const NODE_MIGRATIONS = join(import.meta.dirname, '..', 'migrations', 'node');

/** Builds a node from its home. Nothing runs yet, nothing listens. Throws `bad-config`, `bad-key`, `storage-failed`. */
export async function createNodeContext(config: NodeConfig, world: NodeWorld): Promise<NodeContext> {
  const { clock, random, logger } = world;
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
  const acts: Acts = createActs({
    crypto: nodeCrypto,
    clock,
    database,
    enqueue: (tx, entry) => outbox.enqueue(tx, entry),
    submit: (entry, signal) => log.submit(entry, signal),
    verifyReceipt: (leaf, receipt) => log.verifyReceipt(leaf, receipt),
  });
  const outbox: Outbox = createOutbox({
    database,
    clock,
    random,
    logger: logger.child({ subsystem: 'outbox' }),
    handlers: { [LOG_ITEM]: acts.handler },
  });
  const participants = createParticipants({ crypto: nodeCrypto, clock, database, client });
  const feedDeps = {
    host,
    database,
    crypto: nodeCrypto,
    participant: identity.participant,
    participants,
    logger: logger.child({ subsystem: 'feed' }),
  };
  const feed: OwnFeed = createOwnFeed({
    crypto: nodeCrypto,
    clock,
    identity,
    announce: () => void announceFeed(feedDeps, feed),
  });
  serveFeed(feedDeps);
  const publication = createPublication({
    crypto: nodeCrypto,
    clock,
    random,
    database,
    identity,
    acts,
    feed,
    registrar: home.broker.broker,
  });
  return {
    config,
    world,
    home,
    paths,
    identity,
    keystore,
    database,
    host,
    client,
    log,
    outbox,
    acts,
    feed,
    participants,
    publication,
  };
}

/** The identity that home and keystore say; a keystore of another home is refused. */
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
