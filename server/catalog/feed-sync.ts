/**
 * Follows the feeds of admitted participants: hints tell where to look, pulls bring everything after what is known, in order.
 *
 * A pull runs when a publisher connects, when a hint shows a gap, and on a timer, so hints may be lost at no cost. What is
 * ingested is decided by {@link ingestEntry} alone; a crash at any point leaves a prefix of the feed, and the next pull goes on.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseJson } from '#contracts/canonical-json.ts';
import type { Clock, CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { FEED_HINT_DOCUMENT, type FeedHint } from '#contracts/feed/feed.ts';
import { openNextFeedEntry, type FeedHead } from '#contracts/feed/verify.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import { MAX_FEED_PAGE, MAX_HINT_BYTES } from '#contracts/p2p/protocols.ts';
import { liveKeys, type KeyHistory } from '#contracts/participant/key-state.ts';
import { openSigned, requireSigner, type Envelope } from '#contracts/signature.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import type { Logger } from '#platform/logger.ts';
import { createCounts } from '../counts.ts';
import { feedEntryDigest, feedHead } from './feed-store.ts';
import {
  INGEST_RESULTS,
  ingestEntry,
  judgeManifest,
  type ArrivedEntry,
  type ArrivedManifest,
} from './ingest-entry.ts';

/** Entries whose manifests are fetched together and that are stored in one transaction. */
const BATCH_ENTRIES = 16;
/** Entries that are opened before other work gets its turn. */
const OPENED_A_TURN = 8;
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

/** A page of a feed, not yet verified. */
export interface FeedPage {
  readonly entries: readonly Envelope[];
  readonly length: number;
}

/** Where feeds and manifests come from. */
export interface FeedSource {
  /** Throws `peer-unreachable`, `peer-misbehaved`, `not-found`. */
  since(
    from: { publisher: ParticipantId; seq: number; limit: number },
    signal: AbortSignal,
  ): Promise<FeedPage>;
  /** Throws as `since`. */
  document(from: { publisher: ParticipantId; digest: Digest }, signal: AbortSignal): Promise<Envelope>;
}

