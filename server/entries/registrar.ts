/**
 * The broker's own voice in the log: entries signed by its registrar key, queued in the transaction of the act that they
 * record and appended exactly once (DECISIONS 6, 7). What an entry only commits to is kept beside it for auditors.
 */

import { toHex } from '#contracts/bytes.ts';
import { canonicalBytes, canonicalJson, parseJson } from '#contracts/canonical-json.ts';
import { commitTo, SALT_BYTES } from '#contracts/commitment.ts';
import type { Clock, CryptoPort, RandomBytes, Signer } from '#contracts/crypto.ts';
import { formatDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { formatSigningKey, type ParticipantId } from '#contracts/keys.ts';
import type { EntryType } from '#contracts/log/entry-bodies.ts';
import { MAX_ENTRY_BYTES, openEntry, signEntry, type EntryDraft } from '#contracts/log/entry.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { envelopeBytes, envelopeSchema, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import type { Outbox, OutboxHandler } from '#platform/outbox.ts';
import type { EntryLog } from './entry-log.ts';
import { saveOpening } from './opening-store.ts';

/** Kind of the outbox items that carry entries to the log. */
export const ENTRY_ITEM = 'log.append';
/** The broker's entries keep the order in which they were queued: keys before what they sign. */
const ORDER_KEY = 'log:own';

/** What the registrar needs. */
export interface RegistrarDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly participant: ParticipantId;
  readonly signer: Signer;
  readonly origin: string;
  readonly entryLog: EntryLog;
}

/** What the caller says of an entry; the registrar fills in itself and the log. */
export type RegistrarDraft<T extends EntryType> = Omit<EntryDraft<T>, 'participant' | 'log'>;

/** Queues entries for the log. */
export class Registrar {
  readonly participant: ParticipantId;
  readonly #deps: RegistrarDeps;
  readonly #waiting = new Map<string, (() => void)[]>();
  #enqueue: Outbox['enqueue'] | undefined;

  constructor(deps: RegistrarDeps) {
    this.participant = deps.participant;
    this.#deps = deps;
  }

  /** The outbox that carries the entries; it is made with {@link handler} and therefore later than the registrar. */
  useOutbox(outbox: Pick<Outbox, 'enqueue'>): void {
    this.#enqueue = outbox.enqueue.bind(outbox);
  }

  /** Signs an entry and queues it in the caller's transaction. Returns its leaf hash. */
  record<T extends EntryType>(tx: WriteHandle, draft: RegistrarDraft<T>): Digest {
    const { participant, origin, signer, random, clock } = this.#deps;
    const key = formatSigningKey(signer.publicKey);
    const entry = signEntry({ ...draft, participant, log: origin }, { signer, key, random, nowMs: clock() });
    return this.queue(tx, entry);
  }

  /** Queues an entry that somebody else has signed, such as a company's key entry. A known leaf is queued once. */
  queue(tx: WriteHandle, entry: Envelope): Digest {
    if (this.#enqueue === undefined) throw new ExchangeError('internal', 'The registrar has no outbox.');
    const payload = envelopeBytes(entry);
    const id = formatDigest(leafHash(this.#deps.crypto, payload));
    this.#enqueue(tx, { kind: ENTRY_ITEM, id, orderKey: ORDER_KEY, payload });
    return id;
  }

  /** Commits to a value under a fresh salt and keeps what opens the commitment. */
  commit(tx: WriteHandle, value: unknown): Digest {
    const salt = toHex(this.#deps.random(SALT_BYTES));
    const commitment = commitTo(this.#deps.crypto, salt, value);
    saveOpening(tx, { commitment, salt, value: canonicalJson(value) });
    return commitment;
  }

  /** Resolves true once a queued entry is in the log, false when that takes longer than `timeoutMs`. Ask before the commit. */
  whenLogged(id: Digest, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(false), timeoutMs);
      timer.unref();
      const settled = (): void => done(true);
      const done = (logged: boolean): void => {
        clearTimeout(timer);
        const left = (this.#waiting.get(id) ?? []).filter((waiter) => waiter !== settled);
        if (left.length === 0) this.#waiting.delete(id);
        else this.#waiting.set(id, left);
        resolve(logged);
      };
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), settled]);
    });
  }

  /** Appends queued entries; belongs into the outbox's handlers under {@link ENTRY_ITEM}. */
  get handler(): OutboxHandler {
    return {
      deliver: async (item) => {
        const envelope = parseWire(envelopeSchema, parseJson(item.payload, MAX_ENTRY_BYTES), 'log entry');
        const receipt = await this.#deps.entryLog.append(await openEntry(this.#deps.crypto, envelope));
        return canonicalBytes({ index: receipt.index, leafHash: receipt.leafHash });
      },
      settle: (tx, item) => {
        tx.afterCommit(() => {
          for (const waiter of this.#waiting.get(item.id) ?? []) waiter();
        });
      },
    };
  }
}
