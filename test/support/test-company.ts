/** A company with real keys, a feed and a libp2p host, as a broker meets it. */

import type { TestContext } from 'node:test';
import { fromBase64, utf8 } from '#contracts/bytes.ts';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import type { Signer } from '#contracts/crypto.ts';
import { digestOf, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  FEED_ENTRY_DOCUMENT,
  FEED_HINT_DOCUMENT,
  feedRequestSchema,
  type FeedEntry,
} from '#contracts/feed/feed.ts';
import { signNodeToken } from '#contracts/http/node-token.ts';
import { datasetIdOf, formatTimestamp } from '#contracts/ids.ts';
import {
  formatSigningKey,
  participantOfRoot,
  peerIdOfKey,
  type ParticipantId,
  type SigningKey,
} from '#contracts/keys.ts';
import type { EntryBody, EntryType, KeyPurpose } from '#contracts/log/entry-bodies.ts';
import { signEntry, type ExchangeLink } from '#contracts/log/entry.ts';
import { MANIFEST_DOCUMENT, type Manifest } from '#contracts/manifest/manifest.ts';
import {
  FEED_PROTOCOL,
  FEED_TOPIC,
  MAX_FEED_RESPONSE_BYTES,
  MAX_REQUEST_BYTES,
} from '#contracts/p2p/protocols.ts';
import { ENROLMENT_DOCUMENT, type EnrolmentRequest } from '#contracts/participant/enrolment.ts';
import { envelopeBytes, signDocument, type Envelope } from '#contracts/signature.ts';
import { silentLogger } from '#platform/logger.ts';
import { nodeCrypto, secureRandom, signerFromSeed } from '#platform/node-crypto.ts';
import { createPeerHost, type PeerHost } from '#platform/peer-host.ts';
import { plainFacts, trainOnly } from './exchange-manifest.ts';

const NO_DIGEST: Digest = `sha256:${'0'.repeat(64)}`;

/** What an entry of a company says. */
export interface EntryWish<T extends EntryType> {
  readonly type: T;
  readonly body: EntryBody<T>;
  readonly subject?: Digest;
  readonly parties?: readonly ParticipantId[];
  readonly exchange?: ExchangeLink;
  readonly dataset?: string;
  readonly log?: string;
}

/** A company with keys, a feed and, once connected, a libp2p host. */
export class TestCompany {
  readonly name: string;
  readonly origin: string;
  readonly rootSigner: Signer;
  signer: Signer;
  readonly peerSeed = secureRandom(32);
  readonly participant: ParticipantId;
  readonly keyEntries: Envelope[];
  readonly feed: Envelope[] = [];
  readonly documents = new Map<Digest, Envelope>();
  host: PeerHost | undefined;
  #head: Digest | null = null;
  #lastTime = 0;

  constructor(name: string, origin: string) {
    this.name = name;
    this.origin = origin;
    this.rootSigner = signerFromSeed(secureRandom(32));
    this.signer = signerFromSeed(secureRandom(32));
    this.participant = participantOfRoot(this.root);
    this.keyEntries = [this.keyEntry(this.key, 'sign'), this.keyEntry(this.peerKey, 'peer')];
  }

  get root(): SigningKey {
    return formatSigningKey(this.rootSigner.publicKey);
  }

  get key(): SigningKey {
    return formatSigningKey(this.signer.publicKey);
  }

  get peerKey(): SigningKey {
    return formatSigningKey(signerFromSeed(Uint8Array.from(this.peerSeed)).publicKey);
  }

