/**
 * Enrolment and standing of companies.
 *
 * A company proves its keys with entries signed by its root; the broker records its decision as an entry of the registrar.
 * Standing follows from the log alone: it changes when the entry that says so is indexed, so a log that is rebuilt gives the
 * same standing.
 */

import { canonicalJson } from '#contracts/canonical-json.ts';
import type { Clock, CryptoPort } from '#contracts/crypto.ts';
import { digestOf, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { peerIdOfKey, rootOfParticipant, type ParticipantId } from '#contracts/keys.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import {
  ENROLMENT_DOCUMENT,
  enrolmentRequestSchema,
  MAX_KEY_ENTRIES,
  MAX_KEY_HISTORY,
  type Enrolment,
  type ParticipantRecord,
} from '#contracts/participant/enrolment.ts';
import { liveKeys, readKeyHistory, requireLiveKey } from '#contracts/participant/key-state.ts';
import { openSigned, requireSigner, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { utf8 } from '#contracts/bytes.ts';
import type { Database } from '#platform/database/database.ts';
import { giveWayWhenDue } from '#platform/give-way.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import type { EntryProjection } from '../entries/entry-log.ts';
import type { Registrar } from '../entries/registrar.ts';
import type { DidWebResolver } from '#platform/did-web.ts';
import { historyFull, type KeyRegistry } from './key-registry.ts';
import {
  addKeyEntry,
  admittedParticipants,
  findParticipant,
  findParticipantByPeer,
  keyEntriesOf,
  listParticipants,
  saveParticipant,
  setParticipantStatus,
  standingMark,
  type ParticipantRow,
} from './participant-store.ts';

/** How long an enrolment waits for the log before it answers with the standing so far, in milliseconds. */
const ADMISSION_WAIT_MS = 10_000;

/** What the service needs. */
export interface ParticipantDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly database: Database;
  readonly registrar: Registrar;
  readonly keys: KeyRegistry;
  /** Origin of this log. */
  readonly origin: string;
  /** Resolves did:web documents; null when the broker does not fetch them. */
  readonly didWeb: DidWebResolver | null;
  /** Whether a company with proven keys is admitted at once. */
  readonly openEnrolment: boolean;
}

/** Enrols, admits and suspends companies. */
export class ParticipantService {
  readonly #deps: ParticipantDeps;
  readonly #admittedListeners = new Set<(id: ParticipantId) => void>();

  constructor(deps: ParticipantDeps) {
    this.#deps = deps;
  }

  /**
   * Takes an enrolment, or a newer one of a known company. Throws `bad-signature`, `unknown-signer`, `log-origin-mismatch`,
   * `conflict` (an older enrolment, or a peer id that another company holds) and the errors of parsing.
   */
  async enrol(request: unknown): Promise<ParticipantRecord> {
    const { enrolment, keyEntries } = parseWire(enrolmentRequestSchema, request, 'enrolment request');
    const signed = await openSigned(this.#deps.crypto, ENROLMENT_DOCUMENT, enrolment);
    requireSigner(signed, signed.document.key);
    const verified = await this.#proveKeys(signed.document, keyEntries);
    const { registrar, database } = this.#deps;
    const decision = await database.write((tx) => {
      const known = findParticipant(tx, signed.document.participant);
      this.#save(tx, signed.document, { enrolment, verified });
      for (const entry of keyEntries) registrar.queue(tx, entry);
      if (known !== undefined && known.status !== 'pending') return undefined;
      const evidence = this.#evidenceFor(signed.document, verified);
      if (evidence === undefined) return undefined;
      return { done: this.#recordAdmission(tx, signed.document, evidence) };
    });
    await decision?.done;
    return this.get(signed.document.participant);
  }

  /** What is told about a participant. Throws `not-found`. */
  async get(id: ParticipantId): Promise<ParticipantRecord> {
    const record = await this.#deps.database.read((db) => {
      const row = findParticipant(db, id);
      return row === undefined ? undefined : recordOf(db, row);
    });
    if (record === undefined) throw new ExchangeError('not-found', `${id} is not enrolled here.`);
    return record;
  }

  /** The participant of a connected peer, or undefined. */
  findByPeer(peerId: string): Promise<ParticipantRow | undefined> {
    return this.#deps.database.read((db) => findParticipantByPeer(db, peerId));
  }