/** What following feeds needs. */
export interface FeedSyncDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly database: Database;
  readonly logger: Logger;
  readonly source: FeedSource;
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
    await Promise.all([...this.#running.values()].map((pull) => pull.done));
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
      requireKnownKey(await this.#deps.admittedKeys(hint.publisher), hint.key, 'live');
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
    const waiting = [...(await this.#deps.publishers().catch(() => []))];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await this.pull(next);
    };
    await Promise.all(Array.from({ length: PULL_CONCURRENCY }, work));
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
        if (isExchangeError(error, 'interrupted')) pull.again = true;
        this.#deps.logger.debug({ error, publisher }, 'a feed could not be pulled');
      }
    } while (pull.again && !this.#stopping.signal.aborted);
  }

  async #pullOnce(publisher: ParticipantId): Promise<void> {
    const { database, source, standingMark } = this.#deps;
    const mark = await database.read((db) => standingMark(db, publisher));
    const history = await this.#deps.admittedKeys(publisher);
    const live = new Set(liveKeys(history, 'sign'));
    let at = await database.read((db) => feedHead(db, publisher));
    const staged: ArrivedEntry[] = [];
    for (;;) {
      const page = await source.since(
        { publisher, seq: at.length, limit: MAX_FEED_PAGE },
        this.#stopping.signal,
      );
      const opened = await this.#openPage(page.entries, { publisher, at, history });
      staged.push(...opened.entries);
      at = opened.at;
      // A key that was rotated signs nothing new, but what it signed stands once a later entry under a live key continues it.
      const vouched = staged.findLastIndex(({ entry }) => live.has(entry.key)) + 1;
      await this.#ingest(staged.splice(0, vouched), { publisher, history, mark });
      if (opened.refused !== undefined) throw opened.refused;
      if (page.entries.length === 0 || at.length >= page.length || staged.length > MAX_UNVOUCHED) break;
    }
    for (const _ of staged) this.counts.add('entry-unvouched');
  }

  /** Opens entries up to the first that does not hold. */
  async #openPage(
    envelopes: readonly Envelope[],
    feed: { publisher: ParticipantId; at: FeedHead; history: KeyHistory },
  ): Promise<{ entries: ArrivedEntry[]; at: FeedHead; refused: unknown }> {
    const entries: ArrivedEntry[] = [];
    let { at } = feed;
    for (const [i, envelope] of envelopes.entries()) {
      if (i % OPENED_A_TURN === 0) await nextTurn();
      try {
        const opened = await openNextFeedEntry(this.#deps.crypto, envelope, {
          publisher: feed.publisher,
          at,
          log: this.#deps.origin,
          requireKey: (key) => requireKnownKey(feed.history, key, 'known'),
        });
        entries.push({ ...opened, envelope });
        at = { length: opened.entry.seq + 1, head: opened.digest };
      } catch (error) {
        this.counts.add('entry-refused');
        return { entries, at, refused: error };
      }
    }
    return { entries, at, refused: undefined };
  }

  async #ingest(
    entries: readonly ArrivedEntry[],
    feed: { publisher: ParticipantId; history: KeyHistory; mark: string },
  ): Promise<void> {
    const { publisher, history } = feed;
    for (let start = 0; start < entries.length; start += BATCH_ENTRIES) {
      const batch = entries.slice(start, start + BATCH_ENTRIES);
      const fetched = await Promise.all(batch.map((arrived) => this.#fetchManifest(arrived)));
      const manifests: (ArrivedManifest | null)[] = [];
      for (const [i, arrived] of batch.entries()) {
        // One a turn: what was fetched side by side would be judged in one stretch that everything else waits for.
        await nextTurn();
        manifests.push(await this.#judge(arrived, fetched[i]!, history));
      }
      const results = await this.#deps.database.write((tx) => {
        // A suspension or revocation that was logged meanwhile counts: what was judged before it is judged anew.
        if (this.#deps.standingMark(tx, publisher) !== feed.mark) {
          throw new ExchangeError('interrupted', 'The standing of the publisher has changed.');
        }
        return batch.map((arrived, i) =>
          ingestEntry(tx, publisher, { ...arrived, manifest: manifests[i] ?? null }),
        );
      });
      for (const result of results) this.counts.add(result);
      this.#deps.onIngested();
    }
  }

  /** The document that an entry publishes. Restricted listings go to the companies they name; the entry stands in the feed all the same. */
  async #fetchManifest({ entry }: ArrivedEntry): Promise<Envelope | 'none' | 'withheld'> {
    if (entry.act.kind !== 'published') return 'none';
    try {
      const wanted = { publisher: entry.publisher, digest: entry.act.manifest };
      return await this.#deps.source.document(wanted, this.#stopping.signal);
    } catch (error) {
      if (isExchangeError(error, 'not-found')) return 'withheld';
      throw error;
    }
  }

  async #judge(
    { entry }: ArrivedEntry,
    fetched: Envelope | 'none' | 'withheld',
    history: KeyHistory,
  ): Promise<ArrivedManifest | null> {
    if (fetched === 'none' || entry.act.kind !== 'published') return null;
    if (fetched === 'withheld') return { kind: 'withheld' };
    return judgeManifest(this.#deps.crypto, fetched, {
      entry,
      digest: entry.act.manifest,
      requireKey: (key) => requireKnownKey(history, key, 'known'),
    });
  }
}

/** Throws unless the key is (or, for `known`, ever was) a signing key of the company. */
function requireKnownKey(history: KeyHistory, key: SigningKey, state: 'known' | 'live'): void {
  const found = history.keys.find((known) => known.key === key && known.purpose === 'sign');
  if (found !== undefined && (state === 'known' || !found.revoked)) return;
  throw new ExchangeError('unknown-signer', 'The key is not one of the publisher.', { params: { key } });
}
