/**
 * Transactional outbox: what a state change obliges the program to do is stored in the transaction of the change, and done
 * afterwards until it succeeds, its deadline passes, or it proves impossible.
 *
 * Exactly once in effect: `deliver` runs outside any transaction, at least once, so it must be idempotent by the item's id;
 * `settle` runs in the transaction that marks the item done and stores the result, so it runs once. A crash before that
 * commit repeats `deliver`; a crash after it repeats nothing. Items with the same order key are delivered in the order in
 * which they were enqueued, one at a time.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { toHex } from '#contracts/bytes.ts';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { Database } from './database/database.ts';
import type { ReadHandle, WriteHandle } from './database/handles.ts';
import { mayPass, nextAttempt, type BackOff } from './back-off.ts';
import { abortable, startDeadline } from './deadline.ts';
import type { Logger } from './logger.ts';

/**
 * Table of an outbox: goes as it stands into a migration of each program.
 * `state`: pending, done, dead. `order_key`: items of one key keep their order. `next_at`, `deadline`, `created_at`: ms since epoch.
 */
export const OUTBOX_SCHEMA_SQL = `CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  order_key TEXT NOT NULL,
  payload BLOB NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  deadline INTEGER,
  last_error TEXT,
  result BLOB,
  created_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (state, order_key, seq);
`;

/** What a caller stores. */
export interface OutboxEntry {
  /** Names the handler. */
  readonly kind: string;
  /** Items of one key are delivered in order, such as the exchange they belong to. */
  readonly orderKey: string;
  /** What the handler needs; usually canonical JSON or an envelope. */
  readonly payload: Uint8Array;
  /** Idempotency key; random when left out. A second entry with the same id is not stored. */
  readonly id?: string;
  /** After this instant (ms since epoch) the item is given up with `deadline-passed`. */
  readonly deadline?: number;
}

/** A stored item. Times are milliseconds since the epoch. */
export interface OutboxItem {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly orderKey: string;
  readonly payload: Uint8Array;
  readonly state: 'pending' | 'done' | 'dead';
  readonly attempts: number;
  readonly nextAt: number;
  readonly deadline: number | null;
  /** Code and message of the last failure: the reason shown to people while an act waits. */
  readonly lastError: string | null;
  readonly result: Uint8Array | null;
  readonly createdAt: number;
}

/** What is done with items of one kind. */
export interface OutboxHandler {
  /** Does the work, idempotent by `item.id`; resolves to the result that is stored. Rejects to be tried again or given up. */
  deliver(item: OutboxItem, signal: AbortSignal): Promise<Uint8Array>;
  /** Runs in the transaction that marks the item done: the act takes effect here. A throw leaves the item pending. */
  settle?(tx: WriteHandle, item: OutboxItem, result: Uint8Array): Promise<void> | void;
  /** Runs in the transaction that marks the item dead, so that people see why the act will not happen. */
  giveUp?(tx: WriteHandle, item: OutboxItem, error: ExchangeError): Promise<void> | void;
}

/** An outbox and its pump. */
export interface Outbox {
  /** Stores an item in the caller's transaction and wakes the pump after its commit. Returns the id. */
  enqueue(tx: WriteHandle, entry: OutboxEntry): string;
  /** Starts delivering, beginning with what an earlier process left. */
  start(): void;
  /** Aborts running deliveries (they stay pending) and waits for them. Can be started again. */
  stop(): Promise<void>;
  /** Tries waiting items now instead of at the end of their back-off, such as when a peer has come back. */
  retryNow(options?: { orderKey?: string }): Promise<void>;
  /** Resolves when no item is pending. For tests and for commands that wait. */
  whenEmpty(signal?: AbortSignal): Promise<void>;
  /** Counts by state. */
  counts(): Promise<{ pending: number; done: number; dead: number }>;
}

/** What an outbox needs. */
export interface OutboxDeps {
  readonly database: Database;
  readonly handlers: Readonly<Record<string, OutboxHandler>>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
}

/** Tuning of the pump; the defaults serve programs, tests shorten them. */
export interface OutboxOptions {
  readonly backOff?: BackOff;
  /** Items delivered at the same time, each of another key. */
  readonly concurrency?: number;
  /** Longest time of one delivery, in milliseconds. */
  readonly deliverTimeoutMs?: number;
}

/** 0.5 s, doubling up to a minute. */
const DEFAULT_BACK_OFF: BackOff = { firstMs: 500, factor: 2, longestMs: 60_000 };
const DEFAULT_CONCURRENCY = 8;
const DEFAULT_DELIVER_TIMEOUT_MS = 60_000;
/** The pump looks at the clock at least this often: deadlines pass while it sleeps. */
const LONGEST_SLEEP_MS = 30_000;
/** Longest stored text of an error. */
const MAX_ERROR_LENGTH = 500;
const COLUMNS = `seq, id, kind, order_key AS orderKey, payload, state, attempts, next_at AS nextAt, deadline,
  last_error AS lastError, result, created_at AS createdAt`;
