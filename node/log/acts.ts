/**
 * Pending until logged (DECISIONS 7): an act is stored with its state change and its outbox row in one transaction, and takes
 * effect only when the log's receipt is verified and stored.
 *
 * If we crash after `propose` commits, the outbox submits the entry again; the log answers a repeat of the same leaf with its
 * first index, so every act is logged exactly once. If we crash before the receipt's transaction commits, the effect has not
 * happened and happens then.
 */

import { fromBase64, fromUtf8, toHex } from '#contracts/bytes.ts';
import { canonicalBytes, parseCanonical } from '#contracts/canonical-json.ts';
import type { Clock, CryptoPort } from '#contracts/crypto.ts';
import { formatDigest, parseDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { logReceiptSchema, type LogReceipt } from '#contracts/http/log.ts';
import type { ExchangeId } from '#contracts/ids.ts';
import {
  ENTRY_DOCUMENT,
  MAX_ENTRY_BYTES,
  entryStatementSchema,
  entryTypeOf,
  subjectDigest,
  type EntryStatement,
  type ExchangeLink,
} from '#contracts/log/entry.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { envelopeBytes, envelopeSchema, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { mayPass } from '#platform/back-off.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import type { Outbox, OutboxHandler } from '#platform/outbox.ts';

/** Kind of the outbox items that carry entries to the log. */
export const LOG_ITEM = 'log.append';
/** Order key under which the outbox keeps acts that belong to no exchange. */
export const OWN_ACTS = 'log:own';

/** An act as it is stored. */
export interface Act {
  readonly leafHash: Digest;
  readonly type: string;
  readonly entry: Envelope;
  readonly subject: Digest;
  readonly dataset: string | null;
  readonly exchange: string | null;
  readonly state: 'pending' | 'logged' | 'dead';
  readonly index: number | null;
  /** The log's receipt (tlog-proof text); null while pending. */
  readonly proof: string | null;
  /** Why the act waits or died. */
  readonly error: string | null;
  readonly proposedAt: number;
}

/** What happens once an act is logged. `ref` is the handler's own reference, such as an exchange id. */
export interface LoggedAct {
  readonly ref: string;
  readonly entry: Envelope;
  readonly leafHash: Digest;
  readonly receipt: LogReceipt;
}

/** Runs in the transaction that stores the receipt. Must be idempotent in what it enqueues. */
export type LoggedHandler = (tx: WriteHandle, act: LoggedAct) => void | Promise<void>;
/** Runs in the transaction that marks an act dead: the log will never take it. */
export type DeadHandler = (
  tx: WriteHandle,
  act: { ref: string; error: ExchangeError },
) => void | Promise<void>;

/** The acts of a node. */
export interface Acts {
  /** Stores a signed entry as pending in the caller's transaction and queues its submission. Returns the leaf hash. */
  propose(tx: WriteHandle, act: { entry: Envelope; effect: { kind: string; ref: string } }): Digest;
  /** Registers what happens when acts of an effect kind are logged, and when the log refuses them for good. */
  onLogged(kind: string, handler: LoggedHandler, onDead?: DeadHandler): void;
  /** Next link of one side of an exchange; `propose` with that link advances the chain. */
  nextLink(db: ReadHandle, exchange: ExchangeId, role: ExchangeLink['role']): ExchangeLink;
  /** Acts of an exchange in log order, pending ones last. */
  ofExchange(db: ReadHandle, exchange: string): Act[];
  /** An act by its leaf hash, if there is one. */
  find(db: ReadHandle, leafHash: Digest): Act | undefined;
  /** The logged act about a subject, if there is one. */
  findLogged(db: ReadHandle, type: string, subject: Digest): Act | undefined;
  /** Newest acts first. */
  list(db: ReadHandle, limit: number): Act[];
  /** Delivers entries to the log; belongs into the outbox's handlers under {@link LOG_ITEM}. */
  readonly handler: OutboxHandler;
}

/** What acts need. */
export interface ActsDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly database: Database;
  readonly enqueue: Outbox['enqueue'];
  /** Submits an entry to the log and resolves with its receipt, not yet verified. Throws `log-unavailable` to be tried again. */
  readonly submit: (entry: Envelope, signal: AbortSignal) => Promise<LogReceipt>;
  /** Verifies that a receipt proves this leaf under the pinned log key. Throws `bad-proof` and kin. */
  readonly verifyReceipt: (leaf: Uint8Array, receipt: LogReceipt) => Promise<void>;
}

