/** Companies with real stores, hosts and keys in one process, and a real log between them. */

import { join } from 'node:path';
import type { Signer } from '#contracts/crypto.ts';
import { digestOf, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { formatSigningKey, participantOfRoot, type ParticipantId, type SigningKey } from '#contracts/keys.ts';
import { signEntry } from '#contracts/log/entry.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import { readKeyHistory } from '#contracts/participant/key-state.ts';
import { type Envelope } from '#contracts/signature.ts';
import type { ProvenEntry } from '#contracts/transfer/messages.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { silentLogger } from '#platform/logger.ts';
import { nodeCrypto, secureRandom, signerFromSeed } from '#platform/node-crypto.ts';
import { createOutbox, type Outbox, type OutboxHandler } from '#platform/outbox.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import { createBrokerClient } from '#node/broker-client.ts';
import { chunkStoreOf, type SealedDerivative } from '#node/content/seal-derivative.ts';
import { createActs, LOG_ITEM, type Act, type Acts } from '#node/log/acts.ts';
import { createLogClient } from '#node/log/log-client.ts';
import { createEventHub } from '#node/negotiation/event-hub.ts';
import type {
  ChunkDoor,
  DurableBoundary,
  ExchangeDeps,
  KnownParticipant,
  MessageDoor,
  SealedVersion,
} from '#node/negotiation/ports.ts';
import { createChunkDoor, serveChunks } from '#node/p2p/chunk-protocol.ts';
import { createMessageDoor, serveMessages } from '#node/p2p/dsp-protocol.ts';
import { createExchangeService, type ExchangeService } from '#node/transfer/exchange-service.ts';
import { LOG_ORIGIN } from './log-on-disk.ts';
import { publishListing, type Published, type TestListing } from './exchange-listing.ts';
import { openTestLog, TEST_PIN, type TestLog } from './test-log.ts';
import { startHost } from '../platform/peer-hosts.ts';
import { tempFolder, type Cleanup } from './temp-folder.ts';

/** Verifies as a node does; it asks nobody. */
const logOfAll = createLogClient({
  crypto: nodeCrypto,
  client: createBrokerClient({
    api: 'http://127.0.0.1:9',
    clock: Date.now,
    random: secureRandom,
    identity: null,
  }),
  log: TEST_PIN,
});
const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations', 'node');
/** What a test may change about a company. */
export interface CompanyOptions {
  readonly clock?: (() => number) | undefined;
  /** Wraps the doors, to lose or change what goes through. */
  readonly messages?: ((door: MessageDoor) => MessageDoor) | undefined;
  readonly chunks?: ((door: ChunkDoor) => ChunkDoor) | undefined;
  readonly verified?: boolean | undefined;
}

/** Companies that know one another. */
export class ExchangeWorld {
  readonly #t: Cleanup;
  readonly log: TestLog;
  readonly #known = new Map<ParticipantId, KnownParticipant>();

  private constructor(t: Cleanup, log: TestLog) {
    this.#t = t;
    this.log = log;
  }

  static async create(t: Cleanup): Promise<ExchangeWorld> {
    return new ExchangeWorld(t, await openTestLog(t));
  }

  /** Starts a company: keys, logged key entries, host, store, service. */
  async company(name: string, options: CompanyOptions = {}): Promise<Company> {
    const t = this.#t;
    const home = await tempFolder(t);
    const clock = options.clock ?? Date.now;
    const signer = signerFromSeed(secureRandom(32));
    const peerSeed = secureRandom(32);
    const keys = await this.#register(signer, signerFromSeed(peerSeed), clock);
    const host = await startHost(t, { seed: peerSeed });
    this.#known.set(keys.participant, {
      participant: keys.participant,
      name,
      verified: options.verified ?? false,
      history: await readKeyHistory(nodeCrypto, {
        participant: keys.participant,
        entries: keys.acts.map((act) => act.entry),
      }),
      peerIds: [host.peerId],
      addresses: host.addresses(),
    });
    const company = new Company(this, { ...options, ...keys, name, home, clock, signer, host });
    t.after(() => company.stop());
    return company;
  }

  /** What is known of a company. */
  resolve(participant: ParticipantId): KnownParticipant {
    const known = this.#known.get(participant);
    if (known === undefined) throw new ExchangeError('not-found', 'Nobody knows this company.');
    return known;
  }

  async #register(
    signer: Signer,
    peer: Signer,
    clock: () => number,
  ): Promise<{ participant: ParticipantId; key: SigningKey; acts: ProvenEntry[] }> {
    const rootSigner = signerFromSeed(secureRandom(32));
    const root = formatSigningKey(rootSigner.publicKey);
    const participant = participantOfRoot(root);
    const acts: ProvenEntry[] = [];
    for (const [purpose, one] of [
      ['sign', signer],
      ['peer', peer],
    ] as const) {
      const key = formatSigningKey(one.publicKey);
      const entry = signEntry(
        {
          type: 'key.registered',
          subject: { name: 'key', digest: digestOf(nodeCrypto, Buffer.from(key)) },
          participant,
          log: LOG_ORIGIN,
          parties: [],
          body: { key, purpose, root, validFrom: formatTimestamp(clock()) },
        },
        { signer: rootSigner, key: root, random: secureRandom, nowMs: clock() },
      );
      acts.push({ entry, proof: (await this.log.submit(entry)).proof });
    }
    return { participant, key: formatSigningKey(signer.publicKey), acts };
  }
}

