/**
 * Follows the feeds of admitted participants: hints tell where to look, pulls bring everything after what is known, in order.
 *
 * A pull runs when a publisher connects, when a hint shows a gap, and on a timer, so hints may be lost at no cost. What is
 * ingested is decided by {@link ingestEntry} alone; a crash at any point leaves a prefix of the feed, and the next pull goes on.
 */

import { parseJson } from '#contracts/canonical-json.ts';
import type { Clock, CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { FEED_HINT_DOCUMENT, type FeedHint } from '#contracts/feed/feed.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import { MAX_FEED_PAGE, MAX_HINT_BYTES } from '#contracts/p2p/protocols.ts';
import { liveKeys, requireLiveKey, type KeyHistory } from '#contracts/participant/key-state.ts';
import { openSigned, requireSigner } from '#contracts/signature.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import { giveWay, Pieces } from '#platform/give-way.ts';
import type { Logger } from '#platform/logger.ts';
import { createCounts } from '../counts.ts';
import type { FeedOpener } from './feed-opener.ts';
import { feedEntryDigest, feedHead } from './feed-store.ts';
import {
  INGEST_RESULTS,
  ingestEntry,
  unitsOf,
  type IngestResult,
  type StorableEntry,
} from './ingest-entry.ts';
import type { ArrivedEntry, ArrivedManifest } from './open-feed.ts';

/** Entries whose manifests are fetched together. */
const BATCH_ENTRIES = 16;
/** Most entries that wait for a later one under a live key to vouch for them. */
const MAX_UNVOUCHED = 5_000;
/** Feeds that are pulled at the same time. */
const PULL_CONCURRENCY = 4;

/** Everything that is counted about feeds. */
export const FEED_COUNTS = [
  'hint-accepted',
  'hint-malformed',
  'hint-unsigned',
  'hint-unknown',
  'hint-replayed',
  'hint-forked',
  'pull-done',
  'pull-failed',
  'entry-refused',
  'entry-unvouched',
  ...INGEST_RESULTS,
] as const;

/** One publisher's feed and manifests, as bytes that are not yet verified. */
export interface PublisherFeed {
  /** Throws `peer-unreachable`, `peer-misbehaved`, `not-found`. */
  since(from: { seq: number; limit: number }, signal: AbortSignal): Promise<Uint8Array>;
  /** Throws as `since`. */
  document(digest: Digest, signal: AbortSignal): Promise<Uint8Array>;
}

/** Where feeds and manifests come from: finds a publisher for one pull. Throws `not-found`. */
export type FeedSource = (publisher: ParticipantId) => Promise<PublisherFeed>;

/** What following feeds needs. */
export interface FeedSyncDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly database: Database;
  readonly logger: Logger;
  readonly source: FeedSource;
  readonly opener: Pick<FeedOpener, 'page' | 'document'>;
  /** Origin of this broker's log. */
  readonly origin: string;
  /** Key history of a participant that is admitted. Throws for all others. */
  readonly admittedKeys: (publisher: ParticipantId) => Promise<KeyHistory>;
  /** Changes whenever a participant's standing or keys do. */
  readonly standingMark: (db: ReadHandle, publisher: ParticipantId) => string;
  /** All admitted participants with a node. */
  readonly publishers: () => Promise<readonly ParticipantId[]>;
  /** Told after entries were committed. */
  readonly onIngested: () => void;
}

/** What gossip does with a hint: pass it on, drop it, or hold it against who sent it. */
export type HintVerdict = 'accept' | 'ignore' | 'reject';

/** Follows feeds. */
export class FeedSync {
  readonly counts = createCounts(FEED_COUNTS);
  readonly #deps: FeedSyncDeps;
  readonly #running = new Map<ParticipantId, { again: boolean; done: Promise<void> }>();
  readonly #lastHint = new Map<ParticipantId, string>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #pullingAll: Promise<void> | undefined;

  constructor(deps: FeedSyncDeps) {
    this.#deps = deps;
  }