  /** Participants in the order of their ids. */
  list(page: {
    status?: ParticipantRecord['status'] | undefined;
    cursor?: string | undefined;
    limit: number;
  }): Promise<ParticipantRecord[]> {
    return this.#deps.database.read(async (db) => {
      const records: ParticipantRecord[] = [];
      for (const row of listParticipants(db, page)) {
        // A company may have 64 key entries.
        await giveWayWhenDue();
        records.push(recordOf(db, row));
      }
      return records;
    });
  }

  /** Changes whenever a participant's standing or keys do: compare inside a transaction. */
  standingMark(db: ReadHandle, id: ParticipantId): string {
    return standingMark(db, id);
  }

  /** Calls `listener` with each company when its admission is in the log. */
  onAdmitted(listener: (id: ParticipantId) => void): void {
    this.#admittedListeners.add(listener);
  }

  /** Admitted participants, but for one: whose feeds are followed. */
  publishers(except: ParticipantId): Promise<ParticipantId[]> {
    return this.#deps.database.read((db) => admittedParticipants(db).filter((id) => id !== except));
  }

  /** An operator's decision to admit. Resolves when the log has it. Throws `not-found`, `conflict`, `log-unavailable`. */
  async admit(id: ParticipantId): Promise<ParticipantRecord> {
    const logged = await this.#deps.database.write((tx) => {
      const row = requireRow(tx, id);
      if (row.status === 'admitted') throw new ExchangeError('conflict', `${id} is admitted already.`);
      return { done: this.#recordAdmission(tx, { participant: id, root: row.root }, 'operator-decision') };
    });
    if (!(await logged.done)) throw logBusy();
    return this.get(id);
  }

  /** Takes a company's standing away. Resolves when the log has it. Throws `not-found`, `conflict`, `log-unavailable`. */
  async suspend(id: ParticipantId, reason: string): Promise<ParticipantRecord> {
    const { registrar, database } = this.#deps;
    const logged = await database.write((tx) => {
      const row = requireRow(tx, id);
      if (row.status === 'suspended') throw new ExchangeError('conflict', `${id} is suspended already.`);
      if (id === registrar.participant)
        throw new ExchangeError('conflict', 'A broker does not suspend itself.');
      const leaf = registrar.record(tx, {
        type: 'participant.suspended',
        subject: { name: 'participant', digest: this.#subjectOf(id) },
        body: { participant: id, reason },
        parties: [id],
      });
      return { done: registrar.whenLogged(leaf, ADMISSION_WAIT_MS) };
    });
    if (!(await logged.done)) throw logBusy();
    return this.get(id);
  }

  /** Applies key entries and standing when their entries are indexed. */
  readonly projection: EntryProjection = (tx, { opened, leafHash, envelope }) => {
    const { type, statement } = opened;
    const actor = statement.predicate.actor.participant;
    if (type === 'key.registered' || type === 'key.rotated' || type === 'key.revoked') {
      addKeyEntry(tx, { participant: actor, leafHash, envelope: canonicalJson(envelope) });
      tx.afterCommit(() => this.#deps.keys.forget(actor));
    } else if (type === 'participant.admitted') {
      const { participant } = opened.body as EntryBody<'participant.admitted'>;
      setParticipantStatus(tx, participant, 'admitted');
      tx.afterCommit(() => {
        for (const listener of this.#admittedListeners) listener(participant);
      });
    } else if (type === 'participant.suspended') {
      const { participant } = opened.body as EntryBody<'participant.suspended'>;
      setParticipantStatus(tx, participant, 'suspended');
    }
  };

  /** Checks the chain root → keys, and whether a did:web document confirms the root. Returns the latter. */
  async #proveKeys(enrolment: Enrolment, entries: readonly Envelope[]): Promise<boolean> {
    const { crypto, origin, didWeb, database } = this.#deps;
    const { participant, root } = enrolment;
    if (enrolment.log !== origin) {
      throw new ExchangeError('log-origin-mismatch', 'The enrolment is for another log.', {
        params: { log: enrolment.log, origin },
      });
    }
    const own = rootOfParticipant(participant);
    const documented = own === null && didWeb !== null ? await didWeb.rootOf(participant) : null;
    const stored = await database.read((db) => ({
      root: findParticipant(db, participant)?.root,
      entries: keyEntriesOf(db, participant),
    }));
    const expected = own ?? documented ?? stored.root ?? root;
    if (root !== expected || (stored.root !== undefined && stored.root !== root)) {
      throw new ExchangeError('unknown-signer', 'The enrolment names another root key than the company has.');
    }
    // An enrolment that is renewed brings what is known again.
    const known = new Set(stored.entries);
    const fresh = entries.filter((entry) => !known.has(canonicalJson(entry)));
    if (fresh.length > 0 && known.size + fresh.length > MAX_KEY_HISTORY) throw historyFull();
    const history = await readKeyHistory(crypto, {
      participant,
      entries: [...stored.entries.map((entry) => JSON.parse(entry) as unknown), ...fresh],
      documentRoot: root,
      log: origin,
    });
    requireLiveKey(history, enrolment.key, 'sign');
    if (!liveKeys(history, 'peer').some((key) => peerIdOfKey(key) === enrolment.peerId)) {
      throw new ExchangeError(
        'unknown-signer',
        'No live peer key of the company stands behind this peer id.',
      );
    }
    return documented !== null;
  }

  #save(
    tx: WriteHandle,
    enrolment: Enrolment,
    proof: { readonly enrolment: Envelope; readonly verified: boolean },
  ): void {
    const known = findParticipant(tx, enrolment.participant);
    if (known !== undefined && known.enrolmentTime > enrolment.time) {
      throw new ExchangeError('conflict', 'A newer enrolment of this company is known.');
    }
    const holder = findParticipantByPeer(tx, enrolment.peerId);
    if (holder !== undefined && holder.id !== enrolment.participant) {
      throw new ExchangeError('conflict', 'Another company has enrolled this peer.');
    }
    saveParticipant(tx, {
      id: enrolment.participant,
      name: enrolment.name,
      status: 'pending',
      verified: proof.verified,
      root: enrolment.root,
      peerId: enrolment.peerId,
      addresses: [...enrolment.addresses],
      enrolment: canonicalJson(proof.enrolment),
      enrolmentTime: enrolment.time,
      enrolledAt: formatTimestamp(this.#deps.clock()),
    });
    // Key state counts from the log on; the registry must not keep what it read before.
    tx.afterCommit(() => this.#deps.keys.forget(enrolment.participant));
  }

  /** Why a company is admitted without an operator, or undefined. An unconfirmed did:web name is always a person's decision. */
  #evidenceFor(enrolment: Enrolment, verified: boolean): string | undefined {
    if (verified) return 'did-web-document';
    if (enrolment.participant === this.#deps.registrar.participant) return 'registrar';
    const proven = rootOfParticipant(enrolment.participant) !== null;
    return this.#deps.openEnrolment && proven ? 'open-enrolment' : undefined;
  }

  #recordAdmission(
    tx: WriteHandle,
    company: { readonly participant: ParticipantId; readonly root: string },
    evidence: string,
  ): Promise<boolean> {
    const { registrar } = this.#deps;
    const leaf = registrar.record(tx, {
      type: 'participant.admitted',
      subject: { name: 'participant', digest: this.#subjectOf(company.participant) },
      body: { participant: company.participant, root: company.root, evidence },
      parties: [company.participant],
    });
    return registrar.whenLogged(leaf, ADMISSION_WAIT_MS);
  }

  #subjectOf(id: ParticipantId): Digest {
    return digestOf(this.#deps.crypto, utf8(id));
  }
}

function requireRow(db: ReadHandle, id: ParticipantId): ParticipantRow {
  const row = findParticipant(db, id);
  if (row === undefined) throw new ExchangeError('not-found', `${id} is not enrolled here.`);
  return row;
}

function recordOf(db: ReadHandle, row: ParticipantRow): ParticipantRecord {
  const keyEntries = keyEntriesOf(db, row.id);
  return {
    participant: row.id,
    name: row.name,
    status: row.status,
    verified: row.verified,
    root: row.root,
    peerId: row.peerId,
    addresses: row.addresses,
    enrolment: JSON.parse(row.enrolment) as Envelope,
    // More than a record may hold must not spoil a page for the others; with a part of them a revoked key would pass as live.
    keyEntries:
      keyEntries.length > MAX_KEY_ENTRIES ? [] : keyEntries.map((entry) => JSON.parse(entry) as Envelope),
    enrolledAt: row.enrolledAt,
  };
}

function logBusy(): ExchangeError {
  return new ExchangeError('log-unavailable', 'The decision is queued; the log has not taken it yet.');
}
