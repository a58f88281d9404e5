/** What negotiation and transfer need from the rest of the node: narrow, so that tests and `context.ts` can give them. */

import type { Signer, Clock, CryptoPort, RandomBytes } from '#contracts/crypto.ts';
import type { LogPin } from '#contracts/agreement/agreement.ts';
import type { ChunkList, ChunkSecrets } from '#contracts/content/chunk-list.ts';
import type { Digest } from '#contracts/digest.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { TrustRoot } from '#contracts/log/trust-root.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import type { KeyHistory } from '#contracts/participant/key-state.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { ChunkRequest, ProvenEntry } from '#contracts/transfer/messages.ts';
import type { Database } from '#platform/database/database.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import type { Logger } from '#platform/logger.ts';
import type { Outbox } from '#platform/outbox.ts';
import type { Acts } from '../log/acts.ts';
import type { EventHub } from './event-hub.ts';

/** Who this node is. */
export interface Self {
  readonly participant: ParticipantId;
  readonly key: SigningKey;
  readonly signer: Signer;
  readonly log: LogPin;
}

/** What is known of another company, with its key history verified against its root. */
export interface KnownParticipant {
  readonly participant: ParticipantId;
  readonly name: string;
  /** True when a did:web document confirms the root. */
  readonly verified: boolean;
  readonly history: KeyHistory;
  /** libp2p peer ids of its live peer keys. */
  readonly peerIds: readonly string[];
  /** Multiaddrs under which its node may be reached. */
  readonly addresses: readonly string[];
}

/** Knowledge of other companies. */
export interface Participants {
  /**
   * Gives what is known; asks anew when nothing is, or when `fresh` is set because a key or peer was not among what was known.
   * Throws `not-found` for a company that nobody admitted, `peer-unreachable` when nobody can be asked.
   */
  resolve(participant: ParticipantId, options?: { readonly fresh?: boolean }): Promise<KnownParticipant>;
}

/** One published version of this node. */
export interface Publication {
  readonly manifest: Manifest;
  readonly envelope: Envelope;
  readonly digest: Digest;
  /** False after it was superseded or withdrawn: existing agreements go on, new ones are not made. */
  readonly current: boolean;
}

/** Bytes and secrets of one published version. */
export interface SealedVersion {
  readonly chunkList: ChunkList;
  readonly chunkSecrets: ChunkSecrets;
  /** 32 bytes. */
  readonly contentKey: Uint8Array;
  /** Sealed chunk by its hash. Throws `not-found`. */
  readonly readChunk: (cipherHash: Digest) => Promise<Uint8Array>;
}

/** What this node has published. */
export interface Publications {
  /** A version by its manifest digest; undefined when this node never published it. */
  find(manifest: Digest): Promise<Publication | undefined>;
  /** Lists, key and chunks of a version. Throws `not-found` when they are gone. */
  openSealed(manifest: Digest): Promise<SealedVersion>;
  /**
   * The signed desensitization report and what was logged about the version: `desensitization.reported` and
   * `dataset.published`, with receipts. Throws `not-found` while the log does not have them.
   */
  evidence(manifest: Digest): Promise<{
    readonly report: Envelope;
    /** Text of the robot description, where the lister lets it out. */
    readonly robotDescription: string | null;
    readonly acts: readonly ProvenEntry[];
  }>;
}

/** Where messages to another company's node go. */
export interface PeerAddress {
  readonly peerIds: readonly string[];
  readonly addresses: readonly string[];
}

/** Sends signed messages. */
export interface MessageDoor {
  /** Sends one message and gives the answer, not yet parsed by its schema. Throws the peer's code, `peer-unreachable`, `peer-misbehaved`. */
  send(to: PeerAddress, message: Envelope, signal: AbortSignal): Promise<unknown>;
}

/** An open line to a provider's chunks; several requests may be under way. */
export interface ChunkLine {
  request(request: ChunkRequest, signal: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens lines to chunks. */
export interface ChunkDoor {
  open(to: PeerAddress, signal: AbortSignal): Promise<ChunkLine>;
}

/** What negotiations and transfers are made of. */
export interface ExchangeDeps {
  readonly self: Self;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly outbox: Pick<Outbox, 'enqueue' | 'retryNow'>;
  readonly acts: Acts;
  readonly participants: Participants;
  readonly publications: Publications;
  readonly messages: MessageDoor;
  readonly chunks: ChunkDoor;
  /** Key entries of this company with their receipts, in log order; they travel with deliveries. */
  readonly ownKeyActs: () => Promise<readonly ProvenEntry[]>;
  readonly trust: TrustRoot;
  readonly logger: Logger;
  readonly events: EventHub;
  /** Folder for ciphertext under way. */
  readonly incomingDir: string;
  /** Told after each durable step; tests kill the process here. */
  readonly crashPoint?: ((boundary: DurableBoundary) => void) | undefined;
}

/** Steps after which a crash must lose nothing: each is one committed transaction, or one folder renamed into place. */
export const DURABLE_BOUNDARIES = [
  'request-opened',
  'request-logged',
  'request-received',
  'agreement-drafted',
  'agreement-cosigned',
  'agreement-verified',
  'agreement-logged',
  'agreement-finalized',
  'negotiation-closing',
  'negotiation-terminated',
  'transfer-requested',
  'transfer-accepted',
  'transfer-start-logged',
  'transfer-started',
  'chunks-verified',
  'received-logged',
  'key-release-proposed',
  'key-released',
  'key-received',
  'delivery-placed',
  'receipt-signed',
  'receipt-cosigned',
  'receipt-logged',
  'transfer-completed',
  'license-revoking',
  'license-revoked',
] as const;
/** One of {@link DURABLE_BOUNDARIES}. */
export type DurableBoundary = (typeof DURABLE_BOUNDARIES)[number];

/** Marks a boundary: told once the transaction is on the disk. */
export function reached(deps: ExchangeDeps, tx: WriteHandle, boundary: DurableBoundary): void {
  if (deps.crashPoint === undefined) return;
  tx.afterCommit(() => deps.crashPoint?.(boundary));
}
