/** Judges one entry in the page, by the very functions that `kin verify` uses: signatures, inclusion, the log's own signature. */

import { utf8 } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { inclusionRanges } from '#contracts/log/inclusion-proof.ts';
import { leafHash, nodeHash } from '#contracts/log/merkle-tree.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import { parseTlogProof } from '#contracts/log/tlog-proof.ts';
import type { TrustRoot } from '#contracts/log/trust-root.ts';
import { envelopeBytes, type Envelope } from '#contracts/signature.ts';
import { toHex } from '#contracts/bytes.ts';
import { parseCheckpointNote } from '#contracts/log/checkpoint.ts';
import { browserCrypto } from '../../app/browser-crypto.ts';

/** One step from the leaf towards the root. */
export interface PathStep {
  /** Leaves below the node that this step leads to, from the first up to but without the last. */
  readonly sibling: string;
  readonly side: 'left' | 'right';
  /** Hash that the step leads to. */
  readonly result: string;
}

/** What was found about an entry. */
export interface EntryVerdict {
  readonly ok: boolean;
  /** Code of what does not hold; null when everything does. */
  readonly code: string | null;
  readonly message: string | null;
  readonly leaf: string;
  readonly steps: readonly PathStep[];
  readonly root: string;
  readonly size: number;
  readonly index: number;
  readonly witnesses: number;
}

/** Judges an entry with its receipt. Never throws for what a server may have sent: that is a verdict. */
export async function checkEntry(question: {
  readonly entry: Envelope;
  readonly proof: string;
  readonly trust: TrustRoot;
  readonly nowMs: number;
}): Promise<EntryVerdict> {
  const drawn = drawPath(question.entry, question.proof);
  try {
    const proven = await openProvenEntry(browserCrypto, question);
    return { ...drawn, ok: true, code: null, message: null, witnesses: proven.witnesses };
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return { ...drawn, ok: false, code: error.code, message: error.message, witnesses: 0 };
  }
}

type Drawn = Pick<EntryVerdict, 'leaf' | 'steps' | 'root' | 'size' | 'index'>;

/** The way from the leaf to the root that the proof claims; empty where it cannot be read. */
function drawPath(entry: Envelope, proofText: string): Drawn {
  const leaf = leafHash(browserCrypto, envelopeBytes(entry));
  try {
    const proof = parseTlogProof(utf8(proofText));
    const { checkpoint } = parseCheckpointNote(utf8(proof.checkpoint));
    const ranges = inclusionRanges(proof.index, checkpoint.size);
    const steps: PathStep[] = [];
    let hash = leaf;
    for (const [at, sibling] of proof.hashes.entries()) {
      const side = (ranges[at]?.start ?? 0) > proof.index ? 'right' : 'left';
      hash =
        side === 'right' ? nodeHash(browserCrypto, hash, sibling) : nodeHash(browserCrypto, sibling, hash);
      steps.push({ sibling: toHex(sibling), side, result: toHex(hash) });
    }
    return {
      leaf: toHex(leaf),
      steps,
      root: toHex(checkpoint.root),
      size: checkpoint.size,
      index: proof.index,
    };
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return { leaf: toHex(leaf), steps: [], root: '', size: 0, index: 0 };
  }
}