interface ActRow {
  leafHash: string;
  type: string;
  entry: Uint8Array;
  subject: string;
  dataset: string | null;
  exchange: string | null;
  state: Act['state'];
  effectKind: string;
  effectRef: string;
  logIndex: number | null;
  proof: string | null;
  error: string | null;
  proposedAt: number;
}

const COLUMNS = `leaf_hash AS leafHash, type, entry, subject, dataset, exchange, state, effect_kind AS effectKind,
  effect_ref AS effectRef, log_index AS logIndex, proof, proposed_at AS proposedAt,
  coalesce(error, (SELECT last_error FROM outbox WHERE id = 'log:' || substr(leaf_hash, instr(leaf_hash, ':') + 1))) AS error`;
const MAX_RECEIPT_BYTES = 64 * 1024;

/** Creates the acts of a node over its store. */
export function createActs(deps: ActsDeps): Acts {
  const handlers = new Map<string, { logged: LoggedHandler; dead: DeadHandler | undefined }>();
  return {
    propose: (tx, act) => propose(deps, tx, act),
    onLogged: (kind, logged, dead) => {
      if (handlers.has(kind)) throw new ExchangeError('internal', `Two handlers for acts of kind ${kind}.`);
      handlers.set(kind, { logged, dead });
    },
    nextLink,
    ofExchange: (db, exchange) =>
      db
        .all<ActRow>(
          `SELECT ${COLUMNS} FROM acts WHERE exchange = ? ORDER BY log_index IS NULL, log_index, rowid`,
          exchange,
        )
        .map(actOf),
    find: (db, hash) => {
      const row = db.get<ActRow>(`SELECT ${COLUMNS} FROM acts WHERE leaf_hash = ?`, hash);
      return row === undefined ? undefined : actOf(row);
    },
    findLogged: (db, type, subject) => {
      const row = db.get<ActRow>(
        `SELECT ${COLUMNS} FROM acts WHERE subject = ? AND type = ? AND state = 'logged' ORDER BY log_index LIMIT 1`,
        subject,
        type,
      );
      return row === undefined ? undefined : actOf(row);
    },
    list: (db, limit) =>
      db
        .all<ActRow>(`SELECT ${COLUMNS} FROM acts ORDER BY proposed_at DESC, rowid DESC LIMIT ?`, limit)
        .map(actOf),
    handler: {
      deliver: async (item, signal) => {
        const entry = readEntry(item.payload);
        const receipt = await deps.submit(entry, signal);
        try {
          await deps.verifyReceipt(item.payload, receipt);
        } catch (cause) {
          throw unproven(cause);
        }
        return canonicalBytes(receipt);
      },
      settle: (tx, item, result) => settle(deps, handlers, { tx, leaf: item.payload, result }),
      giveUp: async (tx, item, error) => {
        const row = requireAct(tx, item.payload, deps.crypto);
        tx.run(
          `UPDATE acts SET state = 'dead', error = ? WHERE leaf_hash = ?`,
          `${error.code}: ${error.message}`,
          row.leafHash,
        );
        await handlers.get(row.effectKind)?.dead?.(tx, { ref: row.effectRef, error });
      },
    },
  };
}

/**
 * A receipt that proves nothing is no word of the log: who lies must not make a company lose its act, which waits and is tried again.
 * A failure of this node itself is passed on.
 */
function unproven(cause: unknown): unknown {
  if (!isExchangeError(cause) || mayPass(cause)) return cause;
  return new ExchangeError('log-unavailable', `The receipt of the log proves nothing: ${cause.message}`, {
    params: { receipt: cause.code },
    cause,
  });
}

