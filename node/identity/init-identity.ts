/**
 * Makes a company's keys: the offline root, and the operational and peer keys that the root vouches for.
 *
 * The root's seed is returned once, for the recovery file, and never written by the node (DECISIONS 2).
 */

import { toBase32 } from '#contracts/bytes.ts';
import type { Clock, CryptoPort, RandomBytes, Signer } from '#contracts/crypto.ts';
import { digestOf } from '#contracts/digest.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { formatSigningKey, participantOfRoot, type ParticipantId, type SigningKey } from '#contracts/keys.ts';
import type { KeyPurpose } from '#contracts/log/entry-bodies.ts';
import { signEntry } from '#contracts/log/entry.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { Keystore } from '#platform/keystore.ts';
import { signerFromSeed } from '#platform/node-crypto.ts';

/** What making an identity needs. */
export interface IdentityDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly keystore: Keystore;
}

/** What a new identity is asked to be. */
export interface IdentityRequest {
  /** Origin of the log that the key statements are for. */
  readonly log: string;
  /** A did:web name; the did:key of the root when left out. */
  readonly participant?: ParticipantId | undefined;
  /** Root seed from a recovery file; a new one when left out. */
  readonly rootSeed?: Uint8Array | undefined;
}

/** A new identity. */
export interface NewIdentity {
  readonly participant: ParticipantId;
  readonly root: SigningKey;
  readonly key: SigningKey;
  readonly peerKey: SigningKey;
  readonly keyEntries: readonly Envelope[];
  /** The root's seed as people keep it: `kin-recovery-1-` and base32. Show it once. */
  readonly recovery: string;
}

const RECOVERY_PREFIX = 'kin-recovery-1-';

/** Creates operational and peer key in the keystore and has the root vouch for both. */
export async function initIdentity(deps: IdentityDeps, request: IdentityRequest): Promise<NewIdentity> {
  const seed = request.rootSeed ?? deps.random(32);
  const rootSigner = signerFromSeed(seed);
  const root = formatSigningKey(rootSigner.publicKey);
  const participant = request.participant ?? participantOfRoot(root);
  const sign = await deps.keystore.loadOrCreate('sign');
  const peer = await deps.keystore.loadOrCreate('peer');
  const vouch = (signer: Signer, purpose: KeyPurpose): Envelope =>
    keyEntry(deps, {
      rootSigner,
      root,
      participant,
      log: request.log,
      key: formatSigningKey(signer.publicKey),
      purpose,
    });
  return {
    participant,
    root,
    key: formatSigningKey(sign.publicKey),
    peerKey: formatSigningKey(peer.publicKey),
    keyEntries: [vouch(sign, 'sign'), vouch(peer, 'peer')],
    recovery: RECOVERY_PREFIX + toBase32(seed),
  };
}

interface KeyStatement {
  readonly rootSigner: Signer;
  readonly root: SigningKey;
  readonly participant: ParticipantId;
  readonly log: string;
  readonly key: SigningKey;
  readonly purpose: KeyPurpose;
}

function keyEntry(deps: IdentityDeps, statement: KeyStatement): Envelope {
  const nowMs = deps.clock();
  return signEntry(
    {
      type: 'key.registered',
      subject: { name: 'key', digest: digestOf(deps.crypto, new TextEncoder().encode(statement.key)) },
      participant: statement.participant,
      log: statement.log,
      parties: [],
      body: {
        key: statement.key,
        purpose: statement.purpose,
        root: statement.root,
        validFrom: formatTimestamp(nowMs),
      },
    },
    { signer: statement.rootSigner, key: statement.root, random: deps.random, nowMs },
  );
}