  /** Pulls all feeds now and every `intervalMs` from now on. */
  start(intervalMs: number): void {
    void this.pullAll();
    this.#timer = setInterval(() => void this.pullAll(), intervalMs);
    this.#timer.unref();
  }

  /** Ends all pulls; what they have not stored they will ask for again. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort(new ExchangeError('interrupted', 'The broker is stopping.'));
    await Promise.all([this.#pullingAll, ...[...this.#running.values()].map((pull) => pull.done)]);
  }

  /** Judges a gossiped hint and pulls when it shows something new. Never throws: hints come from anybody. */
  async hint(bytes: Uint8Array): Promise<HintVerdict> {
    let hint: FeedHint;
    try {
      hint = await this.#openHint(bytes);
    } catch (error) {
      const unsigned = isExchangeError(error, 'bad-signature') || isExchangeError(error, 'bad-key');
      this.counts.add(unsigned ? 'hint-unsigned' : 'hint-malformed');
      return 'reject';
    }
    try {
      requireLiveKey(await this.#deps.admittedKeys(hint.publisher), hint.key, 'sign');
    } catch {
      this.counts.add('hint-unknown');
      return 'ignore';
    }
    if ((this.#lastHint.get(hint.publisher) ?? '') >= hint.time) {
      this.counts.add('hint-replayed');
      return 'ignore';
    }
    this.#lastHint.set(hint.publisher, hint.time);
    return this.#followHint(hint);
  }

  /** Pulls one feed; a call during a pull has it run once more. Resolves when nothing is under way. Failures are counted. */
  pull(publisher: ParticipantId): Promise<void> {
    const running = this.#running.get(publisher);
    if (running !== undefined) {
      running.again = true;
      return running.done;
    }
    const pull = { again: false, done: Promise.resolve() };
    pull.done = this.#pullUntilQuiet(publisher, pull).finally(() => this.#running.delete(publisher));
    this.#running.set(publisher, pull);
    return pull.done;
  }

  /** Pulls every admitted participant's feed, a few at a time. A call while this is under way joins it. */
  pullAll(): Promise<void> {
    this.#pullingAll ??= this.#pullEach().finally(() => {
      this.#pullingAll = undefined;
    });
    return this.#pullingAll;
  }