function propose(
  deps: ActsDeps,
  tx: WriteHandle,
  act: { entry: Envelope; effect: { kind: string; ref: string } },
): Digest {
  const leaf = envelopeBytes(act.entry);
  if (leaf.length > MAX_ENTRY_BYTES)
    throw new ExchangeError('limit-exceeded', 'The entry is larger than a log leaf.');
  const statement = statementOf(act.entry);
  const hash = formatDigest(leafHash(deps.crypto, leaf));
  const { exchange, dataset } = statement.predicate;
  if (exchange !== null) advanceChain(tx, exchange, hash);
  tx.run(
    `INSERT INTO acts (leaf_hash, type, entry, subject, dataset, exchange, effect_kind, effect_ref, proposed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    hash,
    entryTypeOf(statement),
    leaf,
    subjectDigest(statement),
    dataset,
    exchange?.id ?? null,
    act.effect.kind,
    act.effect.ref,
    deps.clock(),
  );
  deps.enqueue(tx, {
    kind: LOG_ITEM,
    id: `log:${toHex(parseDigest(hash))}`,
    orderKey: exchange === null ? OWN_ACTS : `log:${exchange.id}:${exchange.role}`,
    payload: leaf,
  });
  return hash;
}

async function settle(
  deps: ActsDeps,
  handlers: ReadonlyMap<string, { logged: LoggedHandler }>,
  done: { tx: WriteHandle; leaf: Uint8Array; result: Uint8Array },
): Promise<void> {
  const { tx } = done;
  const row = requireAct(tx, done.leaf, deps.crypto);
  const receipt = parseWire(logReceiptSchema, parseCanonical(done.result, MAX_RECEIPT_BYTES), 'log receipt');
  tx.run(
    `UPDATE acts SET state = 'logged', log_index = ?, proof = ?, error = NULL, logged_at = ? WHERE leaf_hash = ?`,
    receipt.index,
    receipt.proof,
    deps.clock(),
    row.leafHash,
  );
  const handler = handlers.get(row.effectKind);
  if (handler === undefined)
    throw new ExchangeError('internal', `No handler for acts of kind ${row.effectKind}.`);
  await handler.logged(tx, {
    ref: row.effectRef,
    entry: readEntry(done.leaf),
    leafHash: row.leafHash,
    receipt,
  });
}

function nextLink(db: ReadHandle, exchange: ExchangeId, role: ExchangeLink['role']): ExchangeLink {
  const row = db.get<{ nextSeq: number; prev: string | null }>(
    'SELECT next_seq AS nextSeq, prev FROM exchange_chains WHERE exchange = ? AND role = ?',
    exchange,
    role,
  );
  return { id: exchange, role, seq: row?.nextSeq ?? 0, prev: row?.prev ?? null };
}

function advanceChain(tx: WriteHandle, link: ExchangeLink, hash: Digest): void {
  const expected = nextLink(tx, link.id, link.role);
  if (link.seq !== expected.seq || link.prev !== expected.prev) {
    throw new ExchangeError('conflict', 'The entry does not continue the chain of its exchange.', {
      params: { seq: link.seq, expected: expected.seq },
    });
  }
  tx.run(
    `INSERT INTO exchange_chains (exchange, role, next_seq, prev) VALUES (?, ?, ?, ?)
     ON CONFLICT (exchange, role) DO UPDATE SET next_seq = excluded.next_seq, prev = excluded.prev`,
    link.id,
    link.role,
    link.seq + 1,
    hash,
  );
}

function requireAct(db: ReadHandle, leaf: Uint8Array, crypto: CryptoPort): ActRow {
  const hash = formatDigest(leafHash(crypto, leaf));
  const row = db.get<ActRow>(`SELECT ${COLUMNS} FROM acts WHERE leaf_hash = ?`, hash);
  if (row === undefined)
    throw new ExchangeError('internal', 'An outbox item names an act that is not stored.');
  return row;
}

function actOf(row: ActRow): Act {
  return {
    leafHash: row.leafHash,
    type: row.type,
    entry: readEntry(row.entry),
    subject: row.subject,
    dataset: row.dataset,
    exchange: row.exchange,
    state: row.state,
    index: row.logIndex,
    proof: row.proof,
    error: row.error,
    proposedAt: row.proposedAt,
  };
}

function readEntry(leaf: Uint8Array): Envelope {
  return parseWire(envelopeSchema, JSON.parse(fromUtf8(leaf)), 'entry');
}

/** Statement of an entry that this node made itself: parsed, not verified again. */
function statementOf(entry: Envelope): EntryStatement {
  const payload = parseCanonical(fromBase64(entry.payload), ENTRY_DOCUMENT.maxBytes);
  return parseWire(entryStatementSchema, payload, 'entry statement');
}