  /** A root's statement about a key. */
  keyEntry(key: SigningKey, purpose: KeyPurpose): Envelope {
    return this.rootEntry('key.registered', { key, purpose, root: this.root, validFrom: this.#now() });
  }

  /** An entry signed by the root. */
  rootEntry<T extends EntryType>(type: T, body: EntryBody<T>): Envelope {
    return signEntry(
      {
        type,
        subject: { name: 'key', digest: NO_DIGEST },
        participant: this.participant,
        log: this.origin,
        parties: [],
        body,
      },
      { signer: this.rootSigner, key: this.root, random: secureRandom, nowMs: Date.now() },
    );
  }

  /** The enrolment request that the company would send. */
  enrolment(changes: Partial<Parameters<typeof this.enrolmentDocument>[0]> = {}): EnrolmentRequest {
    return { enrolment: this.enrolmentDocument(changes), keyEntries: this.keyEntries };
  }

  enrolmentDocument(changes: {
    name?: string;
    log?: string;
    peerId?: string;
    addresses?: string[];
    time?: string;
    root?: SigningKey;
    participant?: ParticipantId;
  }): Envelope {
    return signDocument(
      ENROLMENT_DOCUMENT,
      {
        schema: 'enrolment/1',
        log: this.origin,
        participant: this.participant,
        key: this.key,
        root: this.root,
        name: this.name,
        peerId: peerIdOfKey(this.peerKey),
        addresses: this.host?.addresses() ?? [],
        time: this.#now(),
        ...changes,
      },
      this.signer,
    );
  }

  /** Token for the API, as the company's node makes it. */
  token(api: string, signer = this.signer): string {
    return signNodeToken(
      { participant: this.participant, audience: api, nowMs: Date.now() },
      signer,
      secureRandom,
    );
  }

  /** A signed entry; the cosigner signs too when the body names one. */
  entry<T extends EntryType>(wish: EntryWish<T>): Envelope {
    return signEntry(
      {
        type: wish.type,
        subject: { name: 'subject', digest: wish.subject ?? NO_DIGEST },
        participant: this.participant,
        log: wish.log ?? this.origin,
        parties: wish.parties ?? [],
        dataset: wish.dataset,
        exchange: wish.exchange,
        body: wish.body,
      },
      { signer: this.signer, key: this.key, random: secureRandom, nowMs: Date.now() },
    );
  }

  /** Signs a manifest over made-up roots. */
  manifest(
    slug: string,
    changes: Partial<Manifest> = {},
  ): { envelope: Envelope; digest: Digest; manifest: Manifest } {
    const manifest = { ...this.#plainManifest(slug), ...changes };
    const envelope = signDocument(MANIFEST_DOCUMENT, manifest, this.signer);
    return { envelope, digest: digestOf(nodeCrypto, fromBase64(envelope.payload)), manifest };
  }

  /** Publishes a manifest in the feed. */
  publish(slug: string, changes: Partial<Manifest> = {}): { digest: Digest; manifest: Manifest } {
    const { envelope, digest, manifest } = this.manifest(slug, changes);
    this.documents.set(digest, envelope);
    this.append({ kind: 'published', dataset: manifest.dataset, manifest: digest });
    return { digest, manifest };
  }

  /** Adds an act to the feed. */
  append(act: FeedEntry['act']): void {
    const entry: FeedEntry = {
      schema: 'feed-entry/1',
      publisher: this.participant,
      key: this.key,
      log: this.origin,
      seq: this.feed.length,
      prev: this.#head,
      time: this.#now(),
      act,
    };
    const envelope = signDocument(FEED_ENTRY_DOCUMENT, entry, this.signer);
    this.feed.push(envelope);
    this.#head = digestOf(nodeCrypto, fromBase64(envelope.payload));
  }

  /** The hint about the feed's head. */
  hint(changes: { head?: Digest; seq?: number; time?: string } = {}): Uint8Array {
    const hint = {
      schema: 'feed-hint/1' as const,
      publisher: this.participant,
      key: this.key,
      seq: this.feed.length - 1,
      head: this.#head ?? NO_DIGEST,
      time: this.#now(),
      ...changes,
    };
    return envelopeBytes(signDocument(FEED_HINT_DOCUMENT, hint, this.signer));
  }

  /** Starts a libp2p host that serves the feed as a node does. */
  async startHost(t: TestContext): Promise<PeerHost> {
    const host = await createPeerHost({
      seed: this.peerSeed,
      listen: ['/ip4/127.0.0.1/tcp/0'],
      logger: silentLogger,
      clock: Date.now,
      random: secureRandom,
    });
    const limits = { maxRequestBytes: MAX_REQUEST_BYTES, maxResponseBytes: MAX_FEED_RESPONSE_BYTES };
    host.handle(FEED_PROTOCOL, limits, async ({ bytes }) => canonicalBytes(this.#answer(bytes)));
    t.after(() => host.stop());
    await host.start();
    host.subscribe(FEED_TOPIC, () => 'accept');
    this.host = host;
    return host;
  }

  #answer(bytes: Uint8Array): unknown {
    const asked = feedRequestSchema.parse(parseJson(bytes, MAX_REQUEST_BYTES));
    if (asked.op === 'since') {
      return { entries: this.feed.slice(asked.from, asked.from + asked.limit), length: this.feed.length };
    }
    const envelope = this.documents.get(asked.digest);
    if (envelope === undefined) throw new ExchangeError('not-found', 'There is no such document.');
    return { envelope };
  }

  #plainManifest(slug: string): Manifest {
    return {
      schema: 'manifest/1',
      log: this.origin,
      provider: { participant: this.participant, key: this.key },
      dataset: datasetIdOf(nodeCrypto, this.participant, slug),
      slug,
      version: 1,
      previous: null,
      title: `Dataset ${slug}`,
      description: '',
      createdAt: this.#now(),
      derivative: {
        policy: 'standard@1',
        plaintextRoot: digestOf(nodeCrypto, utf8(`plain ${slug}`)),
        ciphertextRoot: digestOf(nodeCrypto, utf8(`cipher ${slug}`)),
        keyCommitment: NO_DIGEST,
        chunkList: NO_DIGEST,
        files: 3,
        bytes: 1000,
        chunks: 3,
        report: NO_DIGEST,
      },
      facts: plainFacts(3, 1000),
      collection: 'teleoperation',
      embodiment: null,
      robotDescription: null,
      jointMap: null,
      histograms: [],
      rights: {
        basis: 'own-recording',
        operatorConsent: 'given',
        bystanderConsent: 'not-needed',
        personalData: 'none',
        exportControl: 'none',
      },
      offers: [trainOnly()],
      access: 'manual',
      visibility: { kind: 'public' },
    };
  }

  /** Strictly rising, so that two hints of one millisecond differ. */
  #now(): string {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return formatTimestamp(this.#lastTime);
  }
}
