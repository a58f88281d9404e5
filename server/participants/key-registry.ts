/** Keys of the participants as this log has them: read from their key entries and kept until a new one is logged. */

import { fromUtf8 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import type { OpenedEntry } from '#contracts/log/entry.ts';
import { MAX_KEY_HISTORY } from '#contracts/participant/enrolment.ts';
import {
  liveKeys,
  readKeyHistory,
  requireLiveKey,
  type KeyHistory,
} from '#contracts/participant/key-state.ts';
import type { Database } from '#platform/database/database.ts';
import { findParticipant, keyEntriesOf } from './participant-store.ts';

/** Histories kept in memory at most. */
const MAX_CACHED = 10_000;

/** Looks keys up. */
export class KeyRegistry {
  readonly #deps: { readonly crypto: CryptoPort; readonly database: Database };
  readonly #known = new Map<ParticipantId, Promise<KeyHistory>>();

  constructor(deps: { readonly crypto: CryptoPort; readonly database: Database }) {
    this.#deps = deps;
  }

  /** Key history of an enrolled participant. Throws `unknown-signer` for others. */
  historyOf(participant: ParticipantId): Promise<KeyHistory> {
    const known = this.#known.get(participant);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_CACHED) this.#known.clear();
    const reading = this.#read(participant);
    this.#known.set(participant, reading);
    reading.catch(() => this.#known.delete(participant));
    return reading;
  }

  /** Forgets what was read: a key entry was logged. */
  forget(participant: ParticipantId): void {
    this.#known.delete(participant);
  }

  /** Root key of an enrolled participant. Throws `unknown-signer`. */
  async rootOf(participant: ParticipantId): Promise<SigningKey> {
    return (await this.historyOf(participant)).root;
  }

  /** Throws `unknown-signer`, `forbidden` (not admitted) or `key-revoked` unless the key may sign for an admitted participant. */
  async requireAdmittedKey(participant: ParticipantId, key: SigningKey): Promise<void> {
    requireLiveKey(await this.admittedHistoryOf(participant), key, 'sign');
  }

  /**
   * Throws `limit-exceeded` when a key entry is one too many for its company. A revocation of a key that lives is never one too many, nor is an
   * entry that the log has already. Throws `unknown-signer`.
   */
  async requireRoom(entry: OpenedEntry): Promise<void> {
    const { participant } = entry.statement.predicate.actor;
    const entries = await this.#deps.database.read((db) => keyEntriesOf(db, participant));
    if (entries.length < MAX_KEY_HISTORY || entries.includes(fromUtf8(entry.leaf))) return;
    if (entry.type === 'key.revoked') {
      const { key, purpose } = entry.body as EntryBody<'key.revoked'>;
      if (liveKeys(await this.historyOf(participant), purpose).includes(key)) return;
    }
    throw historyFull();
  }

  /** Key history of an admitted participant. Throws `unknown-signer`, `forbidden`. */
  async admittedHistoryOf(participant: ParticipantId): Promise<KeyHistory> {
    const row = await this.#deps.database.read((db) => findParticipant(db, participant));
    if (row === undefined) throw notEnrolled(participant);
    if (row.status !== 'admitted') {
      throw new ExchangeError('forbidden', `${participant} is not admitted here.`, {
        params: { status: row.status },
      });
    }
    return this.historyOf(participant);
  }

  async #read(participant: ParticipantId): Promise<KeyHistory> {
    const { row, entries } = await this.#deps.database.read((db) => ({
      row: findParticipant(db, participant),
      entries: keyEntriesOf(db, participant),
    }));
    if (row === undefined) throw notEnrolled(participant);
    return readKeyHistory(this.#deps.crypto, {
      participant,
      entries: entries.map((entry) => JSON.parse(entry) as unknown),
      documentRoot: row.root,
    });
  }
}

/** A company has as many key entries as a log takes. */
export function historyFull(): ExchangeError {
  return new ExchangeError('limit-exceeded', 'The company has too many key entries already.', {
    params: { limit: MAX_KEY_HISTORY },
  });
}

function notEnrolled(participant: ParticipantId): ExchangeError {
  return new ExchangeError('unknown-signer', `${participant} is not enrolled here.`);
}
