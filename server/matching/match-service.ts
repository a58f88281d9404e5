/**
 * Answers match queries over the public catalog. The engine lives in a worker; its index follows the catalog's changes by
 * number, so a restart of the thread or of the broker ends with the same index.
 */

import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { digestOf, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { MatchAnswer, MatchQuery } from '#contracts/matching/schema.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Database } from '#platform/database/database.ts';
import type { Logger } from '#platform/logger.ts';
import { changedListings } from '../catalog/listing-store.ts';
import type { Registrar } from '../entries/registrar.ts';
import { MatchWorkerClient } from './match-worker-client.ts';

/** Listings that go to the worker in one message. */
const CHANGES_PER_MESSAGE = 100;
/** A thread that dies is started again after this time, in milliseconds. */
const RESTART_DELAY_MS = 5_000;

/** What the service needs. */
export interface MatchDeps {
  readonly crypto: CryptoPort;
  readonly database: Database;
  readonly registrar: Registrar;
  /** Number of entries in the log now. */
  readonly treeSize: () => number;
  readonly logger: Logger;
}

/** Who asks; his question is logged as a commitment. */
export interface Asker {
  readonly name: string;
  readonly participant: ParticipantId | null;
}

/** Matches queries with datasets. */
export class MatchService {
  readonly #deps: MatchDeps;
  #worker: MatchWorkerClient | undefined;
  #applied = 0;
  #syncing: Promise<void> = Promise.resolve();
  #size = { datasets: 0, bodies: 0 };
  #closed = false;

  constructor(deps: MatchDeps) {
    this.#deps = deps;
  }

  /** Starts the thread and fills its index. Resolves when the catalog is indexed. */
  async start(): Promise<void> {
    this.#applied = 0;
    this.#worker = new MatchWorkerClient((error) => {
      this.#deps.logger.error({ error }, 'the match engine died');
      setTimeout(() => void this.#restart(), RESTART_DELAY_MS).unref();
    });
    // A thread that cannot even load says so now, not at the first question.
    await this.#worker.ask({ op: 'apply', changes: [] });
    await this.sync();
  }

  /** Datasets and distinct bodies that are indexed. */
  get size(): { readonly datasets: number; readonly bodies: number } {
    return this.#size;
  }

  /** Brings the index up to the catalog. Calls run one after the other. */
  sync(): Promise<void> {
    const next = this.#syncing.catch(() => undefined).then(() => this.#applyChanges());
    this.#syncing = next;
    return next;
  }

  /** Answers a query over everything that was ingested before the call. */
  async match(query: MatchQuery, asker: Asker | null): Promise<MatchAnswer> {
    // Read before the index is brought up to date: what came later may be in the answer, but nothing that was there is missing.
    const treeSize = this.#deps.treeSize();
    await this.sync();
    const found = await this.#running().ask({ op: 'match', query });
    const answer = { ...found, catalog: { ...found.catalog, treeSize } };
    if (asker !== null) await this.#record(query, answer, { asker, treeSize });
    return answer;
  }

  /** Matches among some datasets only. */
  async matchAmong(query: MatchQuery, datasets: readonly string[]): Promise<MatchAnswer> {
    await this.sync();
    return this.#running().ask({ op: 'match-among', query, datasets });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.close();
    await this.#syncing.catch(() => undefined);
  }

  async #restart(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.start();
    } catch (error) {
      this.#deps.logger.error({ error }, 'the match engine did not start again');
    }
  }

  async #applyChanges(): Promise<void> {
    const worker = this.#running();
    for (;;) {
      const after = this.#applied;
      const changes = await this.#deps.database.read((db) =>
        changedListings(db, { after, limit: CHANGES_PER_MESSAGE }),
      );
      const last = changes.at(-1);
      if (last === undefined) return;
      this.#size = await worker.ask({ op: 'apply', changes });
      this.#applied = last.change;
    }
  }

  /** A broker cannot later deny what it proposed: the commitments open to the digests of question and answer. */
  async #record(
    query: MatchQuery,
    answer: MatchAnswer,
    { asker, treeSize }: { readonly asker: Asker; readonly treeSize: number },
  ): Promise<void> {
    const { crypto, database, registrar } = this.#deps;
    const questionDigest = digestOfValue(crypto, query);
    await database.write((tx) =>
      registrar.record(tx, {
        type: 'match.proposed',
        // The subject says nothing to others: it is salted by the commitment's own salt.
        subject: {
          name: 'match',
          digest: registrar.commit(tx, { question: questionDigest, asker: asker.name }),
        },
        body: {
          scorer: answer.scorer,
          query: registrar.commit(tx, { question: questionDigest }),
          answer: registrar.commit(tx, { answer: digestOfValue(crypto, answer) }),
          candidates: answer.results.length,
          treeSize,
        },
        parties: asker.participant === null ? [] : [asker.participant],
      }),
    );
  }

  #running(): MatchWorkerClient {
    if (this.#worker === undefined) throw new ExchangeError('internal', 'The match engine was not started.');
    return this.#worker;
  }
}

function digestOfValue(crypto: CryptoPort, value: unknown): Digest {
  return digestOf(crypto, canonicalBytes(JSON.parse(JSON.stringify(value))));
}