/** The first pending item of each key: all others wait for theirs. */
const HEADS = `seq IN (SELECT min(seq) FROM outbox WHERE state = 'pending' GROUP BY order_key)`;
const SELECT_DUE = `SELECT ${COLUMNS} FROM outbox WHERE ${HEADS} AND (next_at <= ? OR deadline <= ?) ORDER BY seq LIMIT ?`;
/** When the next head that is not due will be. A head that is due is running or finds no room: the end of a delivery wakes the pump. */
const SELECT_NEXT_TIME = `SELECT min(min(next_at, coalesce(deadline, next_at))) AS at FROM outbox
  WHERE ${HEADS} AND next_at > ? AND coalesce(deadline > ?, TRUE)`;

/** Creates an outbox over the table of {@link OUTBOX_SCHEMA_SQL}; it delivers nothing before `start`. */
export function createOutbox(deps: OutboxDeps, options: OutboxOptions = {}): Outbox {
  return new OutboxPump(deps, options);
}

/** An item by id, or undefined. */
export function findOutboxItem(db: ReadHandle, id: string): OutboxItem | undefined {
  return db.get<OutboxItem>(`SELECT ${COLUMNS} FROM outbox WHERE id = ?`, id);
}

/** Items that wait or have died, oldest first: what people are shown. */
export function listOutboxItems(
  db: ReadHandle,
  options: { state: OutboxItem['state']; limit: number },
): OutboxItem[] {
  return db.all<OutboxItem>(
    `SELECT ${COLUMNS} FROM outbox WHERE state = ? ORDER BY seq LIMIT ?`,
    options.state,
    options.limit,
  );
}

class OutboxPump implements Outbox {
  readonly #deps: OutboxDeps;
  readonly #backOff: BackOff;
  readonly #concurrency: number;
  readonly #deliverTimeoutMs: number;
  readonly #running = new Map<string, Promise<void>>();
  /** How often in a row the first item of a key could not be recorded. */
  readonly #unrecorded = new Map<string, number>();
  #stopping = new AbortController();
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #woken = false;
  #emptyWaiters: (() => void)[] = [];

  constructor(deps: OutboxDeps, options: OutboxOptions) {
    this.#deps = deps;
    this.#backOff = options.backOff ?? DEFAULT_BACK_OFF;
    this.#concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.#deliverTimeoutMs = options.deliverTimeoutMs ?? DEFAULT_DELIVER_TIMEOUT_MS;
  }

