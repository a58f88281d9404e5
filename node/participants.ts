/**
 * Other companies as this node knows them. The broker is only the messenger: root, keys and peer id are checked here against
 * the root key that the DID itself names (DECISIONS 2, 8). Whether a key was revoked in a log that the broker hides is not
 * proved by this; verification says so.
 */

import type { Clock, CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { peerIdOfKey, type ParticipantId, type SigningKey } from '#contracts/keys.ts';
import {
  ENROLMENT_DOCUMENT,
  participantRecordSchema,
  type ParticipantRecord,
} from '#contracts/participant/enrolment.ts';
import {
  liveKeys,
  readKeyHistory,
  requireLiveKey,
  type KeyHistory,
} from '#contracts/participant/key-state.ts';
import { openSigned, requireSigner } from '#contracts/signature.ts';
import { utf8 } from '#contracts/bytes.ts';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import type { BrokerClient } from './broker-client.ts';

/** How long a record is believed before the broker is asked again, in milliseconds. */
const RECORD_TTL_MS = 60_000;
const MAX_RECORD_BYTES = 1024 * 1024;
/** Records that may name one peer, in whatever member, and are looked at. */
const MAX_NAMED = 16;

/** A company whose keys were checked. */
export interface KnownParticipant {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly status: ParticipantRecord['status'];
  /** A did:web document confirms the root. did:key companies are unverified. */
  readonly verified: boolean;
  /** Peer id of the node as it enrolled. */
  readonly peerId: string;
  /** Peer ids of all live peer keys. */
  readonly peerIds: readonly string[];
  /** Multiaddrs that end in the peer id. */
  readonly addresses: readonly string[];
  readonly history: KeyHistory;
  readonly record: ParticipantRecord;
}

/** What the node knows of others. */
export interface Participants {
  /** A company by DID, from the store while fresh, else from the broker. Throws `not-found`, `unknown-signer`, `peer-unreachable`. */
  resolve(
    participant: ParticipantId,
    options?: { fresh?: boolean; signal?: AbortSignal },
  ): Promise<KnownParticipant>;
  /** The company behind a peer id, among those known here; undefined otherwise. */
  ofPeer(peerId: string): Promise<KnownParticipant | undefined>;
  /** Throws `unknown-signer` or `key-revoked` unless the key is a live operational key of the company. */
  requireSignKey(participant: ParticipantId, key: SigningKey): Promise<KnownParticipant>;
}

/** What the participants need. */
export interface ParticipantsDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly database: Database;
  readonly client: BrokerClient;
  /** Root named by a did:web document that this node resolves itself; null when it cannot. */
  readonly resolveDocumentRoot?: (participant: ParticipantId) => Promise<SigningKey | null>;
}

/** Creates the node's view of other companies. */
export function createParticipants(deps: ParticipantsDeps): Participants {
  const resolve: Participants['resolve'] = async (participant, options = {}) => {
    const stored = await storedRecord(deps, participant);
    const fresh = stored !== undefined && deps.clock() - stored.fetchedAt < RECORD_TTL_MS;
    if (stored !== undefined && fresh && options.fresh !== true) return check(deps, stored.record);
    try {
      const record = await fetchRecord(deps, participant, options.signal);
      // Another company's record holds by itself: under this name it would put that company's keys in its place.
      if (record.participant !== participant) {
        throw new ExchangeError('unknown-signer', `The broker answered with ${record.participant} instead.`, {
          params: { participant },
        });
      }
      const known = await check(deps, record);
      await storeRecord(deps, record);
      return known;
    } catch (error) {
      // A broker that is away does not stop two companies that know each other.
      if (stored !== undefined && isExchangeError(error, 'peer-unreachable'))
        return check(deps, stored.record);
      throw error;
    }
  };
  return {
    resolve,
    ofPeer: async (peerId) => {
      // Only records in which the peer is named at all are parsed: a node may know thousands of companies.
      const rows = await deps.database.read((db) =>
        db.all<{ record: Uint8Array }>(
          'SELECT record FROM known_participants WHERE instr(record, ?) > 0 LIMIT ?',
          utf8(peerId),
          MAX_NAMED,
        ),
      );
      const record = rows.map((row) => readRecord(row.record)).find((known) => known.peerId === peerId);
      const known = record === undefined ? undefined : await check(deps, record);
      // The record's own peer id is the broker's word; only the company's keys vouch for a peer.
      return known?.peerIds.includes(peerId) === true ? known : undefined;
    },
    requireSignKey: async (participant, key) => {
      const known = await resolve(participant);
      try {
        requireLiveKey(known.history, key, 'sign');
        return known;
      } catch (error) {
        if (!isExchangeError(error, 'unknown-signer')) throw error;
        // The key may be newer than the record.
        const renewed = await resolve(participant, { fresh: true });
        requireLiveKey(renewed.history, key, 'sign');
        return renewed;
      }
    },
  };
}

/** Verifies a record as if it came from an enemy. */
async function check(deps: ParticipantsDeps, record: ParticipantRecord): Promise<KnownParticipant> {
  const documentRoot = (await deps.resolveDocumentRoot?.(record.participant)) ?? undefined;
  const history = await readKeyHistory(deps.crypto, {
    participant: record.participant,
    entries: record.keyEntries,
    documentRoot,
  });
  const enrolment = await openSigned(deps.crypto, ENROLMENT_DOCUMENT, record.enrolment);
  const { document } = enrolment;
  requireSigner(enrolment, document.key);
  requireLiveKey(history, document.key, 'sign');
  const peerIds = liveKeys(history, 'peer').map(peerIdOfKey);
  if (document.participant !== record.participant || !peerIds.includes(document.peerId)) {
    throw new ExchangeError('unknown-signer', `Nobody vouches for the peer id of ${record.participant}.`);
  }
  return {
    participant: record.participant,
    name: document.name,
    status: record.status,
    verified: documentRoot !== undefined,
    peerId: document.peerId,
    peerIds,
    addresses: document.addresses.filter((address) => address.endsWith(`/p2p/${document.peerId}`)),
    history,
    record,
  };
}

function fetchRecord(
  deps: ParticipantsDeps,
  participant: ParticipantId,
  signal: AbortSignal | undefined,
): Promise<ParticipantRecord> {
  return deps.client.call({
    path: `/v1/participants/${encodeURIComponent(participant)}`,
    answer: participantRecordSchema,
    signal,
  });
}

async function storedRecord(
  deps: ParticipantsDeps,
  participant: ParticipantId,
): Promise<{ record: ParticipantRecord; fetchedAt: number } | undefined> {
  const row = await deps.database.read((db) =>
    db.get<{ record: Uint8Array; fetchedAt: number }>(
      'SELECT record, fetched_at AS fetchedAt FROM known_participants WHERE participant = ?',
      participant,
    ),
  );
  return row === undefined ? undefined : { record: readRecord(row.record), fetchedAt: row.fetchedAt };
}

async function storeRecord(deps: ParticipantsDeps, record: ParticipantRecord): Promise<void> {
  await deps.database.write((tx) => {
    tx.run(
      `INSERT INTO known_participants (participant, record, fetched_at) VALUES (?, ?, ?)
       ON CONFLICT (participant) DO UPDATE SET record = excluded.record, fetched_at = excluded.fetched_at`,
      record.participant,
      canonicalBytes(record),
      deps.clock(),
    );
  });
}

function readRecord(bytes: Uint8Array): ParticipantRecord {
  return parseWire(participantRecordSchema, parseJson(bytes, MAX_RECORD_BYTES), 'participant record');
}
