/** An entry with its log receipt, judged together: the signatures, and that exactly this entry stands in the trusted log. */

import { toHex, utf8 } from '../bytes.ts';
import type { CryptoPort } from '../crypto.ts';
import { formatDigest, type Digest } from '../digest.ts';
import { ExchangeError } from '../errors.ts';
import { verifyCosignature } from './cosignature.ts';
import { openEntry, type OpenedEntry } from './entry.ts';
import { leafHash } from './merkle-tree.ts';
import {
  COSIGNATURE,
  parseVerifierKey,
  verifyNote,
  type SignedNote,
  type VerifierKey,
} from './signed-note.ts';
import { openTlogProof } from './tlog-proof.ts';
import type { TrustRoot } from './trust-root.ts';

/** An entry that stands in the log. */
export interface ProvenAct extends OpenedEntry {
  readonly leafHash: Digest;
  /** Index in the log. */
  readonly index: number;
  /** Size of the log under whose head the entry was proved. */
  readonly size: number;
  /** Trusted witnesses that cosigned that head. */
  readonly witnesses: number;
}

/** What is judged, and by whose keys. */
export interface ProofQuestion {
  readonly entry: unknown;
  /** tlog-proof text. */
  readonly proof: string;
  readonly trust: TrustRoot;
  /** Cosignatures from after this instant cannot be true, milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Clocks of witnesses may run ahead of ours by this much, seconds. */
const WITNESS_CLOCK_SKEW_S = 300;

/**
 * Opens an entry and verifies its inclusion under the trusted log key and the quorum of witnesses. The caller still compares
 * the entry with the one it asked for. Throws `bad-signature`, `schema-mismatch`, `bad-proof`, `bad-checkpoint`,
 * `log-origin-mismatch`, `unknown-signer`, `limit-exceeded`.
 */
export async function openProvenEntry(crypto: CryptoPort, question: ProofQuestion): Promise<ProvenAct> {
  const { trust } = question;
  const opened = await openEntry(crypto, question.entry);
  if (opened.statement.predicate.log !== trust.log.origin) {
    throw new ExchangeError('log-origin-mismatch', 'The entry was signed for another log.', {
      params: { origin: opened.statement.predicate.log, expected: trust.log.origin },
    });
  }
  const leaf = leafHash(crypto, opened.leaf);
  const proof = openTlogProof(crypto, utf8(question.proof), leaf);
  const key = parseVerifierKey(crypto, trust.log.key);
  if (proof.checkpoint.origin !== trust.log.origin || key.name !== trust.log.origin) {
    throw new ExchangeError('log-origin-mismatch', 'The receipt is of another log.', {
      params: { origin: proof.checkpoint.origin, expected: trust.log.origin },
    });
  }
  await verifyNote(crypto, proof.note, key);
  const witnesses = await countWitnesses(crypto, proof.note, question);
  return {
    ...opened,
    leafHash: formatDigest(leaf),
    index: proof.inclusion.index,
    size: proof.inclusion.size,
    witnesses,
  };
}

async function countWitnesses(
  crypto: CryptoPort,
  note: SignedNote,
  question: ProofQuestion,
): Promise<number> {
  const { trust } = question;
  const notAfter = Math.floor(question.nowMs / 1000) + WITNESS_CLOCK_SKEW_S;
  const witnesses = distinctWitnesses(crypto, trust);
  const found = await Promise.all(
    witnesses.map((witness) => verifyCosignature(crypto, note, { witness, notAfter })),
  );
  const count = found.filter((cosignature) => cosignature !== null).length;
  if (count < trust.quorum) {
    throw new ExchangeError('bad-proof', 'Too few trusted witnesses have cosigned the head of the log.', {
      params: { witnesses: count, quorum: trust.quorum },
    });
  }
  return count;
}

/** Witnesses by their keys: one key under two names is one witness, and no key of another kind is any. */
function distinctWitnesses(crypto: CryptoPort, trust: TrustRoot): VerifierKey[] {
  const byKey = new Map<string, VerifierKey>();
  for (const text of trust.witnesses) {
    const witness = parseVerifierKey(crypto, text);
    if (witness.type !== COSIGNATURE) {
      throw new ExchangeError('bad-key', 'A witness of the trust root has no cosigning key.', {
        params: { name: witness.name },
      });
    }
    const id = toHex(witness.publicKey);
    if (!byKey.has(id)) byKey.set(id, witness);
  }
  return [...byKey.values()];
}