  enqueue(tx: WriteHandle, entry: OutboxEntry): string {
    const { handlers, clock, random } = this.#deps;
    if (handlers[entry.kind] === undefined) {
      throw new ExchangeError('internal', `No handler for outbox items of kind ${entry.kind}.`);
    }
    const id = entry.id ?? toHex(random(16));
    const now = clock();
    tx.run(
      `INSERT INTO outbox (id, kind, order_key, payload, next_at, deadline, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
      id,
      entry.kind,
      entry.orderKey,
      entry.payload,
      now,
      entry.deadline ?? null,
      now,
    );
    tx.afterCommit(() => this.#wakeUp());
    return id;
  }

  start(): void {
    if (this.#loop !== undefined) return;
    this.#stopping = new AbortController();
    this.#loop = this.#pump(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new ExchangeError('interrupted', 'The outbox is stopping.'));
    this.#wakeUp();
    await this.#loop;
    await Promise.all(this.#running.values());
    this.#loop = undefined;
  }

  async retryNow(options: { orderKey?: string } = {}): Promise<void> {
    const now = this.#deps.clock();
    await this.#deps.database.write((tx) => {
      const key = options.orderKey ?? null;
      tx.run(
        `UPDATE outbox SET next_at = ? WHERE state = 'pending' AND next_at > ? AND (? IS NULL OR order_key = ?)`,
        now,
        now,
        key,
        key,
      );
      tx.afterCommit(() => this.#wakeUp());
    });
  }

  async whenEmpty(signal?: AbortSignal): Promise<void> {
    for (;;) {
      // Registered before the look, lest the last delivery ends between the look and the wait.
      const delivered = new Promise<void>((resolve) => this.#emptyWaiters.push(resolve));
      if ((await this.counts()).pending === 0) return;
      await (signal === undefined ? delivered : abortable(delivered, signal));
    }
  }

  async counts(): Promise<{ pending: number; done: number; dead: number }> {
    const rows = await this.#deps.database.read((db) =>
      db.all<{ state: OutboxItem['state']; n: number }>(
        'SELECT state, count(*) AS n FROM outbox GROUP BY state',
      ),
    );
    const counts = { pending: 0, done: 0, dead: 0 };
    for (const { state, n } of rows) counts[state] = n;
    return counts;
  }

  #wakeUp(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #pump(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#woken = false;
      let sleepMs = this.#backOff.longestMs;
      try {
        sleepMs = await this.#startDue(signal);
      } catch (error) {
        this.#deps.logger.error({ error }, 'the outbox could not be read');
      }
      await this.#sleep(sleepMs);
    }
  }

  /** Starts what is due and says how long nothing will be, in milliseconds. */
  async #startDue(signal: AbortSignal): Promise<number> {
    const now = this.#deps.clock();
    const room = this.#concurrency - this.#running.size;
    const { due, nextAt } = await this.#deps.database.read((db) => ({
      due: db.all<OutboxItem>(SELECT_DUE, now, now, this.#concurrency * 2),
      nextAt: db.get<{ at: number | null }>(SELECT_NEXT_TIME, now, now)?.at ?? null,
    }));
    const free = due.filter((item) => !this.#running.has(item.orderKey)).slice(0, Math.max(0, room));
    for (const item of free) this.#begin(item, signal);
    return nextAt === null ? LONGEST_SLEEP_MS : Math.min(nextAt - now, LONGEST_SLEEP_MS);
  }

  #begin(item: OutboxItem, signal: AbortSignal): void {
    const work = this.#process(item, signal)
      .then(() => void this.#unrecorded.delete(item.orderKey))
      .catch(async (error: unknown) => {
        if (signal.aborted) return;
        const { logger, random } = this.#deps;
        logger.error({ error, item: item.id, kind: item.kind }, 'an outbox item could not be recorded');
        // The table still says that the item is due: without a rest the pump would begin it again and again and let nothing else run.
        const times = this.#unrecorded.get(item.orderKey) ?? 0;
        this.#unrecorded.set(item.orderKey, times + 1);
        const restMs = nextAttempt(this.#backOff, times, random);
        await sleep(restMs, undefined, { signal, ref: false }).catch(() => undefined);
      })
      .finally(() => {
        this.#running.delete(item.orderKey);
        this.#wakeUp();
        for (const waiter of this.#emptyWaiters.splice(0)) waiter();
      });
    this.#running.set(item.orderKey, work);
  }

  async #process(item: OutboxItem, stopping: AbortSignal): Promise<void> {
    const { clock, database } = this.#deps;
    const handler = this.#deps.handlers[item.kind];
    if (handler === undefined) {
      return this.#die(
        item,
        new ExchangeError('unknown-version', `No handler for items of kind ${item.kind}.`),
      );
    }
    if (item.deadline !== null && item.deadline <= clock()) {
      return this.#die(item, new ExchangeError('deadline-passed', 'The deadline of the act has passed.'));
    }
    try {
      using deadline = startDeadline(this.#deliverTimeoutMs, stopping);
      // A handler that ignores its signal holds up neither the items behind it nor the end of the program.
      const result = await abortable(handler.deliver(item, deadline.signal), deadline.signal);
      // If we crash here, the item is still pending and is delivered again under the same id.
      await database.write(async (tx) => {
        tx.run(
          `UPDATE outbox SET state = 'done', result = ?, last_error = NULL, attempts = attempts + 1, settled_at = ?
           WHERE seq = ? AND state = 'pending'`,
          result,
          clock(),
          item.seq,
        );
        await handler.settle?.(tx, item, result);
      });
    } catch (error) {
      if (stopping.aborted) return;
      if (isExchangeError(error) && !mayPass(error)) await this.#die(item, error);
      else await this.#postpone(item, error);
    }
  }

  async #die(item: OutboxItem, error: ExchangeError): Promise<void> {
    const { clock, database, handlers, logger } = this.#deps;
    logger.warn({ item: item.id, kind: item.kind, code: error.code }, 'an outbox item was given up');
    await database.write(async (tx) => {
      tx.run(
        `UPDATE outbox SET state = 'dead', last_error = ?, attempts = attempts + 1, settled_at = ?
         WHERE seq = ? AND state = 'pending'`,
        describe(error),
        clock(),
        item.seq,
      );
      await handlers[item.kind]?.giveUp?.(tx, item, error);
    });
  }

  async #postpone(item: OutboxItem, error: unknown): Promise<void> {
    const { clock, database, logger, random } = this.#deps;
    logger.debug({ item: item.id, kind: item.kind, error }, 'an outbox item waits for its next attempt');
    const waitMs = nextAttempt(this.#backOff, item.attempts, random);
    await database.write((tx) => {
      tx.run(
        `UPDATE outbox SET attempts = attempts + 1, next_at = ?, last_error = ? WHERE seq = ? AND state = 'pending'`,
        clock() + waitMs,
        describe(error),
        item.seq,
      );
    });
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#woken || this.#stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

function describe(error: unknown): string {
  const text = isExchangeError(error) ? `${error.code}: ${error.message}` : `internal: ${String(error)}`;
  return text.slice(0, MAX_ERROR_LENGTH);
}