interface Start extends CompanyOptions {
  readonly name: string;
  readonly home: string;
  readonly clock: () => number;
  readonly participant: ParticipantId;
  readonly key: SigningKey;
  readonly acts: ProvenEntry[];
  readonly signer: Signer;
  readonly host: PeerHost;
}

/** What of a company lives from one start to the next crash. */
interface Life {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly acts: Acts;
  readonly service: ExchangeService;
  isDead: boolean;
  end: Promise<void> | undefined;
}

/** One company with its node. */
export class Company {
  readonly #world: ExchangeWorld;
  readonly #start: Start;
  readonly #published = new Map<Digest, Published>();
  #life: Life;
  /** Damages what the chunk door serves. */
  tamper: ((bytes: Uint8Array) => Uint8Array) | undefined;
  /** Releases another key than committed. */
  wrongKey: Uint8Array | undefined;
  /** The node dies when one of these steps is on the disk, once for each; it stays dead until {@link revive}. */
  readonly dieAt = new Set<DurableBoundary>();

  constructor(world: ExchangeWorld, start: Start) {
    this.#world = world;
    this.#start = start;
    this.#life = this.#boot();
    const { host } = start;
    serveMessages(host, (peerId, envelope) => this.#alive().service.receiveMessage(peerId, envelope));
    serveChunks(host, (peerId, request) => this.#alive().service.serveChunk(peerId, request));
  }

  get participant(): ParticipantId {
    return this.#start.participant;
  }
  get key(): SigningKey {
    return this.#start.key;
  }
  get signer(): Signer {
    return this.#start.signer;
  }
  get home(): string {
    return this.#start.home;
  }
  get host(): PeerHost {
    return this.#start.host;
  }
  get database(): Database {
    return this.#life.database;
  }
  get outbox(): Outbox {
    return this.#life.outbox;
  }
  get service(): ExchangeService {
    return this.#life.service;
  }
  get isDead(): boolean {
    return this.#life.isDead;
  }

  /** Publishes a folder of the given files; gives the signed manifest. */
  async publish(
    listing: TestListing,
  ): Promise<{ envelope: Envelope; digest: Digest; sealed: SealedDerivative }> {
    const version = await publishListing(this.#world.log, this.#start, listing);
    this.#published.set(version.publication.digest, version);
    const { envelope, digest } = version.publication;
    return { envelope, digest, sealed: version.sealed };
  }

  /** Its acts, newest first. */
  acts(): Promise<Act[]> {
    return this.database.read((db) => this.#life.acts.list(db, 100));
  }

  /** Marks a version as superseded. */
  retire(manifest: Digest): void {
    const known = requirePublished(this.#published, manifest);
    this.#published.set(manifest, { ...known, publication: { ...known.publication, current: false } });
  }

  /** Ends the process as a kill would: what is committed stays, nothing else happens. */
  die(): void {
    const life = this.#life;
    if (life.isDead) return;
    life.isDead = true;
    life.end = (async () => {
      await life.service.stop();
      await life.outbox.stop();
      await life.database.close();
    })();
  }

  /** Starts the node again over what it left. */
  async revive(): Promise<void> {
    await this.#life.end;
    this.#life = this.#boot();
    this.#life.service.start();
  }

  /** Ends the node in good order. */
  async stop(): Promise<void> {
    this.die();
    await this.#life.end;
  }

  #alive(): Life {
    if (this.#life.isDead) throw new ExchangeError('peer-unreachable', 'The node is dead.');
    return this.#life;
  }

  #boot(): Life {
    const { clock, home, host } = this.#start;
    const file = openDatabase({ path: join(home, 'node.sqlite'), migrations: MIGRATIONS, clock });
    const database: Database = {
      write: async (work) => {
        if (life.isDead) throw new ExchangeError('interrupted', 'The node is dead.');
        return file.write(work);
      },
      read: (work) => file.read(work),
      trouble: () => file.trouble(),
      close: () => file.close(),
    };
    const handlers: Record<string, OutboxHandler> = {};
    const outbox = createOutbox(
      { database, handlers, clock, random: secureRandom, logger: silentLogger },
      { backOff: { firstMs: 20, factor: 2, longestMs: 200 } },
    );
    const acts = createActs({
      crypto: nodeCrypto,
      clock,
      database,
      enqueue: (tx, entry) => outbox.enqueue(tx, entry),
      submit: (entry) => this.#world.log.submit(entry),
      verifyReceipt: (leaf, receipt) => logOfAll.verifyReceipt(leaf, receipt),
    });
    const messages = createMessageDoor(host);
    const chunks = createChunkDoor(host);
    const service = createExchangeService({
      ...this.#ports(),
      database,
      outbox,
      acts,
      messages: this.#start.messages?.(messages) ?? messages,
      chunks: this.#start.chunks?.(chunks) ?? chunks,
      crashPoint: (boundary) => {
        if (this.dieAt.delete(boundary)) this.die();
      },
    });
    const life: Life = { database, outbox, acts, service, isDead: false, end: undefined };
    Object.assign(handlers, service.outboxHandlers, { [LOG_ITEM]: acts.handler });
    outbox.start();
    return life;
  }

  #ports(): Omit<ExchangeDeps, 'database' | 'outbox' | 'acts' | 'messages' | 'chunks' | 'crashPoint'> {
    const { participant, key, signer, clock, home, acts } = this.#start;
    return {
      self: { participant, key, signer, log: TEST_PIN },
      crypto: nodeCrypto,
      clock,
      random: secureRandom,
      participants: { resolve: async (other) => this.#world.resolve(other) },
      publications: {
        find: async (digest) => this.#published.get(digest)?.publication,
        openSealed: async (digest) => openSealed(requirePublished(this.#published, digest), this),
        evidence: async (digest) => ({
          ...requirePublished(this.#published, digest),
          robotDescription: null,
        }),
      },
      ownKeyActs: async () => acts,
      trust: trustRootOfPin(TEST_PIN),
      logger: silentLogger,
      events: createEventHub(),
      incomingDir: join(home, 'incoming'),
    };
  }
}

function requirePublished(published: Map<Digest, Published>, digest: Digest): Published {
  const found = published.get(digest);
  if (found === undefined) throw new ExchangeError('not-found', 'Not published here.');
  return found;
}

function openSealed(version: Published, company: Company): SealedVersion {
  const store = chunkStoreOf(version.storeDir);
  return {
    chunkList: version.sealed.chunkList,
    chunkSecrets: version.sealed.chunkSecrets,
    contentKey: company.wrongKey ?? version.contentKey,
    readChunk: async (hash) => {
      const bytes = await store.read(hash);
      return company.tamper === undefined ? bytes : company.tamper(bytes);
    },
  };
}

/** Bytes that repeat for a number. */
export function patternBytes(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed * 2_654_435_761 + 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** An intended use that `train-only-1y` permits. */
export const TRAINING = {
  actions: ['train', 'fine-tune'] as ('train' | 'fine-tune')[],
  commercialModels: false,
  fieldOfUse: null,
  region: null,
  purpose: 'fine-tune a grasp policy',
};
