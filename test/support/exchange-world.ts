/** Companies with real stores, hosts and keys in one process, and a real log between them. */

import { join } from 'node:path';
import type { TestContext } from 'node:test';
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
import { createOutbox, type Outbox } from '#platform/outbox.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import { chunkStoreOf, type SealedDerivative } from '#node/content/seal-derivative.ts';
import { createActs, LOG_ITEM, type Acts } from '#node/log/acts.ts';
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
import { tempFolder } from './temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations', 'node');
/** What a test may change about a company. */
export interface CompanyOptions {
  readonly clock?: (() => number) | undefined;
  /** Wraps the doors, to lose or change what goes through. */
  readonly messages?: ((door: MessageDoor) => MessageDoor) | undefined;
  readonly chunks?: ((door: ChunkDoor) => ChunkDoor) | undefined;
  readonly crashPoint?: ((boundary: DurableBoundary) => void) | undefined;
  readonly verified?: boolean | undefined;
}

/** One company with its node. */
export interface Company {
  readonly participant: ParticipantId;
  readonly key: SigningKey;
  readonly signer: Signer;
  readonly home: string;
  readonly host: PeerHost;
  readonly database: Database;
  readonly acts: Acts;
  readonly outbox: Outbox;
  readonly service: ExchangeService;
  readonly keyActs: readonly ProvenEntry[];
  /** Publishes a folder of the given files; gives the signed manifest. */
  publish(listing: TestListing): Promise<{ envelope: Envelope; digest: Digest; sealed: SealedDerivative }>;
  /** Marks a version as superseded. */
  retire(manifest: Digest): void;
  /** Damages what the chunk door serves. */
  tamper: ((bytes: Uint8Array) => Uint8Array) | undefined;
  /** Releases another key than committed. */
  wrongKey: Uint8Array | undefined;
}

/** Companies that know one another. */
export class ExchangeWorld {
  readonly #t: TestContext;
  readonly log: TestLog;
  readonly #known = new Map<ParticipantId, KnownParticipant>();

  private constructor(t: TestContext, log: TestLog) {
    this.#t = t;
    this.log = log;
  }

  static async create(t: TestContext): Promise<ExchangeWorld> {
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
    return startCompany(this, t, { ...options, ...keys, name, home, clock, signer, host });
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

function startCompany(world: ExchangeWorld, t: TestContext, start: Start): Company {
  const { clock, home, host, participant, key, signer } = start;
  const database = openDatabase({ path: join(home, 'node.sqlite'), migrations: MIGRATIONS, clock });
  const published = new Map<Digest, Published>();
  const handlers: Record<string, Parameters<typeof createOutbox>[0]['handlers'][string]> = {};
  const outbox = createOutbox(
    { database, handlers, clock, random: secureRandom, logger: silentLogger },
    { backOff: { firstMs: 20, factor: 2, longestMs: 200 } },
  );
  const acts = createActs({
    crypto: nodeCrypto,
    clock,
    database,
    enqueue: (tx, entry) => outbox.enqueue(tx, entry),
    submit: (entry) => world.log.submit(entry),
    verifyReceipt: async () => undefined,
  });
  const messages = createMessageDoor(host);
  const chunks = createChunkDoor(host);
  const deps: ExchangeDeps = {
    self: { participant, key, signer, log: TEST_PIN },
    crypto: nodeCrypto,
    clock,
    random: secureRandom,
    database,
    outbox,
    acts,
    participants: { resolve: async (other) => world.resolve(other) },
    publications: {
      find: async (digest) => published.get(digest)?.publication,
      openSealed: async (digest) => openSealed(requirePublished(published, digest), company),
      evidence: async (digest) => requirePublished(published, digest),
    },
    messages: start.messages?.(messages) ?? messages,
    chunks: start.chunks?.(chunks) ?? chunks,
    ownKeyActs: async () => start.acts,
    trust: trustRootOfPin(TEST_PIN),
    logger: silentLogger,
    events: createEventHub(),
    incomingDir: join(home, 'incoming'),
    crashPoint: start.crashPoint,
  };
  const service = createExchangeService(deps);
  Object.assign(handlers, service.outboxHandlers, { [LOG_ITEM]: acts.handler });
  serveMessages(host, (peerId, envelope) => service.receiveMessage(peerId, envelope));
  serveChunks(host, (peerId, request) => service.serveChunk(peerId, request));
  outbox.start();
  t.after(async () => {
    await service.stop();
    await outbox.stop();
    await database.close();
  });
  const company: Company = {
    participant,
    key,
    signer,
    home,
    host,
    database,
    acts,
    outbox,
    service,
    keyActs: start.acts,
    tamper: undefined,
    wrongKey: undefined,
    retire: (digest) => {
      const known = requirePublished(published, digest);
      published.set(digest, { ...known, publication: { ...known.publication, current: false } });
    },
    publish: async (listing) => {
      const version = await publishListing(world.log, start, listing);
      published.set(version.publication.digest, version);
      return {
        envelope: version.publication.envelope,
        digest: version.publication.digest,
        sealed: version.sealed,
      };
    },
  };
  return company;
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
