/** Receipts for many entries under one head: what their proofs share is worked out once. */

import { toBase64 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { inclusionRanges } from '#contracts/log/inclusion-proof.ts';
import { rangeHash } from '#contracts/log/merkle-tree.ts';
import { TLOG_PROOF_HEADER } from '#contracts/log/tlog-proof.ts';
import type { LogTree } from './log-tree.ts';
import type { SignedHead } from './recover-log.ts';

/** A function that writes the receipt (c2sp.org/tlog-proof) of an index under `head`. The tree has to hold the head's size. */
export function batchProver(crypto: CryptoPort, tree: LogTree, head: SignedHead): (index: number) => string {
  const { size } = head.checkpoint;
  const lines = new Map<string, string>();
  const lineOf = (start: number, end: number): string => {
    const key = `${start}-${end}`;
    let line = lines.get(key);
    if (line === undefined) {
      line = `${toBase64(rangeHash(crypto, { start, end }, (node) => tree.node(node)))}\n`;
      lines.set(key, line);
    }
    return line;
  };
  return (index) => {
    let proof = `${TLOG_PROOF_HEADER}\nindex ${index}\n`;
    for (const { start, end } of inclusionRanges(index, size)) proof += lineOf(start, end);
    return `${proof}\n${head.note}`;
  };
}