  async #pullEach(): Promise<void> {
    const waiting = [...(await this.#publishers())];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (this.#stopping.signal.aborted) return;
        await this.pull(next);
      }
    };
    await Promise.all(Array.from({ length: PULL_CONCURRENCY }, work));
  }

  async #publishers(): Promise<readonly ParticipantId[]> {
    try {
      return await this.#deps.publishers();
    } catch (error) {
      this.#deps.logger.warn({ error }, 'feeds could not be followed: nobody knows whose');
      return [];
    }
  }

  async #openHint(bytes: Uint8Array): Promise<FeedHint> {
    const signed = await openSigned(this.#deps.crypto, FEED_HINT_DOCUMENT, parseJson(bytes, MAX_HINT_BYTES));
    requireSigner(signed, signed.document.key);
    return signed.document;
  }

  async #followHint(hint: FeedHint): Promise<HintVerdict> {
    const { length, known } = await this.#deps.database.read((db) => ({
      length: feedHead(db, hint.publisher).length,
      known: feedEntryDigest(db, hint.publisher, hint.seq),
    }));
    if (known !== undefined && known !== hint.head) {
      this.counts.add('hint-forked');
      this.#deps.logger.warn({ publisher: hint.publisher, seq: hint.seq }, 'a publisher signed two feeds');
      return 'ignore';
    }
    this.counts.add('hint-accepted');
    if (hint.seq >= length) void this.pull(hint.publisher);
    return 'accept';
  }

  async #pullUntilQuiet(publisher: ParticipantId, pull: { again: boolean }): Promise<void> {
    do {
      pull.again = false;
      try {
        await this.#pullOnce(publisher);
        this.counts.add('pull-done');
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.counts.add('pull-failed');
        if (error instanceof StandingChanged) pull.again = true;
        this.#deps.logger.debug({ error, publisher }, 'a feed could not be pulled');
      }
    } while (pull.again && !this.#stopping.signal.aborted);
  }

  async #pullOnce(publisher: ParticipantId): Promise<void> {
    const { database, opener, origin, source, standingMark } = this.#deps;
    const mark = await database.read((db) => standingMark(db, publisher));
    const history = await this.#deps.admittedKeys(publisher);
    const live = new Set(liveKeys(history, 'sign'));
    const keys = knownKeys(history);
    const feed = { publisher, keys, mark, from: await source(publisher) };
    let at = await database.read((db) => feedHead(db, publisher));
    const staged: ArrivedEntry[] = [];
    for (;;) {
      const bytes = await feed.from.since({ seq: at.length, limit: MAX_FEED_PAGE }, this.#stopping.signal);
      const page = await opener.page({ bytes, publisher, at, log: origin, keys });
      staged.push(...page.entries);
      ({ at } = page);
      // A key that was rotated signs nothing new, but what it signed stands once a later entry under a live key continues it.
      const vouched = staged.findLastIndex(({ entry }) => live.has(entry.key)) + 1;
      await this.#ingest(staged.splice(0, vouched), feed);
      if (page.refused !== null) {
        this.counts.add('entry-refused');
        const { code, message, params } = page.refused;
        throw new ExchangeError(code, message, { params });
      }
      if (page.empty || at.length >= page.length || staged.length > MAX_UNVOUCHED) break;
    }
    for (const _ of staged) this.counts.add('entry-unvouched');
  }

  async #ingest(entries: readonly ArrivedEntry[], feed: PulledFeed): Promise<void> {
    for (let start = 0; start < entries.length; start += BATCH_ENTRIES) {
      const batch = entries.slice(start, start + BATCH_ENTRIES);
      const manifests = await Promise.all(batch.map((arrived) => this.#manifestOf(arrived, feed)));
      const arrived = batch.map((entry, i) => ({ ...entry, manifest: manifests[i] ?? null }));
      for (const unit of unitsOf(arrived)) await this.#store(unit, feed);
    }
  }

  async #store(unit: readonly StorableEntry[], feed: PulledFeed): Promise<void> {
    const results = await this.#deps.database.write(async (tx) => {
      // A suspension or revocation that was logged meanwhile counts: what was judged before it is judged anew.
      if (this.#deps.standingMark(tx, feed.publisher) !== feed.mark) throw new StandingChanged();
      const pieces = new Pieces();
      const stored: IngestResult[] = [];
      for (const arrived of unit) {
        await pieces.afterStep();
        stored.push(ingestEntry(tx, feed.publisher, arrived));
      }
      // The commit writes all of it, in a turn of its own.
      await pieces.next();
      return stored;
    });
    for (const result of results) this.counts.add(result);
    this.#deps.onIngested();
  }

  /** The manifest that an entry publishes. Restricted listings go to the companies they name; the entry stands in the feed all the same. */
  async #manifestOf({ entry }: ArrivedEntry, { from, keys }: PulledFeed): Promise<ArrivedManifest | null> {
    if (entry.act.kind !== 'published') return null;
    const { manifest: digest } = entry.act;
    // A whole batch asks side by side; what that takes is spread over as many turns.
    await giveWay();
    let bytes: Uint8Array;
    try {
      bytes = await from.document(digest, this.#stopping.signal);
    } catch (error) {
      if (isExchangeError(error, 'not-found')) return { kind: 'withheld' };
      throw error;
    }
    return this.#deps.opener.document({ bytes, entry, digest, keys });
  }
}

/** One feed during one pull. */
interface PulledFeed {
  readonly publisher: ParticipantId;
  readonly from: PublisherFeed;
  /** Signing keys that the publisher has or had. */
  readonly keys: readonly SigningKey[];
  /** Standing at the begin of the pull. */
  readonly mark: string;
}

/** Rolls a batch back whose publisher's standing is another by now. */
class StandingChanged extends ExchangeError {
  constructor() {
    super('interrupted', 'The standing of the publisher has changed.');
  }
}

function knownKeys(history: KeyHistory): SigningKey[] {
  return history.keys.filter(({ purpose }) => purpose === 'sign').map(({ key }) => key);
}
