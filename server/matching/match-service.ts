/**
 * Answers match queries over the public catalog. The engine lives in a worker, which reads the catalog's changes by number, so a
 * restart of the thread or of the broker ends with the same index.
 */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { digestOf, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { MatchAnswer, MatchQuery } from '#contracts/matching/schema.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Database } from '#platform/database/database.ts';
import type { Logger } from '#platform/logger.ts';
import type { Registrar } from '../entries/registrar.ts';
import { MatchWorkerClient } from './match-worker-client.ts';

/** A thread that dies is started again after this time, in milliseconds. */
const RESTART_DELAY_MS = 5_000;

const GEOMETRY = 'match-geometry.db';
const MAPS = 'match-maps.db';
const SCRATCH = 'match-scratch';

/** What the service needs. */
export interface MatchDeps {
  readonly crypto: CryptoPort;
  readonly database: Database;
  /** Path of the database: the thread reads the catalog itself. */
  readonly databasePath: string;
  /** The broker's home. What is derived of bodies lies there from start to start, and a folder that every start empties. */
  readonly home: string;
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
  #size = { datasets: 0, bodies: 0 };
  /** Entries of the log that the index has been brought up to. */
  #covered = 0;
  #syncing: Promise<void> | undefined;
  #syncAgain: Promise<void> | undefined;
  #closed = false;

  constructor(deps: MatchDeps) {
    this.#deps = deps;
  }

  /** Starts the thread and fills its index. Resolves when the catalog is indexed. */
  async start(): Promise<void> {
    const { databasePath, home } = this.#deps;
    // A new thread holds nothing yet.
    this.#covered = 0;
    const setting = {
      database: databasePath,
      geometry: join(home, GEOMETRY),
      maps: join(home, MAPS),
      scratch: join(home, SCRATCH),
    };
    this.#worker = new MatchWorkerClient(setting, (error) => {
      this.#deps.logger.error({ error }, 'the match engine died');
      setTimeout(() => void this.#restart(), RESTART_DELAY_MS).unref();
    });
    // A thread that cannot even load says so now, not at the first question.
    await this.sync();
  }

  /** Datasets and distinct bodies that are indexed. */
  get size(): { readonly datasets: number; readonly bodies: number } {
    return this.#size;
  }

  /** Brings the index up to the catalog as it is now. Calls that come while one is under way share the next. */
  sync(): Promise<void> {
    if (this.#syncing === undefined) {
      this.#syncing = this.#syncOnce().finally(() => (this.#syncing = undefined));
      return this.#syncing;
    }
    this.#syncAgain ??= this.#syncing
      .catch(() => undefined)
      .then(() => {
        this.#syncAgain = undefined;
        return this.sync();
      });
    return this.#syncAgain;
  }

  async #syncOnce(): Promise<void> {
    const treeSize = this.#deps.treeSize();
    this.#size = await this.#running().ask({ op: 'sync' });
    this.#cover(treeSize);
  }

  /**
   * Answers a query over everything that was ingested before the call; where many unknown bodies join just now, over what is in the index.
   * The answer says how much of the log that covers.
   */
  async match(query: MatchQuery, asker: Asker | null): Promise<MatchAnswer> {
    // Read before the question is asked: what came later may be in the answer, but nothing that was there is missing.
    const [before, known] = [this.#deps.treeSize(), this.#covered];
    const { answer: found, covered } = await this.#running().ask({ op: 'match', query });
    if (covered) this.#cover(before);
    const treeSize = covered ? before : known;
    const answer = { ...found, catalog: { ...found.catalog, treeSize } };
    if (asker !== null) await this.#record(query, answer, { asker, treeSize });
    return answer;
  }

  /** Matches among some datasets only, everything in the index that was ingested before the call. */
  async matchAmong(query: MatchQuery, datasets: readonly string[]): Promise<MatchAnswer> {
    const { answer } = await this.#running().ask({ op: 'match-among', query, datasets });
    return answer;
  }

  #cover(treeSize: number): void {
    this.#covered = Math.max(this.#covered, treeSize);
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.close();
    // The thread is ended, not asked: it removes nothing itself. After a kill, the next start does.
    await rm(join(this.#deps.home, SCRATCH), { recursive: true, force: true });
  }

  async #restart(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.start();
    } catch (error) {
      this.#deps.logger.error({ error }, 'the match engine did not start again');
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
